"""*Angka kredit* of a functional post: PermenPANRB 1/2023 ps 37, ``months / 12 × % × koefisien``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from chassis.domain import Invalid
from kinerja.domain.jabatan import JenjangJabatan
from kinerja.domain.predikat import Predikat

BULAN_SETAHUN = 12


@dataclass(frozen=True, kw_only=True)
class JenjangAngkaKredit:
    """A level of the post: its koefisien a year, and the credit that a rise in pangkat or in jenjang needs."""

    golongan: str
    koefisien: Decimal
    pangkat: Decimal
    jenjang: Decimal | None


@dataclass(frozen=True, kw_only=True)
class AturanAngkaKredit:
    """Percent by predikat and koefisien by level."""

    berlaku_dari: date
    sumber: str
    persen: Mapping[Predikat, Decimal]
    jenjang: Mapping[JenjangJabatan, JenjangAngkaKredit]


@dataclass(frozen=True, kw_only=True)
class MasaKerja:
    """Whole months at one level with one predikat."""

    jenjang: JenjangJabatan
    predikat: Predikat
    bulan: int


def compute_angka_kredit(masa: Iterable[MasaKerja], aturan: AturanAngkaKredit) -> Fraction:
    """Return the exact sum; round it once, on output, and never before it is compared with a target.

    Raises :class:`~chassis.domain.Invalid` for a level without angka kredit and for months outside 1 to 12.
    """
    return sum((_compute(each, aturan) for each in masa), Fraction(0))


def _compute(masa: MasaKerja, aturan: AturanAngkaKredit) -> Fraction:
    if not 1 <= masa.bulan <= BULAN_SETAHUN:
        raise Invalid({"bulan": [f"Isi dengan bulan penuh, 1 sampai {BULAN_SETAHUN}"]})
    jenjang = aturan.jenjang.get(masa.jenjang)
    if jenjang is None:
        raise Invalid({"jenjang": ["Jenjang ini tidak memakai angka kredit. Pilih jenjang jabatan fungsional"]})
    persen = Fraction(aturan.persen[masa.predikat]) / 100
    return Fraction(masa.bulan, BULAN_SETAHUN) * persen * Fraction(jenjang.koefisien)
