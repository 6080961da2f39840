"""*TPP*, the extra pay of a pegawai: PP 12/2019 ps 58; the shares of its payment are from memory."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from chassis.domain import Invalid
from kinerja.domain.pembulatan import round_half_up

PAGU_MAKS = Decimal(10) ** 12


@dataclass(frozen=True, kw_only=True)
class AturanTpp:
    """The share of productivity and of discipline; together 1."""

    berlaku_dari: date
    sumber: str
    produktivitas: Decimal
    disiplin: Decimal


@dataclass(frozen=True, kw_only=True)
class DataTpp:
    """The ceiling in rupiah, and shares from 0 to 1."""

    pagu: Decimal
    produktivitas: Decimal
    disiplin: Decimal
    potongan_hukdis: Decimal = Decimal(0)


def compute_tpp(data: DataTpp, aturan: AturanTpp) -> Fraction:
    """Return ``pagu × (.6 P + .4 D) × (1 − potongan)``, exact; see :func:`round_tpp`."""
    _check(data)
    kinerja = Fraction(aturan.produktivitas) * Fraction(data.produktivitas)
    hadir = Fraction(aturan.disiplin) * Fraction(data.disiplin)
    return Fraction(data.pagu) * (kinerja + hadir) * (1 - Fraction(data.potongan_hukdis))


def round_tpp(tpp: Fraction) -> Decimal:
    """Return whole rupiah, rounded half up once."""
    return round_half_up(tpp, 0)


def _check(data: DataTpp) -> None:
    errors = {}
    if not 0 <= data.pagu <= PAGU_MAKS:
        errors["pagu"] = ["Isi dengan rupiah, 0 atau lebih"]
    shares = {
        "produktivitas": data.produktivitas,
        "disiplin": data.disiplin,
        "potongan_hukdis": data.potongan_hukdis,
    }
    errors |= {
        name: ["Isi dengan bagian 0 sampai 1, misalnya 0.9 untuk 90 %"]
        for name, value in shares.items()
        if not 0 <= value <= 1
    }
    if errors:
        raise Invalid(errors)
