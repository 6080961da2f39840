"""The *capaian* of an indicator: how far its *realisasi* reaches its target, in percent.

Source: worksheets of SAKIP (second-hand); for ``turun`` the value below 0 is shown as 0, and there is no upper cap.
"""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum, auto
from fractions import Fraction

from kinerja.domain.pembulatan import round_half_up


class Polaritas(StrEnum):
    """Which way is better."""

    NAIK = auto()
    TURUN = auto()


def compute_capaian(polaritas: Polaritas, *, target: Decimal, realisasi: Decimal) -> Decimal | None:
    """Return the capaian in percent, rounded once, half up, to two places; None for a target of 0 or less."""
    if target <= 0:
        return None
    t, r = Fraction(target), Fraction(realisasi)
    exact = r / t if polaritas is Polaritas.NAIK else max((2 * t - r) / t, Fraction(0))
    return round_half_up(exact * 100, 2)
