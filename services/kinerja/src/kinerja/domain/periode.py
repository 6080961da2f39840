"""A *periode*: a quarter (*triwulan*) or a whole year in Asia/Jakarta, written ``2026-T1`` or ``2026``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from chassis.domain import JAKARTA, Invalid

TRIWULAN = ("T1", "T2", "T3", "T4")
_SHAPE = re.compile(r"([0-9]{4})(?:-T([1-4]))?")
TAHUN_PERTAMA, TAHUN_TERAKHIR = 1900, 2999
_SENTENCE = "Periode tidak dikenal. Tulis triwulan seperti 2026-T1, atau tahun seperti 2026"


@dataclass(frozen=True, order=True)
class Periode:
    """A quarter, or the whole year where ``triwulan`` is None."""

    tahun: int
    triwulan: int | None = None

    @classmethod
    def parse(cls, teks: str) -> Periode:
        """Read a period; raises Invalid on the field ``periode``."""
        found = _SHAPE.fullmatch(teks)
        if found is None:
            raise Invalid({"periode": [_SENTENCE]})
        tahun = int(found[1])
        if not TAHUN_PERTAMA <= tahun <= TAHUN_TERAKHIR:
            raise Invalid({"periode": [f"Tahun harus antara {TAHUN_PERTAMA} dan {TAHUN_TERAKHIR}"]})
        return cls(tahun, int(found[2]) if found[2] else None)

    @classmethod
    def parse_triwulan(cls, teks: str) -> Periode:
        """Read a quarter; a whole year is refused."""
        periode = cls.parse(teks)
        if periode.triwulan is None:
            raise Invalid({"periode": ["Tulis triwulannya, seperti 2026-T1"]})
        return periode

    @classmethod
    def containing(cls, moment: datetime) -> Periode:
        """Return the quarter in Jakarta that holds the moment."""
        local = moment.astimezone(JAKARTA)
        return cls(local.year, (local.month + 2) // 3)

    @property
    def teks(self) -> str:
        """How it is written: ``2026-T1`` or ``2026``."""
        return f"{self.tahun:04d}-T{self.triwulan}" if self.triwulan else f"{self.tahun:04d}"

    @property
    def kunci(self) -> str:
        """The key of its target, ``T1`` to ``T4``; a whole year is measured at its last quarter."""
        return f"T{self.triwulan or 4}"

    @property
    def tanggal_mulai(self) -> date:
        """The first day."""
        return date(self.tahun, (self.triwulan or 1) * 3 - 2, 1)

    @property
    def tanggal_akhir(self) -> date:
        """The last day."""
        last = (self.triwulan or 4) * 3
        after = date(self.tahun + 1, 1, 1) if last == 12 else date(self.tahun, last + 1, 1)
        return after - timedelta(days=1)

    @property
    def tanggal_sesudah(self) -> date:
        """The first day after it."""
        return self.tanggal_akhir + timedelta(days=1)

    @property
    def mulai(self) -> datetime:
        """The first moment, in UTC."""
        return datetime(*self.tanggal_mulai.timetuple()[:3], tzinfo=JAKARTA).astimezone(UTC)

    @property
    def akhir(self) -> datetime:
        """The last moment in time, 23:59:59 WIB of the last day, in UTC."""
        day = self.tanggal_akhir
        return datetime(day.year, day.month, day.day, 23, 59, 59, tzinfo=JAKARTA).astimezone(UTC)

    def __str__(self) -> str:
        """Return how it is written."""
        return self.teks


def triwulan_of(tahun: int) -> tuple[Periode, ...]:
    """Return the four quarters of a year, in order."""
    return tuple(Periode(tahun, nomor) for nomor in (1, 2, 3, 4))
