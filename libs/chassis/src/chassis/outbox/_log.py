"""Reading the log by position, and waiting for its end to move."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import Any

import psycopg
import structlog
from sqlalchemy import Engine

from chassis.outbox._leader import connect
from chassis.pesan import Pesan

_log = structlog.get_logger(__name__)

_COLUMNS = "posisi, event_id::text, type, subject, time, data, traceparent"
# A position is never above its row's number, so ``urut`` tells which ranges of the log need not be looked at.
_AFTER = f"SELECT {_COLUMNS} FROM log WHERE posisi > %(after)s AND urut > %(after)s"  # noqa: S608 - constants only
_READ = f"{_AFTER} ORDER BY posisi LIMIT %(limit)s"
_READ_TYPES = f"{_AFTER} AND type = ANY(%(types)s) ORDER BY posisi LIMIT %(limit)s"


class LogReader:
    """Reads pages of the log over a connection that the caller lends."""

    def __init__(self, service: str) -> None:
        """Read the log of ``service``."""
        self._sumber = f"/simpul/{service}"

    def read(
        self, connection: psycopg.Connection[Any], after: int, limit: int, types: Sequence[str] = ()
    ) -> list[Pesan]:
        """Return at most ``limit`` events after a position, in order, of the given types or of all."""
        values = {"after": after, "limit": limit, "types": list(types)}
        cursor = connection.execute(_READ_TYPES if types else _READ, values, binary=True)
        sumber = self._sumber
        return [
            Pesan(sumber, posisi, id_, type_, subject, time, data, traceparent, 0, posisi)
            for posisi, id_, type_, subject, time, data, traceparent in cursor.fetchall()
        ]

    @staticmethod
    def last(connection: psycopg.Connection[Any]) -> int:
        """Return the newest position, 0 for an empty log."""
        row = connection.execute("SELECT posisi FROM log_head").fetchone()
        return int(row[0]) if row else 0


class LogTail:
    """Knows the newest position of the log, and wakes those who wait for a newer one.

    One thread and one connection a process, however many are waiting; a query a second when nothing happens.
    """

    def __init__(self, engine: Engine) -> None:
        """Watch the log of the database of ``engine`` once :meth:`run` is started."""
        self._engine = engine
        self._moved = threading.Condition()
        self._last = 0
        self._stopped = False

    @property
    def last(self) -> int:
        """The newest position seen."""
        return self._last

    def wait(self, after: int, timeout: float) -> int:
        """Wait until the log is longer than ``after``, at most ``timeout`` seconds; return its length."""
        with self._moved:
            self._moved.wait_for(lambda: self._last > after or self._stopped, timeout)
            return self._last

    def run(self, stop: threading.Event) -> None:
        """Watch until ``stop`` is set."""
        while not stop.is_set():
            try:
                with connect(self._engine) as connection:
                    connection.execute("LISTEN simpul_log")
                    while not stop.is_set():
                        self._set(LogReader.last(connection))
                        for _ in connection.notifies(timeout=1.0, stop_after=1):
                            pass
            except (psycopg.OperationalError, psycopg.InterfaceError) as error:
                _log.warning("log_tail_lost_database", error=type(error).__name__)
                stop.wait(1.0)
        with self._moved:
            self._stopped = True
            self._moved.notify_all()

    def _set(self, last: int) -> None:
        if last != self._last:
            with self._moved:
                self._last = last
                self._moved.notify_all()
