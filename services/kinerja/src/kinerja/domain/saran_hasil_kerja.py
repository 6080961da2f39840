"""What the rules suggest for the rating of work: of the head of a unit, the unit's capaian (SE MenPANRB 3/2023).

A suggestion is never set: the rating is the assessor's judgement on evidence and feedback.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from kinerja.domain.predikat import CapaianOrganisasi, Ekspektasi


@dataclass(frozen=True, kw_only=True)
class AturanSaran:
    """Which rating of work the capaian of the unit suggests for its head."""

    berlaku_dari: date
    sumber: str
    kepala: Mapping[CapaianOrganisasi, Ekspektasi]
