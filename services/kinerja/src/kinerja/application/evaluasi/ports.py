"""What the use cases of the appraisal need from the world."""

from __future__ import annotations

from typing import Protocol

from kinerja.application.ports import UnitOfWork
from kinerja.domain.evaluasi import Evaluasi
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


class EvaluasiUnitOfWork(UnitOfWork, Protocol):
    """One transaction that reaches the appraisals too."""

    @property
    def evaluasi(self) -> EvaluasiRepository:
        """The appraisals."""
        ...
