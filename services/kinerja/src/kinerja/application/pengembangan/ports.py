"""What the use cases of development need from the world."""

from __future__ import annotations

from typing import Protocol

from kinerja.application.ports import UnitOfWork
from kinerja.domain.pengembangan import Pengembangan


class PengembanganRepository(Protocol):
    """The entries of the plan."""

    def get(self, pengembangan_id: str) -> Pengembangan:
        """Return one, locked; raises NotFound ``pengembangan.not_found``."""
        ...

    def add(self, pengembangan: Pengembangan) -> None:
        """Store a new one."""
        ...

    def save(self, pengembangan: Pengembangan) -> None:
        """Store the changes; raises VersionStale where another change came first."""
        ...


class PengembanganUnitOfWork(UnitOfWork, Protocol):
    """One transaction that reaches the entries of the plan too."""

    @property
    def pengembangan(self) -> PengembanganRepository:
        """The entries of the plan."""
        ...
