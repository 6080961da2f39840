"""What the use cases of feedback need from the world."""

from __future__ import annotations

from typing import Protocol

from kinerja.application.ports import UnitOfWork
from kinerja.domain.umpan_balik import UmpanBalik


class UmpanBalikRepository(Protocol):
    """The feedback."""

    def get(self, umpan_balik_id: str) -> UmpanBalik:
        """Return one, locked to the end of the transaction; raises NotFound ``umpan_balik.not_found``."""
        ...

    def add(self, umpan_balik: UmpanBalik) -> None:
        """Store a new one."""
        ...

    def save(self, umpan_balik: UmpanBalik) -> None:
        """Store the answer; raises VersionStale where another change came first."""
        ...


class UmpanBalikUnitOfWork(UnitOfWork, Protocol):
    """One transaction that reaches the feedback too."""

    @property
    def umpan_balik(self) -> UmpanBalikRepository:
        """The feedback."""
        ...
