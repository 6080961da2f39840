"""The *sebaran predikat*: how the organisation's capaian bounds the predikat of its people (SE MenPANRB 3/2023)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto
from types import MappingProxyType

from chassis.domain import Invalid
from kinerja.domain.predikat import CapaianOrganisasi, Predikat

BERLAKU_DARI = date(2023, 1, 31)
SUMBER = "SE MenPANRB 3/2023 (sumber sekunder; pembulatan dan seri menurut penafsiran Simpul)"
POPULASI_MIN = 5
"""Below it nothing is checked: one person "baik" can never be at most 70 %. Our choice."""
JUMLAH_MAKS = 10_000_000
N_KECIL = "N_KECIL"

_SB, _B, _BP, _K, _SK = Predikat
_HURUF: Mapping[Predikat, str] = {
    _SB: "sangat baik",
    _B: "baik",
    _BP: "butuh perbaikan",
    _K: "kurang",
    _SK: "sangat kurang",
}


class Arah(Enum):
    """What a bound asks of a count."""

    TERBESAR = auto()
    PALING_BANYAK = auto()
    PALING_SEDIKIT = auto()
    ADA = auto()
    TIDAK_ADA = auto()


@dataclass(frozen=True, slots=True)
class Batas:
    """One bound: the predikat counted together, what is asked, and of how many percent of the people."""

    kode: str
    predikat: tuple[Predikat, ...]
    arah: Arah
    persen: int = 0


@dataclass(frozen=True, slots=True)
class Temuan:
    """A bound that is broken, or why none was looked at."""

    kode: str
    pesan: str


@dataclass(frozen=True, slots=True)
class Pemeriksaan:
    """A bound as it was looked at: what it asks in words, the count, the count allowed, and whether it holds."""

    kode: str
    syarat: str
    jumlah: int
    batas: int
    terpenuhi: bool

    @property
    def temuan(self) -> Temuan:
        """Return what to say when it is broken."""
        return Temuan(self.kode, f"{self.syarat}. Sekarang {self.jumlah} orang")


@dataclass(frozen=True, slots=True)
class HasilSebaran:
    """Whether the spread agrees with the capaian; ``temuan`` says in words where it does not."""

    sesuai: bool
    temuan: tuple[Temuan, ...]
    pemeriksaan: tuple[Pemeriksaan, ...] = ()


BATAS: Mapping[CapaianOrganisasi, tuple[Batas, ...]] = MappingProxyType(
    {
        CapaianOrganisasi.ISTIMEWA: (
            Batas("SB_BUKAN_TERBESAR", (_SB,), Arah.TERBESAR),
            Batas("SB_LEBIH_70", (_SB,), Arah.PALING_BANYAK, 70),
        ),
        CapaianOrganisasi.BAIK: (
            Batas("B_BUKAN_TERBESAR", (_B,), Arah.TERBESAR),
            Batas("B_LEBIH_70", (_B,), Arah.PALING_BANYAK, 70),
            Batas("BP_K_TIDAK_ADA", (_BP, _K), Arah.ADA),
        ),
        CapaianOrganisasi.BUTUH_PERBAIKAN: (
            Batas("BP_KURANG_60", (_BP,), Arah.PALING_SEDIKIT, 60),
            Batas("SB_LEBIH_10", (_SB,), Arah.PALING_BANYAK, 10),
        ),
        CapaianOrganisasi.KURANG: (
            Batas("K_KURANG_60", (_K,), Arah.PALING_SEDIKIT, 60),
            Batas("BP_KURANG_10", (_BP,), Arah.PALING_SEDIKIT, 10),
            Batas("SB_LEBIH_10", (_SB,), Arah.PALING_BANYAK, 10),
        ),
        CapaianOrganisasi.SANGAT_KURANG: (
            Batas("SK_KURANG_60", (_SK,), Arah.PALING_SEDIKIT, 60),
            Batas("K_BP_KURANG_10", (_K, _BP), Arah.PALING_SEDIKIT, 10),
            Batas("SB_ADA", (_SB,), Arah.TIDAK_ADA),
        ),
    }
)


def check_sebaran(capaian: CapaianOrganisasi, jumlah: Mapping[Predikat, int]) -> HasilSebaran:
    """Check the people of each predikat (none named: 0) against what the organisation's capaian allows.

    "At most" is rounded down, "at least" up, and the largest class is strictly larger than every other. The answer is
    guidance for the assessor, not a decision. Raises :class:`~chassis.domain.Invalid` for a negative or absurd count.
    """
    lengkap = {predikat: jumlah.get(predikat, 0) for predikat in Predikat}
    if wrong := [predikat for predikat, n in lengkap.items() if not 0 <= n <= JUMLAH_MAKS]:
        raise Invalid({f"jumlah.{predikat}": ["Isi dengan banyaknya orang, 0 atau lebih"] for predikat in wrong})
    populasi = sum(lengkap.values())
    if populasi < POPULASI_MIN:
        pesan = f"Populasi {populasi} orang. Sebaran baru diperiksa mulai {POPULASI_MIN} orang"
        return HasilSebaran(sesuai=True, temuan=(Temuan(N_KECIL, pesan),))
    pemeriksaan = tuple(_check(batas, lengkap, populasi) for batas in BATAS[capaian])
    temuan = tuple(each.temuan for each in pemeriksaan if not each.terpenuhi)
    return HasilSebaran(sesuai=not temuan, temuan=temuan, pemeriksaan=pemeriksaan)


def _check(batas: Batas, jumlah: Mapping[Predikat, int], populasi: int) -> Pemeriksaan:
    n = sum(jumlah[predikat] for predikat in batas.predikat)
    nama = " dan ".join(_HURUF[predikat] for predikat in batas.predikat)
    persen = f"{batas.persen} % dari {populasi}"
    if batas.arah is Arah.TERBESAR:
        lain = max(jumlah[predikat] for predikat in Predikat if predikat not in batas.predikat)
        syarat = f"Predikat {nama} harus lebih banyak daripada predikat lain, yang terbanyak {lain} orang"
        return Pemeriksaan(batas.kode, syarat, n, lain, n > lain)
    if batas.arah is Arah.PALING_BANYAK:
        maks = populasi * batas.persen // 100
        return Pemeriksaan(
            batas.kode, f"Predikat {nama} paling banyak {persen}, yaitu {maks} orang", n, maks, n <= maks
        )
    if batas.arah is Arah.PALING_SEDIKIT:
        least = -(-populasi * batas.persen // 100)
        return Pemeriksaan(
            batas.kode, f"Predikat {nama} paling sedikit {persen}, yaitu {least} orang", n, least, n >= least
        )
    if batas.arah is Arah.ADA:
        return Pemeriksaan(batas.kode, f"Predikat {nama} harus ada, paling sedikit 1 orang", n, 1, n >= 1)
    return Pemeriksaan(batas.kode, f"Predikat {nama} tidak boleh ada", n, 0, n == 0)
