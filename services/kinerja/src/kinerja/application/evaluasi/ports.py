"""What the use cases of the appraisal need from the world."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from kinerja.application.evaluasi.hitungan import BacaOrganisasi
from kinerja.application.ports import Rantai, UnitOfWork
from kinerja.domain.evaluasi import Evaluasi
from kinerja.domain.penutupan_evaluasi import CapaianUnit, PenutupanEvaluasi
from kinerja.domain.periode import Periode


@dataclass(frozen=True, kw_only=True)
class Calon:
    """A place where a person is to be rated, with those above there, and what is known of the period."""

    rantai: Rantai
    ditutup: bool
    """Whether the period is closed for the unit or one above it."""
    ada_evaluasi: bool
    ada_skp: bool
    """Whether an SKP of the year was established there once."""


class EvaluasiRepository(Protocol):
    """The appraisals."""

    def get(self, evaluasi_id: str) -> Evaluasi:
        """Return an appraisal, locked to the end of the transaction; raises NotFound ``evaluasi.not_found``."""
        ...

    def get_rantai(self, evaluasi_id: str) -> Rantai:
        """Return who stands above the person of an appraisal, in the unit for which it is."""
        ...

    def list_calon(self, pegawai_id: str, periode: Periode) -> Sequence[Calon]:
        """Return the places where a person is rated in a period: one, or after a move several; closing waits."""
        ...

    def list_silent(self, before: datetime, banyak: int) -> Sequence[Evaluasi]:
        """Return some that were handed over before a moment and not received, locked."""
        ...

    def add(self, evaluasi: Evaluasi) -> None:
        """Store a new one; raises Conflict ``evaluasi.already_exists`` where the person has one of that unit and period."""
        ...

    def save(self, evaluasi: Evaluasi) -> None:
        """Store the changes; raises VersionStale where another change came first."""
        ...


class PenutupanRepository(BacaOrganisasi, Protocol):
    """The capaian of units and the periods that were closed, read within the transaction."""

    def find_capaian(self, unit_id: str, periode: Periode) -> CapaianUnit | None:
        """Return the capaian, locked, or None."""
        ...

    def save_capaian(self, capaian: CapaianUnit) -> None:
        """Store it; raises VersionStale where another change came first."""
        ...

    def is_closed(self, unit_id: str, periode: Periode) -> bool:
        """Tell whether the period is closed for the unit or one above it; closing waits until the caller is done."""
        ...

    def lock(self, periode: Periode) -> None:
        """Wait until nobody changes an appraisal or a capaian of the period; held to the end of the transaction."""
        ...

    def add(self, penutupan: PenutupanEvaluasi, *, at: datetime) -> None:
        """Store the closing."""
        ...


class EvaluasiUnitOfWork(UnitOfWork, Protocol):
    """One transaction that reaches the appraisals too."""

    @property
    def evaluasi(self) -> EvaluasiRepository:
        """The appraisals."""
        ...

    @property
    def penutupan(self) -> PenutupanRepository:
        """The capaian of units and the closed periods."""
        ...
