"""What the model regency's people planned and how they were rated, drawn from data; the same each time."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from kinerja.domain.baris_skp import Aspek, BarisSkp, IndikatorSkp, JenisHasil
from kinerja.domain.evaluasi import Nilai
from kinerja.domain.pegawai import Pegawai
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


@cache
def load_contoh_kinerja() -> ContohKinerja:
    """Return it over the data that ships with the service."""
    return ContohKinerja(yaml.safe_load((files("kinerja") / "data" / "skp_contoh.yaml").read_text(encoding="utf-8")))


def draw(key: str, among: int) -> int:
    """Return a number below ``among`` for the key, the same each time."""
    return int.from_bytes(hashlib.sha256(key.encode()).digest()[:8]) % among
