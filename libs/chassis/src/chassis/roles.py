"""The roles that a process of a service may play, alone in a cluster or together in ``serve``.

A *task* runs in a thread of its own until its event is set. A task that fails takes the process down, in good order and
with an exit code, for whoever supervises it to start it again.
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import grpc
import structlog
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import REGISTRY, Collector
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from chassis.bus import Publisher, Subscriber
from chassis.bus.feed import FeedSubscriber
from chassis.bus.kafka import KafkaPublisher, KafkaSubscriber, connection_options, topic_of
from chassis.consumer import Consumer, Handler, SkipAll, read_progress
from chassis.outbox import Relay, Sequencer
from chassis.settings import Settings

Task = Callable[[threading.Event], None]

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, kw_only=True)
class Wiring:
    """What the roles of one service are made of."""

    settings: Settings
    engine: Engine
    connect: Callable[[str], grpc.Channel]
    """Opens a channel to another service, with its key."""
    handler: Handler = field(default_factory=SkipAll)
    sources: tuple[str, ...] = ()
    """The services whose events are consumed."""
    jobs: tuple[Task, ...] = ()
    """Timed jobs; they run where the consumer runs."""


def relay_tasks(wiring: Wiring) -> list[Task]:
    """Return the sequencer, and the relay where events go to Kafka."""
    tasks: list[Task] = [Sequencer(wiring.engine).run]
    if wiring.settings.bus == "kafka":
        tasks.append(Relay(wiring.engine, wiring.settings.service, _publisher(wiring), tujuan="kafka").run)
    watch(wiring.engine, OutboxCollector)
    return tasks


def consume_tasks(wiring: Wiring) -> list[Task]:
    """Return the consumer and the timed jobs."""
    watch(wiring.engine, ConsumerCollector)
    return [_consume(wiring), *wiring.jobs] if wiring.sources else list(wiring.jobs)


def run_tasks(tasks: Sequence[Task], stop: threading.Event) -> bool:
    """Run the tasks until ``stop`` is set or one of them ends; return whether all ended because they were told to."""
    failed = threading.Event()
    threads = [threading.Thread(target=_guard, args=(task, stop, failed), daemon=True) for task in tasks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return not failed.is_set()


def stop_on_signal(stop: threading.Event) -> None:
    """Set ``stop`` at SIGTERM, SIGINT, and when the process that started us is gone."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    follow_lifeline()


def follow_lifeline() -> None:
    """End this process when the supervisor's end of the pipe in ``SIMPUL_LIFELINE_FD`` closes, however it died."""
    lifeline = os.environ.get("SIMPUL_LIFELINE_FD")
    if lifeline is not None:
        threading.Thread(target=_wait_for_end, args=(int(lifeline),), name="lifeline", daemon=True).start()


def _wait_for_end(lifeline: int) -> None:
    os.read(lifeline, 1)
    os.kill(os.getpid(), signal.SIGTERM)


def _guard(task: Task, stop: threading.Event, failed: threading.Event) -> None:
    try:
        task(stop)
    except Exception:  # noqa: BLE001 - the edge of a process: a task must not die unseen
        _log.exception("task_failed", task=getattr(task, "__qualname__", repr(task)))
        failed.set()
    finally:
        if not stop.is_set():
            failed.set()
            stop.set()


def _publisher(wiring: Wiring) -> Publisher:
    return KafkaPublisher(topic_of(wiring.settings.service), connection_options(wiring.settings))


def _subscriber(wiring: Wiring) -> Subscriber:
    settings = wiring.settings
    if settings.bus == "kafka":
        session = 45000 if settings.prod else 6000
        topics = [topic_of(source) for source in wiring.sources]
        return KafkaSubscriber(settings.service, topics, connection_options(settings), session_ms=session)
    sources = {source: _connector(wiring, source) for source in wiring.sources}
    return FeedSubscriber(sources, lambda: _progress(wiring.engine))


def _connector(wiring: Wiring, source: str) -> Callable[[], grpc.Channel]:
    return lambda: wiring.connect(source)


def _progress(engine: Engine) -> dict[tuple[str, int], int]:
    with engine.connect() as conn:
        return read_progress(conn)


def _consume(wiring: Wiring) -> Task:
    def consume(stop: threading.Event) -> None:
        subscriber = _subscriber(wiring)
        collector = LagCollector(subscriber)
        REGISTRY.register(collector)
        try:
            Consumer(wiring.engine, subscriber, wiring.handler).run(stop)
        finally:
            REGISTRY.unregister(collector)

    return consume


class LagCollector(Collector):
    """How many events wait for the consumer, by source, at the moment of the scrape."""

    def __init__(self, subscriber: Subscriber) -> None:
        """Ask ``subscriber``."""
        self._subscriber = subscriber

    def collect(self) -> Iterator[Metric]:
        """Yield the lag."""
        lag = GaugeMetricFamily("simpul_consumer_lag", "Events that wait, by source.", labels=["source"])
        for source, waiting in self._subscriber.lag().items():
            lag.add_metric([source], waiting)
        yield lag


class _QueryCollector(Collector):
    """Gauges read from the database when they are scraped, so that nothing is done in between."""

    query = ""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def collect(self) -> Iterator[Metric]:
        """Yield the gauges; none while the database is away."""
        try:
            with self._engine.connect() as conn:
                rows = conn.execute(text(self.query)).all()
        except DBAPIError as error:
            _log.warning("metrics_without_database", error=type(error).__name__)
            return
        for name, help_, label, value in rows:
            gauge = GaugeMetricFamily(name, help_, labels=["of"])
            gauge.add_metric([label], float(value))
            yield gauge


class OutboxCollector(_QueryCollector):
    """What waits for the sequencer and for the relay."""

    query = """
        SELECT 'simpul_outbox_pending', 'Rows that wait for their position.', 'outbox', count(*) FROM outbox
        UNION ALL SELECT 'simpul_outbox_age_seconds', 'Age of the oldest of them.', 'outbox',
            coalesce(extract(epoch FROM now() - min(time)), 0)
            FROM (SELECT time FROM outbox ORDER BY id LIMIT 1) AS oldest
        UNION ALL SELECT 'simpul_log_position', 'The newest position of the log.', 'log', posisi FROM log_head
        UNION ALL SELECT 'simpul_relay_lag', 'Events that wait for the relay.', tujuan, log_head.posisi - relay.posisi
            FROM relay, log_head
    """


class ConsumerCollector(_QueryCollector):
    """How far the consumer is, and what it could not read."""

    query = """
        SELECT 'simpul_dead_letters', 'Dead letters that wait to be sent again.', 'surat_mati', count(*)
            FROM surat_mati WHERE selesai_pada IS NULL
        UNION ALL SELECT 'simpul_consumer_age_seconds', 'Age of the newest event in effect, by source.', sumber,
            greatest(0, extract(epoch FROM now() - max(waktu))) FROM kemajuan WHERE posisi > 0 GROUP BY sumber
    """


def watch(engine: Engine, collector: type[_QueryCollector]) -> None:
    """Expose the gauges of ``collector`` on this process' ``/metrics``."""
    REGISTRY.register(collector(engine))
