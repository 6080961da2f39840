"""Checking the log against its own hash chain."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import psycopg

from chassis.outbox._chain import row_hash

_ROWS = """
SELECT urut, posisi, event_id, type, subject, time, data, traceparent, jejak, hash FROM log ORDER BY urut
"""


@dataclass(frozen=True, kw_only=True)
class Verified:
    """What the check saw of a sound log."""

    rows: int
    events: int
    hash: str


class ChainBroken(Exception):
    """A row was changed, removed or put in; the message names the first one that does not fit."""


def verify(connection: psycopg.Connection[Any]) -> Verified:
    """Read the whole log and raise :class:`ChainBroken` at the first row that does not follow from the one before."""
    try:
        return _verify(connection)
    except psycopg.DataError as error:
        raise ChainBroken("a row holds a value that was never written") from error


def _verify(connection: psycopg.Connection[Any]) -> Verified:
    urut = posisi = 0
    before = b""
    connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
    with connection.transaction(), connection.cursor(name="verify", row_factory=psycopg.rows.tuple_row) as cursor:
        cursor.itersize = 5000
        head = connection.execute("SELECT urut, posisi, hash FROM log_head").fetchone()
        for row in cursor.execute(_ROWS):
            urut += 1
            posisi += row[3] is not None
            expected = (urut, posisi if row[3] is not None else None)
            if (row[0], row[1]) != expected:
                raise ChainBroken(f"row {expected[0]} is missing or out of place")
            if row_hash(before, *row[:-1]) != row[-1]:
                raise ChainBroken(f"row {urut} was changed")
            before = row[-1]
    if head is None or (urut, posisi, before) != tuple(head):
        raise ChainBroken(f"the log ends at row {urut}, its head says otherwise")
    return Verified(rows=urut, events=posisi, hash=before.hex())
