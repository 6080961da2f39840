"""Checking the log against its own hash chain."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import psycopg

from chassis.outbox._chain import row_hash

_ROWS = """
SELECT urut, posisi, event_id, type, subject, time, data, traceparent, jejak, hash FROM log ORDER BY urut
"""

LogRow = tuple[int, int | None, UUID, str | None, str, datetime, bytes | None, str, str | None, bytes]
"""A row of the log: urut, posisi, event_id, type, subject, time, data, traceparent, jejak, hash."""
Head = tuple[int, int, bytes]
"""Where the log says it ends: urut, posisi, hash."""


@dataclass(frozen=True, kw_only=True)
class Verified:
    """What the check saw of a sound log."""

    rows: int
    events: int
    hash: str


class ChainBroken(Exception):
    """A row was changed, removed or put in; the message names the first one that does not fit."""


class Walk:
    """Goes along the chain, row by row."""

    def __init__(self) -> None:
        """Stand before the first row."""
        self._urut = self._posisi = 0
        self._hash = b""

    def step(self, row: LogRow) -> None:
        """Take the next row; raises :class:`ChainBroken` when it does not follow from the one before."""
        self._urut += 1
        self._posisi += row[1] is not None
        if (row[0], row[1]) != (self._urut, None if row[1] is None else self._posisi):
            raise ChainBroken(f"row {self._urut} is missing or out of place")
        if row_hash(self._hash, *row[:-1]) != row[-1]:
            raise ChainBroken(f"row {self._urut} was changed")
        self._hash = row[-1]

    def finish(self, head: Head | None) -> Verified:
        """Return what was seen; raises :class:`ChainBroken` when the log says that it ends elsewhere."""
        if head is None or (self._urut, self._posisi, self._hash) != tuple(head):
            raise ChainBroken(f"the log ends at row {self._urut}, its head says otherwise")
        return Verified(rows=self._urut, events=self._posisi, hash=self._hash.hex())


def verify(connection: psycopg.Connection[Any]) -> Verified:
    """Read the whole log and raise :class:`ChainBroken` at the first row that does not follow from the one before."""
    walk = Walk()
    with reading(connection) as (rows, head):
        for row in rows:
            walk.step(row)
    return walk.finish(head)


@contextmanager
def reading(connection: psycopg.Connection[Any]) -> Iterator[tuple[Iterator[LogRow], Head | None]]:
    """Give the rows and the head of the log as they are at one moment; values of no sense break the chain, too."""
    connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
    try:
        with connection.transaction(), connection.cursor(name="verify", row_factory=psycopg.rows.tuple_row) as cursor:
            cursor.itersize = 5000
            head = connection.execute("SELECT urut, posisi, hash FROM log_head").fetchone()
            yield iter(cursor.execute(_ROWS)), head
    except psycopg.DataError as error:
        raise ChainBroken("a row holds a value that was never written") from error
