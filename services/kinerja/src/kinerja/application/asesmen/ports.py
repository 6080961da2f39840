"""What the use cases of assessments need from the world."""

from __future__ import annotations

from typing import Protocol

from kinerja.application.ports import UnitOfWork
from kinerja.domain.asesmen import Asesmen


class AsesmenRepository(Protocol):
    """The assessments."""

    def get(self, asesmen_id: str) -> Asesmen:
        """Return one, locked; raises NotFound ``asesmen.not_found``."""
        ...

    def add(self, asesmen: Asesmen) -> None:
        """Store a new one."""
        ...

    def save(self, asesmen: Asesmen) -> None:
        """Store that it was annulled; raises VersionStale where another change came first."""
        ...


class AsesmenUnitOfWork(UnitOfWork, Protocol):
    """One transaction that reaches the assessments too."""

    @property
    def asesmen(self) -> AsesmenRepository:
        """The assessments."""
        ...
