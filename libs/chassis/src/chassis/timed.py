"""Timed jobs: the same step again and again, in the role ``consume``."""

from __future__ import annotations

import threading
from collections.abc import Callable

import psycopg
import structlog
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

_log = structlog.get_logger(__name__)

AWAY = (DBAPIError, PoolTimeout, psycopg.OperationalError, psycopg.InterfaceError)
"""What says that the database is away or that somebody holds a row: the next turn may find it otherwise."""


def every(seconds: float, step: Callable[[], object], *, name: str) -> Callable[[threading.Event], None]:
    """Return the task that takes ``step`` every ``seconds``; the database being away costs a turn, not the process."""

    def run(stop: threading.Event) -> None:
        while not stop.wait(seconds):
            try:
                step()
            except AWAY as error:
                _log.warning("job_missed_a_turn", job=name, error=type(error).__name__)

    return run
