"""The fee of a building approval: PP 16/2021, annex, from 2 February 2021 (formula second-hand, It unsure)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal, localcontext

from chassis.domain import Invalid

ILO_MAKS = Decimal("0.005")
_NILAI_MAKS = Decimal(10) ** 15
_PLACES_MAKS = 15
_PRECISION = 200  # so that five factors multiply without loss: one rounding, at the end


def compute_retribusi_pbg(*, luas: Decimal, ilo: Decimal, shst: Decimal, it: Decimal, ibg: Decimal) -> Decimal:
    """Return ``LLt × Ilo × SHST × It × Ibg`` in whole rupiah, rounded half up once, at the end.

    Raises :class:`~chassis.domain.Invalid` for a negative or unreasonable factor and for Ilo above 0.5 %.
    """
    factors = {"luas": luas, "ilo": ilo, "shst": shst, "it": it, "ibg": ibg}
    _check(factors)
    with localcontext(prec=_PRECISION):
        retribusi = luas * ilo * shst * it * ibg
        return retribusi.quantize(Decimal(1), rounding=ROUND_HALF_UP)


def compute_it(*, fungsi: Decimal, parameter: Iterable[tuple[Decimal, Decimal]], kepemilikan: Decimal) -> Decimal:
    """Return the integrated index ``It = If × Σ(bp × Ip) × Fm``; ``parameter`` are pairs of weight and index."""
    return fungsi * sum((bobot * indeks for bobot, indeks in parameter), Decimal(0)) * kepemilikan


def _check(factors: Mapping[str, Decimal]) -> None:
    errors = {}
    for name, value in factors.items():
        if not value.is_finite() or not 0 <= value <= _NILAI_MAKS or _places(value) > _PLACES_MAKS:
            errors[name] = ["Isi dengan angka 0 atau lebih, paling banyak 15 angka di belakang koma"]
        elif name == "ilo" and value > ILO_MAKS:
            errors[name] = ["Indeks lokalitas paling besar 0,005"]
    if errors:
        raise Invalid(errors)


def _places(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0
