"""Feeder indices that others measure: what a value means on the scale of its owner."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from chassis.domain import Invalid
from pelaporan.domain.aturan import Dasar, Pita, find_pita
from pelaporan.domain.rumus import round_half_up


@dataclass(frozen=True, kw_only=True)
class AturanIndeks:
    """The scale of an index and its bands; ``alasan`` says why a value may have no word."""

    dasar: Dasar
    terendah: Decimal
    tertinggi: Decimal
    pita: Sequence[Pita]
    alasan: str

    @property
    def kode(self) -> str:
        """Return the code of the index."""
        return self.dasar.instrumen


@dataclass(frozen=True, kw_only=True)
class HasilIndeks:
    """A value, rounded, with its word and the printed label, or why there is none."""

    nilai: Decimal
    kategori: str | None
    label: str | None
    alasan: str | None


def band_indeks(nilai: Decimal, aturan: AturanIndeks) -> HasilIndeks:
    """Round a value and find its band."""
    if not aturan.terendah <= nilai <= aturan.tertinggi:
        raise Invalid({"nilai": [f"Isi bilangan {aturan.terendah:f} sampai {aturan.tertinggi:f}"]})
    rounded = round_half_up(Fraction(nilai))
    pita = find_pita(rounded, aturan.pita)
    if pita is None:
        return HasilIndeks(nilai=rounded, kategori=None, label=None, alasan=aturan.alasan)
    return HasilIndeks(nilai=rounded, kategori=pita.kode, label=pita.label, alasan=None)
