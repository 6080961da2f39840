"""The satisfaction survey (*SKM*) and its index (*IKM*), PermenPANRB 14/2017.

Nine unsur, answered 1 to 4; each weighs exactly 1/9 unless the rules say otherwise; the index is the weighted mean
times 25. Rounded once, half up, to two places, then banded on the rounded value.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from chassis.domain import Invalid
from pelaporan.domain.aturan import Dasar, Pita, find_pita
from pelaporan.domain.rumus import round_half_up

UNSUR = ("persyaratan", "prosedur", "waktu", "biaya", "produk", "kompetensi", "perilaku", "pengaduan", "sarana")
"""The keys, in the order of the regulation's body; the printed questionnaire swaps the last two."""

_NO_RESPONSE = "Belum ada jawaban lengkap yang dapat dihitung"


@dataclass(frozen=True, kw_only=True)
class AturanSkm:
    """The unsur by name, what each weighs, the bands; ``pilihan_w`` names other weights in use."""

    dasar: Dasar
    unsur: Mapping[str, str]
    bobot: Sequence[Fraction]
    pilihan_w: Mapping[str, Fraction]
    pita: Sequence[Pita]

    def with_w(self, pilihan: str) -> AturanSkm:
        """Return the rules with one weight for every unsur, by its name in ``pilihan_w``."""
        return replace(self, bobot=[self.pilihan_w[pilihan]] * len(UNSUR))

    def with_bobot(self, bobot: Sequence[Decimal]) -> AturanSkm:
        """Return the rules with a weight of its own for each unsur; together they must be 1."""
        exact = [Fraction(satu) for satu in bobot]
        if len(exact) != len(UNSUR) or sum(exact) != 1 or min(exact) < 0:
            raise Invalid({"bobot": ["Isi sembilan bobot yang tidak negatif dan berjumlah 1"]})
        return replace(self, bobot=exact)


@dataclass(frozen=True, kw_only=True)
class HasilSkm:
    """The index, its letter, and the mean of each unsur (four places); ``alasan`` where there is none."""

    nilai: Decimal | None
    kategori: str | None
    unsur: Sequence[Decimal] = ()
    n: int = 0
    alasan: str | None = None


def band_ikm(nilai: Decimal, aturan: AturanSkm) -> str | None:
    """Return the letter of a rounded index."""
    pita = find_pita(nilai, aturan.pita)
    return pita.kode if pita else None


def compute_skm(jawaban: Sequence[Sequence[int | None]], aturan: AturanSkm) -> HasilSkm:
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
    jumlah = [sum(kolom) for kolom in zip(*lengkap, strict=True)] or [0] * len(UNSUR)
    return compute_skm_from_sums(jumlah, len(lengkap), aturan)


def compute_skm_from_sums(jumlah: Sequence[int], n: int, aturan: AturanSkm) -> HasilSkm:
    """Compute the index from the sum of each unsur over ``n`` complete responses."""
    if len(jumlah) != len(UNSUR) or n < 0 or not all(n <= satu <= 4 * n for satu in jumlah):
        raise Invalid({"jumlah": ["Isi sembilan jumlah, masing-masing antara n dan 4 × n"]})
    if n == 0:
        return HasilSkm(nilai=None, kategori=None, alasan=_NO_RESPONSE)
    rerata = [Fraction(satu, n) for satu in jumlah]
    weighted = (bobot * satu for bobot, satu in zip(aturan.bobot, rerata, strict=True))
    nilai = round_half_up(sum(weighted, Fraction(0)) * 25)
    unsur = [round_half_up(satu, 4) for satu in rerata]
    return HasilSkm(nilai=nilai, kategori=band_ikm(nilai, aturan), unsur=unsur, n=n)
