"""The wake-up that a committing process sends to the sequencer: after commit, coalesced, never awaited."""

from __future__ import annotations

import threading
import time
from typing import Any

import psycopg
import structlog
from sqlalchemy import Engine

from chassis.outbox._leader import connect

_log = structlog.get_logger(__name__)

_REST = 0.01
"""Seconds between two notifications: under load one speaks for many commits, at rest the first goes at once."""


class Waker:
    """Sends ``NOTIFY simpul_outbox`` from a thread of its own, however many commits asked for it meanwhile."""

    def __init__(self, engine: Engine) -> None:
        """Prepare; the thread starts with the first wake-up."""
        self._engine = engine
        self._asked = threading.Event()
        self._start = threading.Lock()
        self._thread: threading.Thread | None = None

    def wake(self) -> None:
        """Tell the sequencer that something was committed; a lost wake-up costs it a second."""
        self._asked.set()
        if self._thread is None:
            with self._start:
                if self._thread is None:
                    self._thread = threading.Thread(target=self._run, name="waker", daemon=True)
                    self._thread.start()

    def _run(self) -> None:
        connection: psycopg.Connection[Any] | None = None
        while self._asked.wait():
            self._asked.clear()
            try:
                connection = connection or connect(self._engine)
                connection.execute("NOTIFY simpul_outbox")
            except psycopg.Error as error:
                _log.warning("wake_up_lost", error=type(error).__name__)
                connection = None
            time.sleep(_REST)
