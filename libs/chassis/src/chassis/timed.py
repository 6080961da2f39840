"""Timed jobs: the same step again and again, in the role ``consume``."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import psycopg
import structlog
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from chassis.telemetry.metrics import JOB_AGE_SECONDS, JOB_FAILURES_TOTAL, JOB_PERIOD_SECONDS

_log = structlog.get_logger(__name__)

AWAY = (DBAPIError, PoolTimeout, psycopg.OperationalError, psycopg.InterfaceError)
"""What says that the database is away or that somebody holds a row: the next turn may find it otherwise."""


def every(seconds: float, step: Callable[[], object], *, name: str) -> Callable[[threading.Event], None]:
    """Return the task that takes ``step`` every ``seconds``; the database being away costs a turn, not the process."""

    def run(stop: threading.Event) -> None:
        turns = _Turns(name, seconds)
        while not stop.wait(seconds):
            try:
                step()
            except AWAY as error:
                turns.missed.inc()
                _log.warning("job_missed_a_turn", job=name, error=type(error).__name__)
            else:
                turns.good()

    return run


class _Turns:
    """When a job last did what it is for; before its first turn, when it began to wait for it."""

    def __init__(self, name: str, seconds: float) -> None:
        self.missed = JOB_FAILURES_TOTAL.labels(name)
        self.good()
        JOB_PERIOD_SECONDS.labels(name).set(seconds)
        JOB_AGE_SECONDS.labels(name).set_function(self._age)

    def good(self) -> None:
        self._last = time.monotonic()

    def _age(self) -> float:
        return time.monotonic() - self._last
