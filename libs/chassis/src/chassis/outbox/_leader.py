"""Leadership of one process among many, by an advisory lock that dies with its connection."""

from __future__ import annotations

import threading
import zlib
from collections.abc import Callable
from typing import Any

import psycopg
import structlog
from sqlalchemy import Engine

from chassis.database import CLIENT_KEEPALIVES

_log = structlog.get_logger(__name__)

# A host that fell silent loses its lock after about 15 seconds; a process that died loses it at once.
_KEEPALIVES = "-c tcp_keepalives_idle=5 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=2"

Work = Callable[[psycopg.Connection[Any]], bool]


class Leader:
    """Runs a piece of work whenever its channel is notified and once a second, while it holds the lock."""

    def __init__(self, engine: Engine, name: str, *, channel: str, period: float = 1.0) -> None:
        """Contend for the lock ``name``; wait on ``channel``, at most ``period`` seconds."""
        self._engine = engine
        self._name = name
        self._key = zlib.crc32(f"simpul.{name}".encode())
        self._channel = channel
        self._period = period

    def run(self, stop: threading.Event, work: Work) -> None:
        """Lead until ``stop`` is set; a lost connection costs the leadership, not the process."""
        while not stop.is_set():
            try:
                with connect(self._engine) as connection:
                    self._lead(connection, stop, work)
            except (psycopg.OperationalError, psycopg.InterfaceError) as error:
                _log.warning("leader_lost_database", leader=self._name, error=type(error).__name__)
                stop.wait(self._period)

    def _lead(self, connection: psycopg.Connection[Any], stop: threading.Event, work: Work) -> None:
        if not self._wait_for_lock(connection, stop):
            return
        _log.info("leading", leader=self._name)
        connection.execute(f"LISTEN {self._channel}")
        while not stop.is_set():
            if not work(connection):
                self._wait(connection)

    def _wait_for_lock(self, connection: psycopg.Connection[Any], stop: threading.Event) -> bool:
        while not stop.is_set():
            row = connection.execute("SELECT pg_try_advisory_lock(%s)", [self._key]).fetchone()
            if row and row[0]:
                return True
            stop.wait(self._period)
        return False

    def _wait(self, connection: psycopg.Connection[Any]) -> None:
        for _ in connection.notifies(timeout=self._period, stop_after=1):
            pass


def connect(engine: Engine) -> psycopg.Connection[Any]:
    """Return a connection outside the pool, in autocommit, that speaks UTC."""
    options = f"-c timezone=UTC -c lock_timeout=10000 {_KEEPALIVES}"
    arguments = {**engine.dialect.create_connect_args(engine.url)[1], **CLIENT_KEEPALIVES, "options": options}
    connection = psycopg.connect(autocommit=True, **arguments)
    connection.prepare_threshold = 2
    return connection
