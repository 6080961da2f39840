"""Housekeeping: what has run out is removed once an hour."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime, timedelta

import structlog
from sqlalchemy import Engine, text

from chassis.domain import Clock, SystemClock
from chassis.idempotency import KEEP, purge
from chassis.identity.sesi import IDLE
from chassis.timed import every

EVERY = timedelta(hours=1)
_SWEEPS = {
    "sesi": text("DELETE FROM sesi WHERE ends_at < :kini OR last_seen_at < :diam"),
    "token": text("DELETE FROM token WHERE expires_at < :kini"),
    "batas_laju": text("DELETE FROM batas_laju WHERE hingga < :kini"),
}
_log = structlog.get_logger(__name__)


def sweep(engine: Engine, kini: datetime) -> dict[str, int]:
    """Remove sessions, tokens, counters and kept answers that have run out; return how many of each."""
    with engine.begin() as conn:
        values = {"kini": kini, "diam": kini - IDLE}
        swept = {name: conn.execute(statement, values).rowcount for name, statement in _SWEEPS.items()}
        return swept | {"idempotensi": purge(conn, kini - KEEP)}


def tidy_task(engine: Engine, clock: Clock | None = None) -> Callable[[threading.Event], None]:
    """Return a role's task that sweeps once an hour until it is told to stop."""
    clock = clock or SystemClock()

    return every(EVERY.total_seconds(), lambda: _log.info("tidy.swept", **sweep(engine, clock.now())), name="tidy")
