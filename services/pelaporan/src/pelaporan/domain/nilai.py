"""The value of an indicator, computed from the figures of its measures, with what explains it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from pelaporan.domain.definisi import Definisi
from pelaporan.domain.rumus import round_half_up
from pelaporan.domain.ukuran import Sel, value_of

SelUkuran = Mapping[str, Sequence[Sel]]
"""What is known of each measure, by its fingerprint."""


@dataclass(frozen=True, kw_only=True)
class Nilai:
    """A value with its numerator and denominator; ``nilai`` is empty where there is nothing to say."""

    definisi: Definisi
    nilai: Decimal | None
    pembilang: Decimal | None
    penyebut: Decimal | None
    ukuran: Mapping[str, Decimal | None] = field(default_factory=dict)


def compute_nilai(kode: str, definisi: Mapping[str, Definisi], sel: SelUkuran) -> Nilai:
    """Evaluate the indicator ``kode``; ``definisi`` holds it and those it rests on."""
    satu = definisi[kode]
    ukuran = _figures(satu, sel)
    tepat = _evaluate(kode, definisi, sel)
    return Nilai(
        definisi=satu,
        nilai=None if tepat is None else round_half_up(tepat, satu.desimal),
        pembilang=_shown(ukuran, satu.pembilang),
        penyebut=_shown(ukuran, satu.penyebut),
        ukuran={nama: _plain(nilai) for nama, nilai in ukuran.items()},
    )


def _figures(definisi: Definisi, sel: SelUkuran) -> dict[str, Fraction | None]:
    return {nama: value_of(ukuran, sel.get(ukuran.sidik, ())) for nama, ukuran in definisi.ukuran.items()}


def _evaluate(kode: str, definisi: Mapping[str, Definisi], sel: SelUkuran) -> Fraction | None:
    satu = definisi[kode]
    lain = {nama: _evaluate(nama, definisi, sel) for nama in satu.rumus.indikator}
    return satu.rumus.evaluate(_figures(satu, sel) | lain)


def _shown(ukuran: Mapping[str, Fraction | None], nama: str | None) -> Decimal | None:
    return _plain(ukuran[nama]) if nama else None


def _plain(nilai: Fraction | None) -> Decimal | None:
    """Return a whole number as it is, anything else to four places for showing."""
    if nilai is None:
        return None
    return Decimal(nilai.numerator) if nilai.denominator == 1 else round_half_up(nilai, 4)
