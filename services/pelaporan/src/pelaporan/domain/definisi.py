"""The definition of an indicator as data, and the checks it must pass before it is published."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum, auto

from chassis.domain import Invalid
from pelaporan.domain.rumus import Rumus
from pelaporan.domain.ukuran import Asal, Atas, Hitung, Operator, Saringan, Ukuran


class Polaritas(StrEnum):
    """Which way is better."""

    NAIK = auto()
    TURUN = auto()


class JenisIsian(StrEnum):
    """What kind of value a field of an event holds."""

    TEKS = auto()
    BILANGAN = auto()
    BENAR_SALAH = auto()
    WAKTU = auto()


REALISASI = "simpul.kinerja.v1.RealisasiDicatat"
"""The event of kinerja by which a goal gets its realisasi."""

Skema = Mapping[str, Mapping[str, JenisIsian]]
"""The fields of every known type of event."""


@dataclass(frozen=True)
class Target:
    """A target and the first day on which it holds."""

    berlaku_dari: date
    nilai: Decimal


@dataclass(frozen=True, kw_only=True)
class Definisi:
    """One version of the definition of an indicator.

    ``pembilang`` and ``penyebut`` name the measures shown as numerator and denominator. A denominator of 0 makes the
    value empty, never 0 or 100. ``desimal`` is the number of places of the only rounding, half up;
    ``urutan`` is the place in a list.
    """

    kode: str
    nama: str
    kelompok: str
    urutan: int = 1000
    satuan: str
    polaritas: Polaritas
    dasar_hukum: str
    keterangan: str = ""
    berlaku_dari: date
    versi: int = 1
    ukuran: Mapping[str, Ukuran] = field(default_factory=dict)
    rumus: Rumus
    pembilang: str | None = None
    penyebut: str | None = None
    target: Sequence[Target] = ()
    ambang: Decimal | None = None
    desimal: int = 2

    def target_on(self, tanggal: date) -> Decimal | None:
        """Return the target in force on a day."""
        berlaku = [target for target in self.target if target.berlaku_dari <= tanggal]
        return max(berlaku, key=lambda target: target.berlaku_dari).nilai if berlaku else None

    @property
    def pokok(self) -> Sequence[Ukuran]:
        """Return the measures whose events stand behind the value: the denominator, else what is counted."""
        nama = self.penyebut or self.pembilang
        return [self.ukuran[nama]] if nama else list(self.ukuran.values())


class BukuDefinisi:
    """Every version of every definition; knows which one holds for a day."""

    def __init__(self, definisi: Sequence[Definisi]) -> None:
        """Hold the versions given."""
        self._versi: dict[str, list[Definisi]] = {}
        for satu in sorted(definisi, key=lambda satu: (satu.kode, satu.berlaku_dari, satu.versi)):
            self._versi.setdefault(satu.kode, []).append(satu)

    def __contains__(self, kode: str) -> bool:
        """Tell whether an indicator has the code."""
        return kode in self._versi

    def __iter__(self) -> Iterator[str]:
        """Go through the codes, in order."""
        return iter(self._versi)

    def versions(self, kode: str) -> Sequence[Definisi]:
        """Return the versions of one indicator, oldest first."""
        return self._versi.get(kode, ())

    def in_force(self, kode: str, tanggal: date) -> Definisi:
        """Return the version that holds on the day; before the first one, the first one."""
        versi = self._versi[kode]
        return next((satu for satu in reversed(versi) if satu.berlaku_dari <= tanggal), versi[0])

    def with_definisi(self, definisi: Definisi) -> BukuDefinisi:
        """Return a book that also holds ``definisi``."""
        return BukuDefinisi([satu for versi in self._versi.values() for satu in versi] + [definisi])

    def needed(self, kode: str, tanggal: date) -> Mapping[str, Definisi]:
        """Return the definition and those it rests on, each as in force on the day."""
        found: dict[str, Definisi] = {}
        waiting = [kode]
        while waiting:
            satu = waiting.pop()
            if satu not in found:
                found[satu] = self.in_force(satu, tanggal)
                waiting.extend(found[satu].rumus.indikator)
        return found

    def reach(self, kode: str) -> Sequence[Definisi]:
        """Return every version of the indicator, and of those that any of them rests on."""
        return [versi for satu in self.rests_on([kode]) for versi in self.versions(satu)]

    def rests_on(self, kode: Iterable[str]) -> Collection[str]:
        """Return these codes and those that any version of theirs leads to, published or not."""
        seen = dict.fromkeys(kode)
        waiting = list(seen)
        while waiting:
            further = {lain for versi in self.versions(waiting.pop()) for lain in versi.rumus.indikator}
            waiting.extend(further - seen.keys())
            seen |= dict.fromkeys(further)
        return seen

    def rests_on_realisasi(self, kode: str) -> bool:
        """Tell whether any version of it, through the indicators of its formula too, looks at realisasi.

        No goal may take its realisasi from such an indicator, so that the loop through kinerja ends.
        """
        return any(REALISASI in ukuran.tipe for satu in self.reach(kode) for ukuran in satu.ukuran.values())


def check_definisi(definisi: Definisi, buku: BukuDefinisi, skema: Skema) -> None:
    """Refuse what cannot be computed: unknown events, fields, measures or indicators, and cycles."""
    errors: dict[str, list[str]] = {}
    for nama, ukuran in definisi.ukuran.items():
        if sentences := list(_check_ukuran(ukuran, skema)):
            errors[f"ukuran.{nama}"] = sentences
    if sentences := list(_check_rumus(definisi, buku)):
        errors["rumus"] = sentences
    for isian in ("pembilang", "penyebut"):
        nama_ukuran = getattr(definisi, isian)
        if nama_ukuran is not None and nama_ukuran not in definisi.ukuran:
            errors[isian] = [f"Ukuran “{nama_ukuran}” tidak ada dalam definisi ini"]
    if errors:
        raise Invalid(errors)


def _check_rumus(definisi: Definisi, buku: BukuDefinisi) -> Iterator[str]:
    for nama in sorted(definisi.rumus.ukuran - definisi.ukuran.keys()):
        yield f"Ukuran “{nama}” tidak ada dalam definisi ini"
    lain = definisi.rumus.indikator
    for kode in sorted(kode for kode in lain if kode not in buku and kode != definisi.kode):
        yield f"Indikator “{kode}” tidak ada"
    if definisi.kode in buku.rests_on(lain):
        yield f"Rumus berputar: indikator ini bersandar pada dirinya sendiri ({definisi.kode})"


def _check_ukuran(ukuran: Ukuran, skema: Skema) -> Iterator[str]:
    for asal in ukuran.peristiwa + ukuran.penutup:
        isian = skema.get(asal.tipe)
        if isian is None:
            yield f"Peristiwa “{asal.tipe}” tidak dikenal"
            continue
        yield from _check_asal(asal, isian)
        if ukuran.opd not in isian:
            yield f"Isian “{ukuran.opd}” tidak ada pada peristiwa {asal.tipe}"
    yield from _check_shape(ukuran, skema)


def _check_asal(asal: Asal, isian: Mapping[str, JenisIsian]) -> Iterator[str]:
    for saringan in asal.saring:
        jenis = isian.get(saringan.isian)
        if jenis is None:
            yield f"Isian “{saringan.isian}” tidak ada pada peristiwa {asal.tipe}"
        elif not _fits(saringan, jenis):
            yield f"Nilai saringan “{saringan.isian}” tidak cocok dengan jenis isiannya ({jenis})"


def _fits(saringan: Saringan, jenis: JenisIsian) -> bool:
    if saringan.operator is Operator.TERISI:
        return True
    if saringan.operator in (Operator.PALING_KECIL, Operator.PALING_BESAR) and jenis is not JenisIsian.BILANGAN:
        return False
    kind = {JenisIsian.TEKS: str, JenisIsian.BILANGAN: int, JenisIsian.BENAR_SALAH: bool}.get(jenis)
    return kind is not None and all(type(nilai) is kind for nilai in saringan.nilai)


def _check_shape(ukuran: Ukuran, skema: Skema) -> Iterator[str]:
    if not ukuran.peristiwa:
        yield "Sebut sedikitnya satu peristiwa"
    if len(ukuran.tipe) < len(ukuran.peristiwa) + len(ukuran.penutup):
        yield "Satu jenis peristiwa disebut dua kali"
    yield from _check_terakhir(ukuran, skema) if ukuran.atas is Atas.TERAKHIR else _check_counted(ukuran, skema)


def _check_counted(ukuran: Ukuran, skema: Skema) -> Iterator[str]:
    if (ukuran.subjek, ukuran.tahun, ukuran.dalam_periode) != (None, None, None):
        yield "Subjek, tahun, dan dalam periode hanya untuk ukuran atas terakhir"
    if ukuran.atas is Atas.KEADAAN:
        if ukuran.hitung is not Hitung.COUNT or not ukuran.penutup:
            yield "Ukuran atas keadaan menghitung subjek yang terbuka: sebut peristiwa pembuka dan penutup"
        return
    if ukuran.penutup:
        yield "Peristiwa penutup hanya untuk ukuran atas keadaan"
    if (ukuran.isian is None) is not (ukuran.hitung is Hitung.COUNT):
        yield "Isian harus disebut untuk sum, mean, quantile, dan distinct, dan tidak untuk count"
        return
    if (ukuran.kuantil is not None) is not (ukuran.hitung is Hitung.QUANTILE):
        yield "Kuantil disebut hanya untuk quantile, antara 0 dan 1"
    if ukuran.isian is not None:
        yield from _check_isian(ukuran, ukuran.isian, skema)


def _check_terakhir(ukuran: Ukuran, skema: Skema) -> Iterator[str]:
    if ukuran.hitung not in (Hitung.COUNT, Hitung.SUM, Hitung.MEAN):
        yield "Ukuran atas terakhir menghitung dengan count, sum, atau mean"
    if (ukuran.isian is None) is not (ukuran.hitung is Hitung.COUNT):
        yield "Isian harus disebut untuk sum dan mean, dan tidak untuk count"
    wanted = [isian for isian in (ukuran.subjek, ukuran.tahun) if isian is not None]
    for tipe in sorted(ukuran.tipe):
        for isian in wanted:
            if isian not in skema.get(tipe, {}):
                yield f"Isian “{isian}” tidak ada pada peristiwa {tipe}"
    for asal in ukuran.peristiwa:
        jenis = skema.get(asal.tipe, {}).get(ukuran.isian or "")
        if ukuran.isian is not None and jenis not in (JenisIsian.BILANGAN, JenisIsian.TEKS):
            yield f"Isian “{ukuran.isian}” bukan bilangan pada peristiwa {asal.tipe}"


def _check_isian(ukuran: Ukuran, isian: str, skema: Skema) -> Iterator[str]:
    for asal in ukuran.peristiwa:
        jenis = skema.get(asal.tipe, {}).get(isian)
        if jenis is None:
            yield f"Isian “{isian}” tidak ada pada peristiwa {asal.tipe}"
        elif ukuran.hitung is not Hitung.DISTINCT and jenis is not JenisIsian.BILANGAN:
            yield f"Isian “{isian}” bukan bilangan"
