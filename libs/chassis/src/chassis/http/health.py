"""``/livez``, ``/readyz`` and ``/metrics``: for HTTP processes before the host check, for others on a port of their own."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import structlog
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from chassis.database.migration import is_current
from chassis.http.security import Environ, StartResponse, WsgiApp
from chassis.telemetry.metrics import READY

Check = Callable[[], str | None]
"""Returns why the process is not ready, or None."""

_log = structlog.get_logger(__name__)


class Health:
    """Whether this process lives, is ready, and what it has counted."""

    def __init__(self, checks: Sequence[Check] = ()) -> None:
        """Be ready when every check has nothing to say."""
        self.draining = threading.Event()
        self._checks = list(checks)

    def faults(self) -> list[str]:
        """Return the reasons why no work should be sent here."""
        if self.draining.is_set():
            return ["draining"]
        return [fault for check in self._checks if (fault := check()) is not None]

    def answer(self, path: str) -> tuple[int, str, bytes] | None:
        """Return status, content type and body for a probe's path; None for any other."""
        if path == "/livez":
            return 200, "text/plain; charset=utf-8", b"ok\n"
        if path == "/readyz":
            faults = self.faults()
            return (503 if faults else 200), "text/plain; charset=utf-8", ("\n".join(faults) or "ok").encode() + b"\n"
        if path == "/metrics":
            READY.set(not self.faults())
            return 200, CONTENT_TYPE_LATEST, generate_latest()
        return None


class HealthGate:
    """WSGI middleware that answers the probes itself."""

    def __init__(self, app: WsgiApp, health: Health) -> None:
        """Stand before ``app``."""
        self._app = app
        self._health = health

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a probe, pass on everything else."""
        found = (
            self._health.answer(environ.get("PATH_INFO", "")) if environ["REQUEST_METHOD"] in ("GET", "HEAD") else None
        )
        if found is None:
            return self._app(environ, start_response)
        status, kind, body = found
        line = "200 OK" if status == 200 else "503 Service Unavailable"
        start_response(line, [("Content-Type", kind), ("Content-Length", str(len(body)))])
        return [body] if environ["REQUEST_METHOD"] == "GET" else []


def database_check(engine: Engine, service: str | None) -> Check:
    """Return a check that the database answers and stands at this build's newest migration, or beyond.

    Without a service it only has to answer.
    """
    current = threading.Event()

    def check() -> str | None:
        try:
            with engine.connect() as conn:
                conn.exec_driver_sql("SELECT 1")
                if service and not current.is_set() and not is_current(conn, service):
                    return "migrations are missing"
        except SQLAlchemyError as error:
            _log.warning("readyz.database", error=type(error).__name__)
            return "the database does not answer"
        current.set()
        return None

    return check


def wait_for(check: Check, *, seconds: float) -> str | None:
    """Look once a second until the check has nothing to say; return what it still says after ``seconds``."""
    deadline, pause = time.monotonic() + seconds, threading.Event()
    while (fault := check()) is not None and time.monotonic() < deadline:
        pause.wait(1)
    return fault


class HealthServer:
    """Serves the probes of a process that has no HTTP of its own."""

    def __init__(self, health: Health, host: str, port: int) -> None:
        """Bind to ``host:port``."""
        handler = type("Handler", (_Handler,), {"health": health})
        self._server = ThreadingHTTPServer((host, port), handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, name="health", daemon=True)

    def start(self) -> None:
        """Serve in a thread."""
        self._thread.start()

    def stop(self) -> None:
        """Stop serving."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(timeout=5)


class _Handler(BaseHTTPRequestHandler):
    """Answers a probe, 404 for everything else."""

    health: Health
    timeout = 5

    def do_GET(self) -> None:
        """Answer."""
        status, kind, body = self.health.answer(self.path) or (404, "text/plain", b"")
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Log nothing: a probe every few seconds is no news."""
