"""The satisfaction survey (*SKM*) and its index (*IKM*), PermenPANRB 14/2017.

Nine unsur, answered 1 to 4; each weighs exactly 1/9; the index is the mean times 25. Rounded once, half up, to two
places, then banded on the rounded value.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from chassis.domain import Invalid
from pelaporan.domain.rumus import round_half_up

UNSUR = ("persyaratan", "prosedur", "waktu", "biaya", "produk", "kompetensi", "perilaku", "pengaduan", "sarana")
"""The keys, in the order of the regulation's body; the printed questionnaire swaps the last two."""

_MUTU = ((Decimal("88.31"), "A"), (Decimal("76.61"), "B"), (Decimal("65.00"), "C"), (Decimal(0), "D"))
_NO_RESPONSE = "Belum ada jawaban lengkap yang dapat dihitung"


@dataclass(frozen=True, kw_only=True)
class HasilSkm:
    """The index, its letter, and the mean of each unsur (four places); ``alasan`` where there is none."""

    nilai: Decimal | None
    kategori: str | None
    unsur: Sequence[Decimal] = ()
    alasan: str | None = None


def band_ikm(nilai: Decimal) -> str:
    """Return the letter of a rounded index."""
    return next(huruf for batas, huruf in _MUTU if nilai >= batas)


def compute_skm(jawaban: Sequence[Sequence[int | None]]) -> HasilSkm:
    """Compute the index from answers of 1 to 4; a response that lacks an answer is left out, as the regulation has it."""
    errors = {
        f"jawaban.{nomor}": ["Paling banyak sembilan jawaban, masing-masing 1 sampai 4"]
        for nomor, satu in enumerate(jawaban)
        if len(satu) > len(UNSUR) or not all(nilai is None or 1 <= nilai <= 4 for nilai in satu)
    }
    if errors:
        raise Invalid(errors)
    given = [[nilai for nilai in satu if nilai is not None] for satu in jawaban]
    lengkap = [satu for satu in given if len(satu) == len(UNSUR)]
    return compute_skm_from_sums([sum(kolom) for kolom in zip(*lengkap, strict=True)] or [0] * 9, len(lengkap))


def compute_skm_from_sums(jumlah: Sequence[int], n: int) -> HasilSkm:
    """Compute the index from the sum of each unsur over ``n`` complete responses."""
    if len(jumlah) != len(UNSUR) or n < 0 or not all(n <= satu <= 4 * n for satu in jumlah):
        raise Invalid({"jumlah": ["Isi sembilan jumlah, masing-masing antara n dan 4 × n"]})
    if n == 0:
        return HasilSkm(nilai=None, kategori=None, alasan=_NO_RESPONSE)
    rerata = [Fraction(satu, n) for satu in jumlah]
    nilai = round_half_up(sum(rerata, Fraction(0)) / len(UNSUR) * 25)
    return HasilSkm(nilai=nilai, kategori=band_ikm(nilai), unsur=[round_half_up(satu, 4) for satu in rerata])
