"""Decimals that come from outside: finite, of a size that a report can hold."""

from __future__ import annotations

from decimal import Decimal

from chassis.domain import Invalid

ANGKA_BULAT, ANGKA_PECAHAN = 15, 6
"""The most digits before and after the point."""


def check_nilai(nilai: Decimal, isian: str = "nilai") -> Decimal:
    """Return the decimal in plain notation, or refuse the field ``isian``."""
    if not nilai.is_finite() or abs(nilai) >= Decimal(10) ** ANGKA_BULAT:
        raise Invalid({isian: [f"Isi bilangan desimal dengan paling banyak {ANGKA_BULAT} angka sebelum koma"]})
    if nilai != nilai.quantize(Decimal(1).scaleb(-ANGKA_PECAHAN)):
        raise Invalid({isian: [f"Paling banyak {ANGKA_PECAHAN} angka di belakang koma"]})
    return Decimal(f"{nilai:f}")
