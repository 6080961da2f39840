"""The HTTP server: gunicorn in one worker process with threads; other work of the process runs beside it.

The worker is forked before anything has threads: the application, and each piece of background work, is made in the
worker. SIGTERM makes ``/readyz`` say 503, lets running requests end, then stops the background work.
"""

from __future__ import annotations

import os
import select
import signal
import threading
from collections.abc import Callable, Sequence
from typing import Any

import structlog
from flask import Flask
from gunicorn.app.base import BaseApplication
from gunicorn.glogging import Logger
from gunicorn.workers.gthread import ThreadWorker

from chassis.http.context import EXTENSION
from chassis.lifeline import follow_lifeline

GRACE = 25
"""Seconds from SIGTERM until what still runs is cut off."""

_STAY_MS = 10
"""Milliseconds for which a thread waits for the next request of the connection that it has just answered."""

Background = Callable[[threading.Event], None]
"""Work beside HTTP: runs in a thread of its own until the event is set, then returns."""

_log = structlog.get_logger(__name__)


def serve(
    make_app: Callable[[], Flask],
    *,
    host: str,
    port: int,
    threads: int,
    cpu: int | None = None,
    background: Sequence[Background] = (),
    on_start: Callable[[], None] | None = None,
) -> None:
    """Serve until SIGTERM or SIGINT; does not return before.

    ``cpu`` is the processor that the worker stays on, with all its threads. ``on_start`` runs first in the worker
    (tracing starts a thread, so it belongs here), then ``make_app``, then each ``background``. When one of these ends
    early, the whole process ends in good order, for its supervisor to start again.
    """
    _Server(make_app, host=host, port=port, threads=threads, cpu=cpu, background=background, on_start=on_start).run()


class _QuietLogger(Logger):  # type: ignore[misc]  # gunicorn ships no types
    """Hands gunicorn's messages to our own logging."""

    def setup(self, cfg: Any) -> None:
        """Keep the handlers that are there."""
        self.error_log.propagate = True
        self.access_log.propagate = False


class _DrainingWorker(ThreadWorker):  # type: ignore[misc]
    """A thread worker that says it is draining before it stops."""

    def handle(self, conn: Any) -> object:
        """Answer the request; while each connection can have a thread of its own, stay for the one that follows."""
        kept = super().handle(conn)
        while kept is True and self._is_followed(conn):
            kept = super().handle(conn)
        return kept

    def _is_followed(self, conn: Any) -> bool:
        """Tell whether the next request comes at once: the way through the poller to another thread costs 0.1 ms."""
        if not self.alive or self.nr_conns > self.cfg.threads:
            return False
        poll = select.poll()
        poll.register(conn.sock, select.POLLIN)
        return bool(conn.parser.unreader.buf.getvalue() or poll.poll(_STAY_MS))

    def handle_exit(self, sig: int, frame: object) -> None:
        """Begin the graceful end."""
        self.app.drain()
        super().handle_exit(sig, frame)

    def is_parent_alive(self) -> bool:
        """Tell whether the master lives; without one, end as gracefully as when told to."""
        alive = bool(super().is_parent_alive())
        if not alive:
            self.handle_exit(0, None)
        return alive

    def set_accept_enabled(self, enabled: bool) -> None:
        """Close the door when the end began: who waits outside is let in first, who comes later is told at once."""
        super().set_accept_enabled(enabled)
        if not self.alive:
            for listener in self.sockets:
                while select.select([listener], [], [], 0)[0]:
                    self.accept(listener)
                listener.close()
            self.sockets.clear()


class _Server(BaseApplication):  # type: ignore[misc]
    """gunicorn's application without its command line."""

    def __init__(
        self,
        make_app: Callable[[], Flask],
        *,
        host: str,
        port: int,
        threads: int,
        cpu: int | None,
        background: Sequence[Background],
        on_start: Callable[[], None] | None,
    ) -> None:
        self._make_app = make_app
        self._cpu = cpu
        self._background = background
        self._on_start = on_start
        self._options = {
            "bind": [f"{host}:{port}"],
            "workers": 1,
            "threads": threads,
            "worker_class": _DrainingWorker,
            "worker_connections": 1000,
            "timeout": 60,
            "graceful_timeout": GRACE,
            "keepalive": 15,
            "control_socket_disable": True,
            "logger_class": _QuietLogger,
            "post_worker_init": self._start_background,
            "worker_exit": self._stop_background,
            "limit_request_line": 8190,
        }
        self._stop = threading.Event()
        self._draining = False
        self._threads: list[threading.Thread] = []
        super().__init__()

    def load_config(self) -> None:
        """Set the options."""
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """Make the application, in the worker."""
        if self._cpu is not None:
            os.sched_setaffinity(0, {self._cpu})
        if self._on_start is not None:
            self._on_start()
        return self._make_app()

    def drain(self) -> None:
        """Tell the load balancer, and the background work, that this process ends."""
        self.callable.extensions[EXTENSION].health.draining.set()
        self._draining = True
        self._stop.set()

    def _start_background(self, _: Any) -> None:
        follow_lifeline(os.getppid())
        for work in self._background:
            thread = threading.Thread(target=self._guard, args=(work,), name=getattr(work, "__name__", "work"))
            thread.daemon = True
            thread.start()
            self._threads.append(thread)

    def _guard(self, work: Background) -> None:
        """Run the work; when it ends before it was told to, end the process in good order, for its supervisor to see."""
        try:
            work(self._stop)
        except Exception:  # noqa: BLE001 - a process edge: logged, and the process ends
            _log.exception("background.died", work=getattr(work, "__name__", "work"))
        if not self._draining:
            os.kill(os.getppid(), signal.SIGTERM)

    def _stop_background(self, _: Any, __: Any) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join(timeout=GRACE)
