"""Maturity of internal control (*SPIP*), BPKP 5/2021, and the indices of risk (*MRI*) and corruption control (*IEPK*)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from chassis.domain import Invalid
from pelaporan.domain.aturan import Dasar, Pita, find_pita
from pelaporan.domain.rumus import round_half_up

_LOW, _HIGH = 1, 5
_NO_BANDS = "Batas kategori tidak ditemukan"


@dataclass(frozen=True, kw_only=True)
class UnsurMaturitas:
    """A part with its weight of 100."""

    kode: str
    nama: str
    bobot: Decimal


@dataclass(frozen=True, kw_only=True)
class AturanMaturitas:
    """Weights and bands; without bands there is a value but no word for it."""

    dasar: Dasar
    unsur: Sequence[UnsurMaturitas]
    pita: Sequence[Pita]


@dataclass(frozen=True, kw_only=True)
class RincianMaturitas:
    """A part: its score as given, and what it adds to the whole; four places."""

    kode: str
    nama: str
    bobot: Decimal
    nilai: Decimal
    skor: Decimal


@dataclass(frozen=True, kw_only=True)
class HasilMaturitas:
    """The value with its word, or why there is no word."""

    nilai: Decimal
    kategori: str | None
    alasan: str | None
    rincian: Sequence[RincianMaturitas]


def compute_maturitas(skor: Mapping[str, Decimal], aturan: AturanMaturitas) -> HasilMaturitas:
    """Compute the value from a score of 1 to 5 for every part."""
    wrong = {
        satu.kode: ["Isi bilangan 1 sampai 5"] for satu in aturan.unsur if not _LOW <= skor.get(satu.kode, 0) <= _HIGH
    }
    if wrong:
        raise Invalid(wrong)
    bagian = {satu.kode: Fraction(satu.bobot) / 100 * Fraction(skor[satu.kode]) for satu in aturan.unsur}
    nilai = round_half_up(sum(bagian.values(), Fraction(0)))
    pita = find_pita(nilai, aturan.pita)
    rincian = [
        RincianMaturitas(
            kode=satu.kode,
            nama=satu.nama,
            bobot=satu.bobot,
            nilai=skor[satu.kode],
            skor=round_half_up(bagian[satu.kode], 4),
        )
        for satu in aturan.unsur
    ]
    kategori = pita.kode if pita else None
    return HasilMaturitas(nilai=nilai, kategori=kategori, alasan=None if kategori else _NO_BANDS, rincian=rincian)
