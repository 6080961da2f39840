"""The loop of a consumer.

One poll is one transaction: the rows of progress are locked first, what they cover is skipped, the rest is handed to
the handler, and the new progress is written before the commit. So an effect and the knowledge of it cannot part, a
consumer that lost its partition in the middle changes nothing twice, and a crash at any step repeats at most one batch.
"""

from __future__ import annotations

import gc
import threading
from collections import Counter
from collections.abc import Sequence
from operator import attrgetter

import psycopg
import structlog
from google.protobuf.message import DecodeError
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from chassis.bus import Received, Subscriber
from chassis.consumer._dead_letter import FAULTS, hand_over, keep, reason_of
from chassis.consumer._handler import Handler, Item
from chassis.consumer._progress import Mark, lock_progress, note_progress
from chassis.contracts import UnknownType, decode
from chassis.failpoint import Failpoint, reach
from chassis.pesan import Pesan
from chassis.telemetry import batch_span
from chassis.telemetry.metrics import CONSUMER_BATCH_SECONDS, CONSUMER_EVENTS_TOTAL

_log = structlog.get_logger(__name__)

Letter = tuple[Pesan, str]

_sumber = attrgetter("sumber")


def calm_collector() -> None:
    """Let the cycle collector of this process look seldom: a batch makes a hundred thousand objects and no cycle."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


class Consumer:
    """Takes in what a subscriber receives."""

    def __init__(self, engine: Engine, subscriber: Subscriber, handler: Handler) -> None:
        """Hand what ``subscriber`` receives to ``handler``, within transactions of ``engine``."""
        self._engine = engine
        self._subscriber = subscriber
        self._handler = handler

    def run(self, stop: threading.Event) -> None:
        """Consume until ``stop`` is set, then leave the group."""
        calm_collector()
        try:
            while not stop.is_set():
                self.step(stop)
        finally:
            self._subscriber.close()

    def step(self, stop: threading.Event, timeout: float = 1.0) -> int:
        """Take in what one poll returns; return the number of messages. Nothing is polled while the database is away."""
        received = self._subscriber.poll(timeout)
        if not received:
            return 0
        with CONSUMER_BATCH_SECONDS.time():
            self._take_in_when_possible(received, stop)
        if not stop.is_set():
            self._subscriber.commit()
            reach(Failpoint.CONSUMER_AFTER_OFFSET)
        return len(received.pesan) + len(received.unreadable)

    def take_in(self, received: Received) -> None:
        """Take in a batch, in one transaction."""
        with batch_span("consume", (pesan.traceparent for pesan in received.pesan)):
            try:
                self._transact(received, isolate=False)
            except FAULTS:
                self._transact(received, isolate=True)

    def _take_in_when_possible(self, received: Received, stop: threading.Event) -> None:
        pause = 0.1
        while not stop.is_set():
            try:
                self.take_in(received)
                return
            except (DBAPIError, PoolTimeout, psycopg.OperationalError, psycopg.InterfaceError) as error:
                _log.warning("consumer_waits_for_database", error=type(error).__name__)
                stop.wait(pause)
                pause = min(pause * 2, 5.0)

    def _transact(self, received: Received, *, isolate: bool) -> None:
        with self._engine.begin() as conn:
            letters = [(found.pesan, found.alasan) for found in received.unreadable]
            fresh, marks = self._fresh(conn, received.pesan)
            items = self._decoded(fresh, letters)
            if isolate:
                self._isolate(conn, items, letters)
            elif items:
                hand_over(self._handler, conn, items)
            keep(conn, letters)
            if marks:
                note_progress(conn, marks)
            reach(Failpoint.CONSUMER_BEFORE_COMMIT)
        reach(Failpoint.CONSUMER_AFTER_COMMIT)
        self._count(received, fresh, letters)
        self._tell(len(fresh), letters)

    def _fresh(self, conn: Connection, batch: Sequence[Pesan]) -> tuple[list[Pesan], dict[tuple[str, int], Mark]]:
        """Return the events that are not in effect yet, and the marks to write with them."""
        if not batch:
            return [], {}
        at = lock_progress(conn, {(p.sumber, p.partisi) for p in batch})
        fresh, newest = [], {}
        for pesan in batch:
            key = (pesan.sumber, pesan.partisi)
            if pesan.posisi > at[key]:
                at[key] = pesan.posisi
                newest[key] = pesan
                fresh.append(pesan)
            elif pesan.posisi == at[key]:
                newest[key] = pesan  # a topic made anew has it at another place
        return fresh, {key: (pesan.posisi, pesan.waktu, pesan.offset) for key, pesan in newest.items()}

    def _decoded(self, fresh: Sequence[Pesan], letters: list[Letter]) -> list[Item]:
        """Return what the handler wants of the batch, decoded; add to the letters what cannot be."""
        items = []
        types = self._handler.types
        for pesan in fresh:
            try:
                isi = decode(pesan.tipe, pesan.data)
            except (UnknownType, DecodeError) as error:
                letters.append((pesan, reason_of(error)))
                continue
            if pesan.tipe in types:
                items.append(Item(pesan, isi))
        return items

    def _isolate(self, conn: Connection, items: Sequence[Item], letters: list[Letter]) -> None:
        """Halve the batch until those at fault stand alone; the others are taken in, in order and in large parts."""
        if not items:
            return
        savepoint = conn.begin_nested()
        try:
            hand_over(self._handler, conn, items)
            savepoint.commit()
        except FAULTS as error:
            savepoint.rollback()
            if len(items) == 1:
                letters.append((items[0].pesan, reason_of(error)))
                return
            middle = len(items) // 2
            self._isolate(conn, items[:middle], letters)
            self._isolate(conn, items[middle:], letters)

    def _count(self, received: Received, fresh: Sequence[Pesan], letters: Sequence[Letter]) -> None:
        """Count what the commit brought, by source and outcome; a batch at a time, in C."""
        new = Counter(map(_sumber, fresh))
        dead = Counter(_sumber(pesan) for pesan, _ in letters)
        known = Counter(map(_sumber, received.pesan)) - new
        for outcome, counted in (("taken_in", new - dead), ("repeated", known), ("dead_letter", dead)):
            for sumber, number in counted.items():
                CONSUMER_EVENTS_TOTAL.labels(sumber.removeprefix("/simpul/"), outcome).inc(number)

    def _tell(self, taken: int, letters: Sequence[Letter]) -> None:
        for pesan, reason in letters:
            _log.error("dead_letter", type=pesan.tipe[:100], source=pesan.sumber, position=pesan.posisi, reason=reason)
        _log.debug("batch_taken_in", events=taken)
