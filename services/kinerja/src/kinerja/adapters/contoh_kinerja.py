"""What the model regency's people planned and how they were rated, drawn from data; the same each time."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from kinerja.domain.baris_skp import Aspek, BarisSkp, IndikatorSkp, JenisHasil
from kinerja.domain.evaluasi import Nilai
from kinerja.domain.pegawai import Pegawai
from kinerja.domain.pengembangan import StatusPengembangan
from kinerja.domain.predikat import CapaianOrganisasi, Ekspektasi, compute_predikat
from kinerja.domain.skp import StatusSkp
from kinerja.domain.umpan_balik import Tentang

_SHARES = (
    (3, None), (6, StatusSkp.DRAF), (9, StatusSkp.DIKEMBALIKAN), (14, StatusSkp.DIAJUKAN), (16, StatusSkp.USUL_PERUBAHAN),
)  # fmt: skip
"""Up to which of a hundred a plan of this year stands how; None: there is none yet. The others hold."""


@dataclass(frozen=True, kw_only=True)
class Ucapan:
    """What is said of someone's work."""

    tentang: Tentang
    isi: str


@dataclass(frozen=True, kw_only=True)
class Kegiatan:
    """A course."""

    judul: str
    bentuk: str
    penyelenggara: str
    jp: Decimal
    biaya: Decimal


class ContohKinerja:
    """Draws rows, states, ratings and feedback from a hash of whom and what they are for."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        """Draw from ``data``."""
        self._data = data

    @property
    def opd(self) -> frozenset[str]:
        """The agencies whose people plan and are rated."""
        return frozenset(self._data["opd"])

    @property
    def alasan_capaian(self) -> str:
        """The grounds of every capaian."""
        return str(self._data["alasan_capaian"])

    @property
    def alasan_kembali(self) -> str:
        """Why plans go back."""
        return str(self._data["alasan_kembali"])

    @property
    def alasan_ubah(self) -> str:
        """Why plans change."""
        return str(self._data["alasan_ubah"])

    def list_baris(self, pegawai: Pegawai, induk_id: str | None) -> Sequence[BarisSkp]:
        """Return the rows of a person's plan; the first serves the superior's row."""
        rows = self._data["baris"][pegawai.jabatan.jenis.value]
        return [
            BarisSkp(
                hasil_kerja=hasil,
                jenis=JenisHasil.UTAMA,
                indikator=[
                    IndikatorSkp(uraian=nama, aspek=Aspek(aspek), target=target) for nama, aspek, target in each
                ],
                induk_id=None if place else induk_id,
            )
            for place, (hasil, each) in enumerate(rows)
        ]

    def choose_status(self, pegawai: Pegawai, tahun: int) -> StatusSkp | None:
        """Return how far a plan of this year has come; heads have theirs, for others' rows serve them."""
        drawn = draw(f"status/{tahun}/{pegawai.id}", 100)
        rest = StatusSkp.DITETAPKAN
        return rest if pegawai.memimpin else next((status for end, status in _SHARES if drawn < end), rest)

    def choose_capaian(self, opd_kode: str, periode: str) -> CapaianOrganisasi:
        """Return how an agency did in a period."""
        words = self._data["capaian"]
        return CapaianOrganisasi(words[draw(f"capaian/{periode}/{opd_kode}", len(words))])

    def rate(self, capaian: CapaianOrganisasi, nomor: int) -> Nilai:
        """Return the rating of the person of this number in an agency with that capaian."""
        pola = self._data["pola"][capaian.value]
        hasil, perilaku = (Ekspektasi(word) for word in pola[nomor % len(pola)])
        catatan = self._data["catatan"].get(compute_predikat(hasil, perilaku).value, "")
        return Nilai(hasil_kerja=hasil, perilaku=perilaku, catatan=catatan)

    def choose_ucapan(self, pegawai: Pegawai, periode: str) -> Ucapan:
        """Return what is said of a person in a period."""
        rows = self._data["umpan_balik"]
        tentang, isi = rows[draw(f"umpan_balik/{periode}/{pegawai.id}", len(rows))]
        return Ucapan(tentang=Tentang(tentang), isi=isi)

    @property
    def bukti_asesmen(self) -> str:
        """The report of every assessment."""
        return str(self._data["bukti_asesmen"])

    @property
    def bukti_kursus(self) -> str:
        """The certificate of every course."""
        return str(self._data["bukti_kursus"])

    @property
    def alasan_tolak(self) -> str:
        """Why proposed courses are rejected."""
        return str(self._data["alasan_tolak"])

    def draw_profil(self, pegawai: Pegawai, standar: Mapping[str, int]) -> dict[str, int]:
        """Return the levels that an assessment found: mostly what the post asks for, some a level beside it."""
        beside = (-1, 0, 0, 0, 0, 1)
        return {
            kode: max(1, min(5, level + beside[draw(f"asesmen/{kode}/{pegawai.id}", len(beside))]))
            for kode, level in standar.items()
        }

    def draw_potensi(self, pegawai: Pegawai) -> Decimal:
        """Return the potential that an assessment found."""
        return Decimal(50 + draw(f"potensi/{pegawai.id}", 46))

    def choose_kegiatan(self, pegawai: Pegawai) -> Kegiatan:
        """Return the course that a person takes."""
        rows = self._data["kegiatan"]
        judul, bentuk, penyelenggara, jp, biaya = rows[draw(f"kegiatan/{pegawai.id}", len(rows))]
        return Kegiatan(judul=judul, bentuk=bentuk, penyelenggara=penyelenggara, jp=Decimal(jp), biaya=Decimal(biaya))

    def choose_langkah(self, pegawai: Pegawai, among: Sequence[StatusPengembangan]) -> StatusPengembangan:
        """Return how far a course has come; half of them are verified, the last of ``among``."""
        drawn = draw(f"langkah/{pegawai.id}", 2 * len(among))
        return among[min(drawn, len(among) - 1)]


@cache
def load_contoh_kinerja() -> ContohKinerja:
    """Return it over the data that ships with the service."""
    return ContohKinerja(yaml.safe_load((files("kinerja") / "data" / "skp_contoh.yaml").read_text(encoding="utf-8")))


def draw(key: str, among: int) -> int:
    """Return a number below ``among`` for the key, the same each time."""
    return int.from_bytes(hashlib.sha256(key.encode()).digest()[:8]) % among
