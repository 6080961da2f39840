"""The roles that a process of a service may play, alone in a cluster or together in ``serve``.

A *task* runs in a thread of its own until its event is set. A task that fails takes the process down, in good order and
with an exit code, for whoever supervises it to start it again.
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import grpc
import structlog
from prometheus_client.registry import REGISTRY
from sqlalchemy import Engine

from chassis.bus import Subscriber
from chassis.bus.broker import open_publisher, open_subscriber
from chassis.bus.feed import FeedSubscriber
from chassis.collectors import ConsumerCollector, LagCollector, OutboxCollector, QueryCollector
from chassis.consumer import Consumer, Handler, SkipAll, read_places, read_progress
from chassis.lifeline import follow_lifeline
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
    collectors: tuple[type[QueryCollector], ...] = ()
    """What the service has to tell of its work, at the scrape of the process that consumes."""


def relay_tasks(wiring: Wiring) -> list[Task]:
    """Return the sequencer, and the relay where events go to Kafka."""
    tasks: list[Task] = [Sequencer(wiring.engine).run]
    if wiring.settings.bus == "kafka":
        publisher = open_publisher(wiring.settings)
        tasks.append(Relay(wiring.engine, wiring.settings.service, publisher, tujuan="kafka").run)
    watch(wiring.engine, OutboxCollector)
    return tasks


def consume_tasks(wiring: Wiring) -> list[Task]:
    """Return the consumer and the timed jobs."""
    watch(wiring.engine, ConsumerCollector, *wiring.collectors)
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
    follow_lifeline(os.getpid())


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


def _subscriber(wiring: Wiring) -> Subscriber:
    if wiring.settings.bus == "kafka":
        return open_subscriber(wiring.settings, wiring.sources, lambda: _places(wiring.engine))
    sources = {source: _connector(wiring, source) for source in wiring.sources}
    return FeedSubscriber(sources, lambda: _progress(wiring.engine))


def _connector(wiring: Wiring, source: str) -> Callable[[], grpc.Channel]:
    return lambda: wiring.connect(source)


def _progress(engine: Engine) -> dict[tuple[str, int], int]:
    with engine.connect() as conn:
        return read_progress(conn)


def _places(engine: Engine) -> dict[tuple[str, int], tuple[int, int]]:
    with engine.connect() as conn:
        return read_places(conn)


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


def watch(engine: Engine, *collectors: type[QueryCollector]) -> None:
    """Expose the gauges of ``collectors`` on this process' ``/metrics``."""
    for collector in collectors:
        REGISTRY.register(collector(engine))
