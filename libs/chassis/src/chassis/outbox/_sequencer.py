"""The sequencer: one leader that gives committed rows their final place.

Ids are handed out before commit and become visible out of order, so nobody may poll by id. The leader takes whatever is
committed and visible, in the order of ids, and moves it to the log under the next numbers. A row that commits late gets
a later position, never none. For one aggregate the order is that of its commits, since a writer holds the aggregate's
row until it commits.
"""

from __future__ import annotations

import threading
from datetime import datetime
from typing import Any
from uuid import UUID

import psycopg
import structlog
from sqlalchemy import Engine

from chassis.failpoint import Failpoint, reach
from chassis.outbox import _rentang
from chassis.outbox._chain import row_hash
from chassis.outbox._leader import Leader

BATCH = 2000

_TAKE = """
DELETE FROM outbox WHERE id = ANY(ARRAY(SELECT id FROM outbox ORDER BY id LIMIT %s))
RETURNING id, event_id, type, subject, time, data, traceparent, jejak
"""
_COPY = "COPY log (urut, posisi, event_id, type, subject, time, data, traceparent, jejak, hash) FROM STDIN"

Row = tuple[int, UUID, str | None, str, datetime, bytes | None, str, str | None]

_log = structlog.get_logger(__name__)


class Sequencer:
    """Moves committed outbox rows to the log; any number may run, one leads."""

    def __init__(self, engine: Engine) -> None:
        """Work on the database of ``engine``, with a connection of its own while it leads."""
        self._engine = engine
        self._urut = self._end = 0  # the last row, and the first for which there is no range, as far as we know

    def run(self, stop: threading.Event) -> None:
        """Lead when nobody else does, until ``stop`` is set."""
        leader = Leader(self._engine, "sequencer", channel="simpul_outbox")
        leader.run(stop, self.step)

    def drain(self, connection: psycopg.Connection[Any]) -> bool:
        """Sequence all that is committed now; tell whether there was anything."""
        moved = False
        while self.step(connection):
            moved = True
        return moved

    def step(self, connection: psycopg.Connection[Any]) -> bool:
        """Sequence one batch; tell whether there was anything. At rest this is one query that locks nothing."""
        waiting = connection.execute("SELECT EXISTS (SELECT FROM outbox)").fetchone()
        if not waiting or not waiting[0]:
            return False
        if self._is_short():
            self._make_room(connection)
        if not self._move(connection):
            return False
        connection.execute("NOTIFY simpul_log")
        return True

    def _is_short(self) -> bool:
        """Tell whether the log has no room for a batch and half a range: long before the present range is full."""
        return self._urut + BATCH + _rentang.RANGE // 2 >= self._end

    def _make_room(self, connection: psycopg.Connection[Any]) -> None:
        """Make the ranges that are missing."""
        head = connection.execute("SELECT urut FROM log_head").fetchone()
        self._urut = head[0] if head else 0
        self._end = _rentang.end_of_ranges(connection)
        while self._is_short():
            self._end = _rentang.make_range(connection, self._end)
            _log.info("log_range_made", end=self._end)

    def _move(self, connection: psycopg.Connection[Any]) -> int:
        """Move one batch in one transaction; return how many rows it had."""
        with connection.transaction():
            head = connection.execute("SELECT urut, posisi, hash FROM log_head FOR UPDATE").fetchone()
            rows = sorted(connection.execute(_TAKE, [BATCH], binary=True).fetchall(), key=_id)
            if head is None or not rows:
                return 0
            block, urut, posisi, hash_ = _numbered(rows, *head)
            with connection.cursor() as cursor, cursor.copy(_COPY) as copy:
                copy.write(block)
            connection.execute("UPDATE log_head SET urut = %s, posisi = %s, hash = %s", [urut, posisi, hash_])
            reach(Failpoint.SEQUENCER_BEFORE_COMMIT)
        self._urut = urut
        return len(rows)


def _id(row: Row) -> int:
    return row[0]


def _numbered(rows: list[Row], urut: int, posisi: int, hash_: bytes) -> tuple[bytes, int, int, bytes]:
    """Return the rows as a COPY block under the next numbers, and the new head of the log."""
    lines = []
    for _, event_id, type_, subject, time, data, traceparent, jejak in rows:
        urut += 1
        if type_ is not None:
            posisi += 1
        at = None if type_ is None else posisi
        hash_ = row_hash(hash_, urut, at, event_id, type_, subject, time, data, traceparent, jejak)
        lines.append(
            f"{urut}\t{_number(at)}\t{event_id}\t{_escape(type_)}\t{_escape(subject)}\t{time.isoformat()}\t"
            f"{_bytea(data)}\t{_escape(traceparent)}\t{_escape(jejak)}\t{_bytea(hash_)}\n"
        )
    return "".join(lines).encode(), urut, posisi, hash_


def _number(value: int | None) -> str:
    return "\\N" if value is None else str(value)


def _bytea(value: bytes | None) -> str:
    return "\\N" if value is None else "\\\\x" + value.hex()


def _escape(value: str | None) -> str:
    if value is None:
        return "\\N"
    return value.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")
