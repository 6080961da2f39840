"""Real processes of the made-up service, to be killed: by a failpoint they reach, or from outside.

They are forked from a server that has imported everything and has no threads, so that a start costs milliseconds.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.process import BaseProcess
from types import TracebackType
from typing import Any

from sqlalchemy import Engine

from chassis.bus.kafka import KafkaPublisher, KafkaSubscriber
from chassis.consumer import Consumer, Handler, read_places
from chassis.database import create_engine
from chassis.failpoint import arm
from chassis.outbox import Relay, Sequencer
from tests.support.uji.handler import EfekHandler

_forkserver = multiprocessing.get_context("forkserver")
_forkserver.set_forkserver_preload([__name__])


@dataclass(frozen=True, kw_only=True)
class Job:
    """What one process is to do."""

    role: str
    url: str
    name: str = "a"
    failpoint: str | None = None
    service: str = "uji"
    handler: Callable[[], Handler] = EfekHandler
    bootstrap: str = ""
    topics: tuple[str, ...] = ()
    group: str = "uji"
    options: dict[str, Any] = field(default_factory=dict)


def work(job: Job) -> None:
    """Play the role until SIGTERM; the body of the process."""
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ["PGAPPNAME"] = job.name
    arm(job.failpoint)
    ROLES[job.role](job, create_engine(job.url), stop)


def _sequence(_job: Job, engine: Engine, stop: threading.Event) -> None:
    Sequencer(engine).run(stop)


def _relay(job: Job, engine: Engine, stop: threading.Event) -> None:
    publisher = KafkaPublisher(job.topics[0], {"bootstrap_servers": job.bootstrap, **job.options})
    Relay(engine, job.service, publisher, tujuan="kafka").run(stop)
    publisher.close()


def _consume(job: Job, engine: Engine, stop: threading.Event) -> None:
    options = {"bootstrap_servers": job.bootstrap, **job.options}

    def places() -> dict[tuple[str, int], tuple[int, int]]:
        with engine.connect() as conn:
            return read_places(conn)

    subscriber = KafkaSubscriber(job.group, job.topics, options, places, session_ms=6000)
    Consumer(engine, subscriber, job.handler()).run(stop)


ROLES: dict[str, Callable[[Job, Engine, threading.Event], None]] = {
    "sequence": _sequence,
    "relay": _relay,
    "consume": _consume,
}


class Crew:
    """The processes of a test; those that still live are killed at its end."""

    def __init__(self) -> None:
        """Start nobody yet."""
        self._processes: dict[str, BaseProcess] = {}

    def __enter__(self) -> Crew:
        """Give the crew."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Kill who is left."""
        for name in list(self._processes):
            self.kill(name)

    def start(self, role: str, engine: Engine, *, name: str = "a", **job: Any) -> BaseProcess:
        """Start a process under a name."""
        url = engine.url.render_as_string(hide_password=False)
        process = _forkserver.Process(target=work, args=(Job(role=role, url=url, name=name, **job),), name=name)
        process.start()
        self._processes[name] = process
        return process

    def kill(self, name: str) -> None:
        """Kill one with SIGKILL and bury it."""
        process = self._processes.pop(name)
        process.kill()
        process.join()

    def stop(self, name: str) -> None:
        """Ask one to stop, and wait until it has."""
        process = self._processes.pop(name)
        process.terminate()
        process.join(30)
        code = process.exitcode
        process.kill()
        assert code == 0, f"{name} did not stop in good order; exit code {code}"

    def wait_for_death(self, name: str, *, timeout: float = 60) -> None:
        """Wait until one has died at its failpoint."""
        process = self._processes.pop(name)
        process.join(timeout)
        code = process.exitcode
        process.kill()
        assert code == -signal.SIGKILL, f"{name} did not reach its failpoint; exit code {code}"
