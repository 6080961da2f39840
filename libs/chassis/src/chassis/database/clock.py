"""The clock of the database: one moment for all processes of a service, whatever the clocks of their machines say."""

from __future__ import annotations

import threading
import time
from datetime import UTC, datetime

import psycopg
import structlog
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

PERIOD = 60.0
"""Seconds after which the database is asked again."""

LONGEST_WAY = 1.0
"""Seconds that an answer may have taken; a slower one says too little of when it was given."""

ODD = 5.0
"""Seconds that the machine's own clock may differ before the log tells."""

_log = structlog.get_logger(__name__)


class DatabaseClock:
    """Tells the database's time: asked once a minute, carried on by the monotonic clock in between.

    The first call asks, and raises what the driver raises where nobody answers: no time is better than a wrong one. The
    later questions are asked by a thread of their own; while the database is away the last answer counts on.
    """

    def __init__(self, engine: Engine) -> None:
        """Tell the time of the server of ``engine``; asks nothing yet."""
        self._engine = engine
        self._ahead: float | None = None
        self._due = 0.0

    def now(self) -> datetime:
        """Return the present moment, in UTC."""
        ahead = self._ask() if self._ahead is None else self._ahead
        moment = time.monotonic()
        if moment >= self._due:
            self._due = moment + PERIOD
            threading.Thread(target=self._ask_again, name="clock", daemon=True).start()
        return datetime.fromtimestamp(moment + ahead, UTC)

    def _ask(self) -> float:
        """Return by how much the database's clock is ahead of the monotonic one, and keep it."""
        with self._engine.connect() as conn:
            conn.exec_driver_sql("SELECT 1")  # begins, so that what follows is one round trip
            began = time.monotonic()
            told: float = conn.exec_driver_sql("SELECT extract(epoch FROM clock_timestamp())::float8").scalar_one()
            ended = time.monotonic()
        ahead = told - (began + ended) / 2
        if self._ahead is None or ended - began <= LONGEST_WAY:
            self._ahead, self._due = ahead, ended + PERIOD
        if abs(off := ahead + ended - time.time()) > ODD:
            _log.warning("clock_differs", seconds=round(off, 1))
        return ahead

    def _ask_again(self) -> None:
        try:
            self._ask()
        except (SQLAlchemyError, psycopg.Error) as error:
            _log.info("clock_carries_on", error=type(error).__name__)
