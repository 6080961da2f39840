"""What the use cases of the appraisal need from the world."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from kinerja.application.evaluasi.hitungan import BacaOrganisasi
from kinerja.application.ports import UnitOfWork
from kinerja.domain.evaluasi import Evaluasi
from kinerja.domain.penutupan_evaluasi import CapaianUnit, PenutupanEvaluasi
from kinerja.domain.periode import Periode


class EvaluasiRepository(Protocol):
    """The appraisals."""

    def get(self, evaluasi_id: str) -> Evaluasi:
        """Return an appraisal, locked to the end of the transaction; raises NotFound ``evaluasi.not_found``."""
        ...

    def exists(self, pegawai_id: str, periode: Periode) -> bool:
        """Tell whether a person has one of the period."""
        ...

    def has_skp(self, pegawai_id: str, tahun: int) -> bool:
        """Tell whether a person has, or had, an SKP of the year that was established."""
        ...

    def add(self, evaluasi: Evaluasi) -> None:
        """Store a new one; raises Conflict ``evaluasi.already_exists`` where the person has one of that period."""
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
