"""The port that a service's consumer fills."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple, Protocol

from sqlalchemy import Connection

from chassis.pesan import Pesan


class Item(NamedTuple):
    """An event with its payload decoded."""

    pesan: Pesan
    isi: Any
    """The payload: the protobuf message of ``pesan.tipe``."""


class Handler(Protocol):
    """What a service makes of the events of others.

    ``handle`` runs inside the transaction that also notes the progress. It sees only events that are new, those of one
    subject in order, and only types in ``types``. It must not commit. When it raises ``ValueError``, ``ArithmeticError`` or
    ``LookupError``, or the database refuses a value, the batch is tried again in halves until the event at fault stands
    alone and becomes a dead letter. Sent again after a fix, an event may come after later ones of its subject.
    """

    @property
    def types(self) -> frozenset[str]:
        """The full names of the types it handles; known others are skipped."""
        ...

    def handle(self, conn: Connection, batch: Sequence[Item]) -> None:
        """Take the batch in."""
        ...


class SkipAll:
    """Handles no type."""

    types: frozenset[str] = frozenset()

    def handle(self, conn: Connection, batch: Sequence[Item]) -> None:
        """Do nothing."""
