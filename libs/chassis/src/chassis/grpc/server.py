"""The gRPC server of a service: health, reflection outside production, callers, scopes, and the same error map as HTTP."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import grpc
import structlog
from grpc_health.v1 import health, health_pb2, health_pb2_grpc
from grpc_reflection.v1alpha import reflection

from chassis.grpc.certificates import Certificates
from chassis.grpc.guard import Guard
from chassis.grpc.scope import OPEN, ScopeTable, check_scopes
from chassis.identity import Identity
from chassis.problem import Katalog
from chassis.settings import Settings

GRACE = 20.0
"""Seconds that running rpcs have after the server was told to stop."""

MAX_MESSAGE = 8 * 1024 * 1024
_OPTIONS = (
    ("grpc.max_receive_message_length", MAX_MESSAGE),
    ("grpc.max_send_message_length", MAX_MESSAGE),
    ("grpc.so_reuseport", 0),
    ("grpc.http2.min_ping_interval_without_data_ms", 5000),
    ("grpc.keepalive_permit_without_calls", 1),
)

Adder = Callable[[Any], None]
"""Adds a servicer to the server it is given: ``lambda server: add_XServicer_to_server(servicer, server)``."""

_log = structlog.get_logger(__name__)


class GrpcServer:
    """A server with its health service; make it after any fork."""

    def __init__(
        self, server: grpc.Server, health_servicer: health.HealthServicer, names: Sequence[str], port: int
    ) -> None:
        """Wrap what :func:`create_server` put together."""
        self._server = server
        self._health = health_servicer
        self._names = names
        self.port = port

    def start(self) -> None:
        """Serve."""
        self._server.start()
        for name in ("", *self._names):
            self._health.set(name, health_pb2.HealthCheckResponse.SERVING)
        _log.info("grpc.serving", port=self.port)

    def stop(self, grace: float = GRACE) -> None:
        """Say NOT_SERVING, take no new rpc, let the running ones end."""
        self._health.enter_graceful_shutdown()
        self._server.stop(grace).wait()

    def run(self, stop: threading.Event) -> None:
        """Serve until ``stop`` is set; a role's task."""
        self.start()
        stop.wait()
        self.stop()


def create_server(
    settings: Settings,
    identity: Identity,
    *,
    add: Iterable[Adder],
    scopes: ScopeTable,
    katalog: Katalog | None = None,
    host: str | None = None,
    port: int | None = None,
    threads: int = 32,
) -> GrpcServer:
    """Return the server, bound and not started.

    ``scopes`` names the scope of each rpc that ``add`` brings; raises :class:`RpcScopeMissing` otherwise. A stream that
    stays open holds one of the ``threads``. ``port`` 0 takes a free one.
    """
    table = {**OPEN, **scopes}
    certificates = Certificates.told(settings)
    server = grpc.server(
        ThreadPoolExecutor(max_workers=threads, thread_name_prefix="grpc"),
        interceptors=[Guard(identity, table, katalog or Katalog(), certified=certificates is not None)],
        options=_OPTIONS,
    )
    recorder = _Recorder(server)
    for adder in add:
        adder(recorder)
    health_servicer = health.HealthServicer()
    health_pb2_grpc.add_HealthServicer_to_server(health_servicer, recorder)
    check_scopes(recorder.methods, table)
    names = sorted({method.split("/")[1] for method in recorder.methods})
    if not settings.prod:
        reflection.enable_server_reflection([*names, reflection.SERVICE_NAME], server)
    wanted = settings.grpc_port if port is None else port
    address = f"{host or settings.host}:{wanted}"
    if certificates is None:
        bound = server.add_insecure_port(address)
    else:
        bound = server.add_secure_port(address, certificates.make_server_credentials())
    return GrpcServer(server, health_servicer, names, bound)


class _Recorder:
    """Passes servicers on to the server and remembers their methods."""

    def __init__(self, server: grpc.Server) -> None:
        self._server = server
        self.methods: list[str] = []

    def add_generic_rpc_handlers(self, handlers: Sequence[Any]) -> None:
        """Pass on; the registered handlers that follow name the methods."""
        self._server.add_generic_rpc_handlers(handlers)

    def add_registered_method_handlers(self, service: str, handlers: dict[str, Any]) -> None:
        """Remember and pass on."""
        self.methods += [f"/{service}/{name}" for name in handlers]
        self._server.add_registered_method_handlers(service, handlers)
