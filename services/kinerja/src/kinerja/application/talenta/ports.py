"""What the use cases of the talent map need from the world."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Protocol

from kinerja.application.ports import UnitOfWork
from kinerja.domain.talenta import CalonTalenta, PemetaanTalenta, Talenta


class TalentaRepository(Protocol):
    """The boxes, and the runs that made them."""

    def list_calon(self, tahun: int, *, sejak: date, sampai: date) -> Sequence[CalonTalenta]:
        """Return everyone in service with what places them; assessments from ``sejak`` to ``sampai`` hold.

        Runs of the same year follow one another.
        """
        ...

    def list_kotak(self, tahun: int) -> Mapping[str, tuple[str, int]]:
        """Return who has been placed in a year before: by person the id of the row, and the box."""
        ...

    def add_pemetaan(self, pemetaan: PemetaanTalenta) -> None:
        """Store a run."""
        ...

    def put(self, talenta: Sequence[Talenta]) -> None:
        """Store the boxes; those of before are replaced."""
        ...


class TalentaUnitOfWork(UnitOfWork, Protocol):
    """One transaction that reaches the talent map too."""

    @property
    def talenta(self) -> TalentaRepository:
        """The boxes."""
        ...
