"""Events of the other services become facts: the handler of the consumer."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from chassis.consumer import Item
from chassis.contracts import event_types
from pelaporan.adapters.isian import read_skema
from pelaporan.adapters.proyeksi import Proyeksi


class FaktaHandler:
    """Takes in every event that this build knows, measured or not: a later definition may look at it."""

    def __init__(self) -> None:
        """Read the fields of every type once."""
        types = event_types()
        self._types = frozenset(types)
        self._proyeksi = Proyeksi(read_skema(types))

    @property
    def types(self) -> frozenset[str]:
        """The full names of all known types."""
        return self._types

    def handle(self, conn: Connection, batch: Sequence[Item]) -> None:
        """Write facts, aggregates and latest state; a repeated event changes nothing."""
        self._proyeksi.take_in(conn, batch)
