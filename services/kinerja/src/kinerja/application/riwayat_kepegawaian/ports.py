"""What the use cases of career facts need from the world."""

from __future__ import annotations

from typing import Protocol

from kinerja.application.ports import UnitOfWork
from kinerja.domain.riwayat_kepegawaian import RiwayatKepegawaian


class RiwayatKepegawaianRepository(Protocol):
    """The career facts."""

    def get(self, riwayat_id: str) -> RiwayatKepegawaian:
        """Return one, locked; raises NotFound ``riwayat_kepegawaian.not_found``."""
        ...

    def add(self, riwayat: RiwayatKepegawaian) -> None:
        """Store a new one."""
        ...

    def save(self, riwayat: RiwayatKepegawaian) -> None:
        """Store that it was annulled; raises VersionStale where another change came first."""
        ...


class RiwayatKepegawaianUnitOfWork(UnitOfWork, Protocol):
    """One transaction that reaches the career facts too."""

    @property
    def riwayat_kepegawaian(self) -> RiwayatKepegawaianRepository:
        """The career facts."""
        ...
