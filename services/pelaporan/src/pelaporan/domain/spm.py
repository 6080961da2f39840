"""Achievement of a minimum service standard (*SPM*), Permendagri 59/2021: who was served, and how well."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from chassis.domain import Invalid
from pelaporan.domain.aturan import Dasar, Pita, find_pita
from pelaporan.domain.rumus import round_half_up

_NOBODY = "Tidak ada sasaran yang harus dilayani"
_NO_MUTU = "Belum ada nilai mutu"


@dataclass(frozen=True, kw_only=True)
class AturanSpm:
    """The shares of the two parts, the bands, and the word that only an exact 100 earns."""

    dasar: Dasar
    bagian_penerima: Decimal
    bagian_mutu: Decimal
    paripurna: Pita
    pita: Sequence[Pita]


@dataclass(frozen=True, kw_only=True)
class HasilSpm:
    """The index with its word, or why there is none; the parts in percent, four places."""

    nilai: Decimal | None
    kategori: str | None
    alasan: str | None = None
    penerima: Decimal | None = None
    mutu: Decimal | None = None


def compute_spm(dilayani: Decimal, total: Decimal, mutu: Sequence[Decimal], aturan: AturanSpm) -> HasilSpm:
    """Compute the index; who is served beyond the total counts no more than the total."""
    _check(dilayani, total, mutu)
    if total == 0 or not mutu:
        return HasilSpm(nilai=None, kategori=None, alasan=_NOBODY if total == 0 else _NO_MUTU)
    penerima = Fraction(min(dilayani, total)) / Fraction(total) * 100
    rerata = sum(map(Fraction, mutu), Fraction(0)) / len(mutu)
    exact = Fraction(aturan.bagian_penerima) * penerima + Fraction(aturan.bagian_mutu) * rerata
    nilai = round_half_up(exact)
    pita = aturan.paripurna if exact == Fraction(aturan.paripurna.mulai) else find_pita(nilai, aturan.pita)
    return HasilSpm(
        nilai=nilai,
        kategori=pita.kode if pita else None,
        penerima=round_half_up(penerima, 4),
        mutu=round_half_up(rerata, 4),
    )


def _check(dilayani: Decimal, total: Decimal, mutu: Sequence[Decimal]) -> None:
    errors = {
        nama: ["Isi bilangan yang tidak negatif"]
        for nama, satu in (("dilayani", dilayani), ("total", total))
        if satu < 0
    }
    errors |= {
        f"mutu.{nomor}": ["Isi bilangan 0 sampai 100"] for nomor, satu in enumerate(mutu) if not 0 <= satu <= 100
    }
    if errors:
        raise Invalid(errors)
