"""The relay: publishes the log by position, at least once, in order for each key."""

from __future__ import annotations

import threading
from typing import Any

import psycopg
import structlog
from sqlalchemy import Engine

from chassis.bus import Publisher, PublishError
from chassis.failpoint import Failpoint, reach
from chassis.outbox._leader import Leader
from chassis.outbox._log import LogReader
from chassis.telemetry.metrics import RELAY_EVENTS_TOTAL

PAGE = 1000

_MARK = """
INSERT INTO relay (tujuan, posisi) VALUES (%s, %s)
ON CONFLICT (tujuan) DO UPDATE SET posisi = excluded.posisi WHERE relay.posisi < excluded.posisi
"""

_log = structlog.get_logger(__name__)


class Relay:
    """Publishes what the log holds beyond the last acknowledged position; any number may run, one leads.

    After a crash it repeats from the last mark: a consumer may see an event twice, never not at all.
    """

    def __init__(self, engine: Engine, service: str, publisher: Publisher, *, tujuan: str) -> None:
        """Publish the log of ``service`` to the destination that ``tujuan`` names in the table of marks."""
        self._engine = engine
        self._reader = LogReader(service)
        self._publisher = publisher
        self._tujuan = tujuan
        self._published = RELAY_EVENTS_TOTAL.labels(tujuan)

    def run(self, stop: threading.Event) -> None:
        """Lead when nobody else does, until ``stop`` is set."""
        Leader(self._engine, f"relay.{self._tujuan}", channel="simpul_log").run(stop, self.step)

    def drain(self, connection: psycopg.Connection[Any]) -> bool:
        """Publish all there is; tell whether it got on."""
        moved = False
        while self.step(connection):
            moved = True
        return moved

    def step(self, connection: psycopg.Connection[Any]) -> bool:
        """Publish one page; tell whether it got on. While the broker is away it does not, and tries again."""
        at = self._marked(connection)
        page = self._reader.read(connection, at, PAGE)
        if not page:
            return False
        try:
            reach(Failpoint.RELAY_BEFORE_SEND)
            self._publisher.publish(page)
            reach(Failpoint.RELAY_AFTER_ACK)
        except PublishError as error:
            _log.warning("broker_away", tujuan=self._tujuan, posisi=at, error=str(error))
            return False
        connection.execute(_MARK, [self._tujuan, page[-1].posisi])
        self._published.inc(len(page))
        reach(Failpoint.RELAY_AFTER_MARK)
        return True

    def _marked(self, connection: psycopg.Connection[Any]) -> int:
        """Return the mark; make the first one, so that the lag is told before anything was ever acknowledged."""
        row = connection.execute("SELECT posisi FROM relay WHERE tujuan = %s", [self._tujuan]).fetchone()
        if row is None:
            connection.execute(_MARK, [self._tujuan, 0])
        return int(row[0]) if row else 0
