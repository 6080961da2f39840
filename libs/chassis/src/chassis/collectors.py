"""What is asked of the database or of the bus at the moment of the scrape, so that nothing is done in between."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

import structlog
from prometheus_client.core import Metric
from prometheus_client.registry import Collector
from sqlalchemy import Engine, QueuePool, text
from sqlalchemy.exc import SQLAlchemyError

from chassis.bus import Subscriber
from chassis.telemetry.metrics import (
    CONSUMER_AGE_SECONDS,
    CONSUMER_LAG,
    DEAD_LETTERS,
    LOG_POSITION,
    OUTBOX_AGE_SECONDS,
    OUTBOX_PENDING,
    POOL_IN_USE,
    POOL_LIMIT,
    RELAY_LAG,
    RELAY_POSITION,
    ScrapedGauge,
)

_log = structlog.get_logger(__name__)


def watch_pool(engine: Engine, limit: int) -> None:
    """Expose how many of the ``limit`` connections of the engine are in use."""
    POOL_LIMIT.set(limit)
    if isinstance(engine.pool, QueuePool):
        POOL_IN_USE.set_function(engine.pool.checkedout)


class LagCollector(Collector):
    """How many events wait for the consumer, by source."""

    def __init__(self, subscriber: Subscriber) -> None:
        """Ask ``subscriber``."""
        self._subscriber = subscriber

    def describe(self) -> list[Metric]:
        """Return the name, so that nobody else takes it."""
        return [CONSUMER_LAG.family()]

    def collect(self) -> Iterator[Metric]:
        """Yield the lag."""
        yield CONSUMER_LAG.family(self._subscriber.lag().items())


class QueryCollector(Collector):
    """Gauges that one query returns, as rows of (name, value of the label, value)."""

    gauges: Sequence[ScrapedGauge] = ()
    query = ""

    def __init__(self, engine: Engine) -> None:
        """Ask the database of ``engine``."""
        self._engine = engine

    def describe(self) -> list[Metric]:
        """Return the names, so that nobody else takes them; asks no database."""
        return [gauge.family() for gauge in self.gauges]

    def collect(self) -> Iterator[Metric]:
        """Yield one family a gauge with all its samples; none while the database is away."""
        samples: defaultdict[str, list[tuple[str | None, float]]] = defaultdict(list)
        try:
            with self._engine.connect() as conn:
                for name, label, value in conn.execute(text(self.query)):
                    samples[name].append((label, float(value)))
        except SQLAlchemyError as error:
            _log.warning("metrics_without_database", error=type(error).__name__)
            return
        for gauge in self.gauges:
            if gauge.name in samples:
                yield gauge.family(samples[gauge.name])


# The first 48 bits of a UUIDv7 are the milliseconds at which the event was recorded; ``time`` is when it happened, and an
# imported event happened long ago.
_RECORDED_MS = "('x' || translate(left(event_id::text, 13), '-', ''))::bit(48)::bigint"


class OutboxCollector(QueryCollector):
    """What waits for the sequencer and for the relay."""

    gauges = (OUTBOX_PENDING, OUTBOX_AGE_SECONDS, LOG_POSITION, RELAY_POSITION, RELAY_LAG)
    query = f"""
        SELECT '{OUTBOX_PENDING.name}', NULL, count(*) FROM outbox
        UNION ALL SELECT '{OUTBOX_AGE_SECONDS.name}', NULL, coalesce(
            (SELECT greatest(0, extract(epoch FROM now()) - {_RECORDED_MS} / 1000.0) FROM outbox ORDER BY id LIMIT 1), 0)
        UNION ALL SELECT '{LOG_POSITION.name}', NULL, posisi FROM log_head
        UNION ALL SELECT '{RELAY_POSITION.name}', tujuan, posisi FROM relay
        UNION ALL SELECT '{RELAY_LAG.name}', tujuan, log_head.posisi - relay.posisi FROM relay, log_head
    """  # noqa: S608 - constants only


class ConsumerCollector(QueryCollector):
    """How far the consumer is, and what it could not read."""

    gauges = (DEAD_LETTERS, CONSUMER_AGE_SECONDS)
    query = f"""
        SELECT '{DEAD_LETTERS.name}', NULL, count(*) FROM surat_mati WHERE selesai_pada IS NULL
        UNION ALL SELECT '{CONSUMER_AGE_SECONDS.name}', replace(sumber, '/simpul/', ''),
            greatest(0, extract(epoch FROM now() - max(waktu))) FROM kemajuan WHERE posisi > 0 GROUP BY sumber
    """  # noqa: S608 - constants only
