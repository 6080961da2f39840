"""The achievement (*capaian*) of an indicator against its target, in percent; of a sasaran; and its efficiency."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from chassis.domain import Invalid
from pelaporan.domain.aturan import Dasar, Pita, find_pita
from pelaporan.domain.definisi import Polaritas
from pelaporan.domain.rumus import round_half_up

_MISSING = "Target atau realisasi belum ada"
_NO_POLARITAS = "Polaritas tidak dikenal: isi naik atau turun"
_NO_TARGET = "Target 0 atau negatif tidak dapat menjadi pembagi"


@dataclass(frozen=True, kw_only=True)
class AturanCapaian:
    """Floor and cap, where there are any, and the words of the ordinal scale.

    ``lantai_turun`` holds for the polarity ``turun`` alone.
    """

    dasar: Dasar
    lantai_turun: Decimal | None
    batas_atas: Decimal | None
    pita: Sequence[Pita]


@dataclass(frozen=True, kw_only=True)
class HasilCapaian:
    """The achievement in percent, its word, and the value before floor and cap; or why there is none."""

    capaian: Decimal | None
    mentah: Decimal | None = None
    kategori: str | None = None
    alasan: str | None = None


def compute_capaian(
    polaritas: str | None, target: Decimal | None, realisasi: Decimal | None, aturan: AturanCapaian
) -> HasilCapaian:
    """Compute the achievement; where it cannot be said, say why."""
    if target is None or realisasi is None:
        return HasilCapaian(capaian=None, alasan=_MISSING)
    if polaritas not in set(Polaritas):
        return HasilCapaian(capaian=None, alasan=_NO_POLARITAS)
    if target <= 0:
        return HasilCapaian(capaian=None, alasan=_NO_TARGET)
    turun = polaritas == Polaritas.TURUN
    t, r = Fraction(target), Fraction(realisasi)
    exact = (2 * t - r if turun else r) / t * 100
    mentah = round_half_up(exact)
    capaian = mentah
    if turun and aturan.lantai_turun is not None:
        capaian = max(capaian, round_half_up(Fraction(aturan.lantai_turun)))
    if aturan.batas_atas is not None:
        capaian = min(capaian, round_half_up(Fraction(aturan.batas_atas)))
    return HasilCapaian(capaian=capaian, mentah=mentah, kategori=band_capaian(capaian, aturan))


def band_capaian(capaian: Decimal, aturan: AturanCapaian) -> str | None:
    """Return the word of the ordinal scale for a rounded achievement."""
    pita = find_pita(capaian, aturan.pita)
    return pita.kode if pita else None


def compute_capaian_sasaran(capaian: Sequence[Decimal], aturan: AturanCapaian) -> HasilCapaian:
    """Return the achievement of a sasaran: the mean of its indicators."""
    if not capaian:
        return HasilCapaian(capaian=None, alasan="Belum ada capaian indikator")
    nilai = round_half_up(sum(map(Fraction, capaian), Fraction(0)) / len(capaian))
    return HasilCapaian(capaian=nilai, mentah=nilai, kategori=band_capaian(nilai, aturan))


def compute_efisiensi(capaian: Decimal, serapan: Decimal) -> Decimal:
    """Return the efficiency in points: achievement less the share of the budget spent, both in percent."""
    if serapan < 0:
        raise Invalid({"serapan": ["Isi bilangan yang tidak negatif"]})
    return round_half_up(Fraction(capaian) - Fraction(serapan))
