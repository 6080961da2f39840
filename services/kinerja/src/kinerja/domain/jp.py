"""Hours of training (*JP*) in a year: PP 11/2017 ps 203, a right of every PNS."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, kw_only=True)
class AturanJp:
    """How many hours a year there must be."""

    berlaku_dari: date
    sumber: str
    minimal: Decimal


@dataclass(frozen=True, kw_only=True)
class HasilJp:
    """The hours done and what is left to do."""

    jumlah: Decimal
    kurang: Decimal

    @property
    def terpenuhi(self) -> bool:
        """Tell whether the year's hours are met."""
        return self.kurang == 0


def check_jp(jp_realisasi: Iterable[Decimal], aturan: AturanJp) -> HasilJp:
    """Add up the hours done in a year."""
    jumlah = sum(jp_realisasi, Decimal(0))
    return HasilJp(jumlah=jumlah, kurang=max(aturan.minimal - jumlah, Decimal(0)))
