"""A *periode*: whole months in Asia/Jakarta, written ``2026-03``, ``2026-T1``, ``2026`` or ``2010-10..2012-01``.

A month is the integer ``yyyymm`` everywhere inside, because it sorts, groups and stores cheaply.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime

from chassis.domain import JAKARTA, Invalid

_MONTH = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")
_QUARTER = re.compile(r"([0-9]{4})-T([1-4])")
_YEAR = re.compile(r"([0-9]{4})")
_FIRST_YEAR, _LAST_YEAR = 1900, 2999
_SENTENCE = "Periode tidak dikenal. Tulis 2026-03, 2026-T1, 2026, atau rentang 2010-10..2012-01"


@dataclass(frozen=True)
class Periode:
    """A run of whole months, both ends included."""

    teks: str
    dari: int
    sampai: int

    @property
    def tanggal_mulai(self) -> date:
        """Return the first day."""
        return date(self.dari // 100, self.dari % 100, 1)

    @property
    def mulai(self) -> datetime:
        """Return the first moment, in UTC."""
        return month_start(self.dari)

    @property
    def akhir(self) -> datetime:
        """Return the first moment after the period, in UTC."""
        return month_start(add_months(self.sampai, 1))

    @property
    def bulan(self) -> list[int]:
        """Return its months in order."""
        return months_between(self.dari, self.sampai)


def parse_periode(teks: str) -> Periode:
    """Read a period, or refuse it with a sentence in Indonesian."""
    kiri, tanda, kanan = teks.partition("..")
    dari, sampai = _parse_single(kiri)
    if tanda:
        sampai = _parse_single(kanan)[1]
    if sampai < dari:
        raise Invalid({"periode": ["Rentang terbalik: akhir periode lebih awal daripada mulainya"]})
    return Periode(teks, dari, sampai)


def month_periode(bulan: int) -> Periode:
    """Return the period of one month."""
    return Periode(f"{bulan // 100:04d}-{bulan % 100:02d}", bulan, bulan)


def periods_of(bulan: int) -> tuple[Periode, Periode, Periode]:
    """Return the month, the quarter and the year that hold the month."""
    tahun, nomor = divmod(bulan, 100)
    triwulan = (nomor + 2) // 3
    return (
        month_periode(bulan),
        Periode(f"{tahun:04d}-T{triwulan}", tahun * 100 + triwulan * 3 - 2, tahun * 100 + triwulan * 3),
        Periode(f"{tahun:04d}", tahun * 100 + 1, tahun * 100 + 12),
    )


def month_of(moment: datetime) -> int:
    """Return the month in Jakarta that holds the moment."""
    local = moment.astimezone(JAKARTA)
    return local.year * 100 + local.month


def year_of(moment: datetime) -> int:
    """Return the year in Jakarta that holds the moment."""
    return month_of(moment) // 100


def month_start(bulan: int) -> datetime:
    """Return the first moment of the month, in UTC."""
    return datetime(bulan // 100, bulan % 100, 1, tzinfo=JAKARTA).astimezone(UTC)


def add_months(bulan: int, jumlah: int) -> int:
    """Return the month ``jumlah`` months later, or earlier when negative."""
    tahun, nomor = divmod(bulan // 100 * 12 + bulan % 100 - 1 + jumlah, 12)
    return tahun * 100 + nomor + 1


def months_between(dari: int, sampai: int) -> list[int]:
    """Return the months from ``dari`` to ``sampai``, both included."""
    bulan: list[int] = []
    while dari <= sampai:
        bulan.append(dari)
        dari = add_months(dari, 1)
    return bulan


def _parse_single(teks: str) -> tuple[int, int]:
    if found := _MONTH.fullmatch(teks):
        tahun, first, last = int(found[1]), int(found[2]), int(found[2])
    elif found := _QUARTER.fullmatch(teks):
        tahun, first, last = int(found[1]), int(found[2]) * 3 - 2, int(found[2]) * 3
    elif found := _YEAR.fullmatch(teks):
        tahun, first, last = int(found[1]), 1, 12
    else:
        raise Invalid({"periode": [_SENTENCE]})
    if not _FIRST_YEAR <= tahun <= _LAST_YEAR:
        raise Invalid({"periode": [f"Tahun harus antara {_FIRST_YEAR} dan {_LAST_YEAR}"]})
    return tahun * 100 + first, tahun * 100 + last
