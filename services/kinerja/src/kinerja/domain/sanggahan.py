"""A *sanggahan*: a person disputes a fact behind a realisasi, and BKPSDM answers with reasons."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum, auto
from typing import Any

from chassis.domain import Invalid, TransitionNotAllowed
from kinerja.domain.periode import Periode
from kinerja.domain.version import expect

ALASAN_PALING_PANJANG = 1000


class StatusSanggahan(StrEnum):
    """Where a sanggahan stands."""

    DIAJUKAN = auto()
    DITERIMA = auto()
    DITOLAK = auto()


@dataclass(eq=False, kw_only=True)
class Sanggahan:
    """The aggregate. ``peristiwa_id`` names the fact of pelaporan that is disputed, empty for the value as a whole."""

    id: str
    indikator_id: str
    periode: Periode
    alasan: str
    diajukan_oleh: str
    diajukan_pada: datetime
    peristiwa_id: str = ""
    status: StatusSanggahan = StatusSanggahan.DIAJUKAN
    putusan_alasan: str = ""
    diputus_oleh: str = ""
    diputus_pada: datetime | None = None
    version: int = 1
    events: list[Any] = field(default_factory=list, repr=False)
    """Always empty: a dispute is the service's own matter; it has audit rows only."""

    def __post_init__(self) -> None:
        """Refuse one without a reason."""
        self.alasan = _checked(self.alasan)

    def decide(self, status: StatusSanggahan, *, alasan: str, oleh: str, at: datetime, version: int | None) -> None:
        """Accept or reject it, with a reason, once."""
        expect(self.version, version)
        if self.status is not StatusSanggahan.DIAJUKAN:
            raise TransitionNotAllowed("sanggahan.transition_not_allowed", status=self.status.value)
        self.putusan_alasan = _checked(alasan)
        self.status, self.diputus_oleh, self.diputus_pada = status, oleh, at
        self.version += 1


def _checked(alasan: str) -> str:
    alasan = alasan.strip()
    if not alasan:
        raise Invalid({"alasan": ["Tulis alasannya"]})
    if len(alasan) > ALASAN_PALING_PANJANG:
        raise Invalid({"alasan": [f"Alasan paling panjang {ALASAN_PALING_PANJANG} huruf"]})
    return alasan
