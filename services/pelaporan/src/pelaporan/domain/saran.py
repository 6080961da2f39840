"""A *saran*, what the facts suggest as an answer: which butir, from which indicator, under which conditions. Rules are data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum, auto

from pelaporan.domain.periode import Periode, parse_periode


class LingkupWaktu(StrEnum):
    """Which value of an indicator a condition looks at."""

    TAHUN = auto()
    HINGGA_TAHUN = auto()
    TIAP_TRIWULAN = auto()
    SUATU_TRIWULAN = auto()


class Angka(StrEnum):
    """Which figure of a measure is counted: how many events, or the sum of their field."""

    N = auto()
    JUMLAH = auto()


@dataclass(frozen=True, kw_only=True)
class Sandaran:
    """What a suggestion rests on: a value of an indicator, or (``indikator`` empty) other answers of the sheet."""

    indikator: str
    periode: str
    nilai: str
    pembilang: str | None = None
    penyebut: str | None = None
    definisi_versi: int = 0
    kalimat: str = ""


@dataclass(frozen=True, kw_only=True)
class Saran:
    """A suggested answer and what it rests on."""

    butir: str
    jawaban: str
    kalimat: str
    sandaran: Sequence[Sandaran] = ()


@dataclass(frozen=True, kw_only=True)
class Syarat:
    """A condition on the value of an indicator; without a value it does not hold."""

    indikator: str
    periode: LingkupWaktu = LingkupWaktu.TAHUN
    paling_kecil: Decimal | None = None
    di_atas: Decimal | None = None

    def holds(self, nilai: Sequence[Decimal | None]) -> bool:
        """Tell whether the value meets it, or those of the quarters do."""
        met = [self._meets(satu) for satu in nilai]
        return any(met) if self.periode is LingkupWaktu.SUATU_TRIWULAN else bool(met) and all(met)

    def _meets(self, nilai: Decimal | None) -> bool:
        if nilai is None:
            return False
        enough = self.paling_kecil is None or nilai >= self.paling_kecil
        return enough and (self.di_atas is None or nilai > self.di_atas)


@dataclass(frozen=True, kw_only=True)
class Cabang:
    """An answer and the conditions that all must hold for it."""

    jawaban: str
    syarat: Sequence[Syarat]


@dataclass(frozen=True, kw_only=True)
class Terbilang:
    """A figure of a measure, which is itself the answer."""

    indikator: str
    ukuran: str
    angka: Angka


@dataclass(frozen=True, kw_only=True)
class AturanSaran:
    """The rule of one butir: branches in order, or a figure."""

    butir: str
    kalimat: str
    bila: Sequence[Cabang] = ()
    terbilang: Terbilang | None = None

    @property
    def indikator(self) -> frozenset[str]:
        """Return the indicators it looks at."""
        found = {syarat.indikator for cabang in self.bila for syarat in cabang.syarat}
        return frozenset(found | ({self.terbilang.indikator} if self.terbilang else set()))


def periods_for(lingkup: LingkupWaktu, tahun: int, sampai_bulan: int) -> Sequence[Periode]:
    """Return the periods of a year that a condition looks at; of the quarters those begun by the month ``sampai_bulan``."""
    if lingkup is LingkupWaktu.TAHUN:
        return [parse_periode(f"{tahun}")]
    if lingkup is LingkupWaktu.HINGGA_TAHUN:
        return [parse_periode(f"1900-01..{tahun}-12")]
    quarters = [parse_periode(f"{tahun}-T{nomor}") for nomor in range(1, 5)]
    return [satu for satu in quarters if satu.dari <= sampai_bulan]


def choose_cabang(
    aturan: AturanSaran, nilai: Mapping[tuple[str, LingkupWaktu], Sequence[Decimal | None]]
) -> Cabang | None:
    """Return the first branch whose conditions all hold, by the values of indicator and scope."""
    return next(
        (
            cabang
            for cabang in aturan.bila
            if all(syarat.holds(nilai[syarat.indikator, syarat.periode]) for syarat in cabang.syarat)
        ),
        None,
    )
