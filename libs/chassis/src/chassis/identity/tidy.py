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
    "surat_mati": text("DELETE FROM surat_mati WHERE selesai_pada < :lama"),
}
_log = structlog.get_logger(__name__)


def sweep(engine: Engine, kini: datetime, *, surat: timedelta) -> dict[str, int]:
    """Remove sessions, tokens, counters and kept answers that have run out; return how many of each.

    Dead letters go when ``surat`` has passed since they were sent; one that waits stays.
    """
    with engine.begin() as conn:
        values = {"kini": kini, "diam": kini - IDLE, "lama": kini - surat}
        swept = {name: conn.execute(statement, values).rowcount for name, statement in _SWEEPS.items()}
        return swept | {"idempotensi": purge(conn, kini - KEEP)}


def tidy_task(engine: Engine, *, surat: timedelta, clock: Clock | None = None) -> Callable[[threading.Event], None]:
    """Return a role's task that sweeps once an hour until it is told to stop."""
    clock = clock or SystemClock()

    def step() -> None:
        _log.info("tidy.swept", **sweep(engine, clock.now(), surat=surat))

    return every(EVERY.total_seconds(), step, name="tidy")
