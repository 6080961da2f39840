"""How many respondents a survey needs."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum, auto
from fractions import Fraction

from chassis.domain import Invalid
from pelaporan.domain.aturan import Dasar
from pelaporan.domain.rumus import round_half_up

_MOST = 10_000_000_000


class RumusSampel(StrEnum):
    """Which formula."""

    KREJCIE_MORGAN = auto()
    SLOVIN = auto()


@dataclass(frozen=True, kw_only=True)
class AturanSampel:
    """The constants: chi squared, the proportion, the error."""

    dasar: Dasar
    chi_kuadrat: Decimal
    proporsi: Decimal
    galat: Decimal


@dataclass(frozen=True, kw_only=True)
class HasilSampel:
    """How many, and the figure before rounding, four places."""

    sampel: int
    tepat: Decimal
    rumus: RumusSampel


def compute_sampel(populasi: int, aturan: AturanSampel, rumus: RumusSampel) -> HasilSampel:
    """Return how many of ``populasi`` to ask: Krejcie-Morgan to the nearest whole number, Slovin rounded up."""
    if not 1 <= populasi <= _MOST:
        raise Invalid({"populasi": [f"Isi bilangan bulat 1 sampai {_MOST}"]})
    if rumus is RumusSampel.SLOVIN:
        exact = populasi / (Fraction(aturan.galat) ** 2 * populasi + 1)
        return HasilSampel(sampel=-(-exact.numerator // exact.denominator), tepat=round_half_up(exact, 4), rumus=rumus)
    spread = Fraction(aturan.chi_kuadrat) * Fraction(aturan.proporsi) * (1 - Fraction(aturan.proporsi))
    exact = spread * populasi / (Fraction(aturan.galat) ** 2 * (populasi - 1) + spread)
    return HasilSampel(sampel=int(round_half_up(exact, 0)), tepat=round_half_up(exact, 4), rumus=rumus)
