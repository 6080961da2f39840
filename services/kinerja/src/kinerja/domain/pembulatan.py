"""Exact numbers, and the one rounding at the end: half up, away from zero."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

PLACES_MAKS = 15
"""Places of a quotient that has no end."""


def round_half_up(value: Fraction | Decimal, places: int) -> Decimal:
    """Return ``value`` with ``places`` decimals, exactly rounded."""
    exact = Fraction(value) * 10**places
    whole = (2 * abs(exact.numerator) + exact.denominator) // (2 * exact.denominator)
    sign = -1 if exact < 0 else 1
    return Decimal(sign * whole).scaleb(-places)


def to_exact(value: Fraction | Decimal) -> Decimal:
    """Return ``value`` with as many decimals as it has, no zeros at the end; an endless one has :data:`PLACES_MAKS`."""
    exact = Fraction(value)
    with localcontext(prec=60) as context:
        quotient = Decimal(exact.numerator) / Decimal(exact.denominator)
        if Fraction(quotient) != exact:
            quotient = quotient.quantize(Decimal(1).scaleb(-PLACES_MAKS), rounding=ROUND_HALF_UP, context=context)
        return quotient.normalize() + 0
