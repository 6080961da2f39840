"""What absence without a valid reason leads to: PP 94/2021 ps 9(2), 10(2), 11(2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from chassis.domain import Invalid
from kinerja.domain.ip_asn import HukumanDisiplin

HARI_MAKS = 366


@dataclass(frozen=True, kw_only=True)
class Sanksi:
    """A sanction and the working days of absence, cumulative in a year, from which it follows."""

    dari: int
    jenis: HukumanDisiplin
    hukuman: str


@dataclass(frozen=True, kw_only=True)
class AturanDisiplin:
    """The sanctions, the lightest first; absence without a break of ``berturut_turut`` days leads to the last."""

    berlaku_dari: date
    sumber: str
    berturut_turut: int
    sanksi: Sequence[Sanksi]


def find_sanksi(hari_kerja: int, berturut_turut: int, aturan: AturanDisiplin) -> Sanksi | None:
    """Return what follows from absent working days of a year, or ``None`` below the first line."""
    errors = {}
    if not 0 <= hari_kerja <= HARI_MAKS:
        errors["hari_kerja"] = [f"Isi dengan banyaknya hari kerja, 0 sampai {HARI_MAKS}"]
    if not 0 <= berturut_turut <= max(hari_kerja, 0):
        errors["berturut_turut"] = ["Isi dengan 0 atau lebih, dan tidak melebihi hari kerja setahun"]
    if errors:
        raise Invalid(errors)
    if berturut_turut >= aturan.berturut_turut:
        return aturan.sanksi[-1]
    reached = [each for each in aturan.sanksi if each.dari <= hari_kerja]
    return reached[-1] if reached else None
