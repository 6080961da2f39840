"""Channels to other services: the key, a deadline, the trace, and no waiting for a neighbour that is away."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import grpc

from chassis.grpc.certificates import Certificates, RenewedChannel
from chassis.telemetry import inject
from chassis.telemetry.metrics import NEIGHBOUR_UP

DEADLINE = 2.0
"""Seconds that a question to a neighbour may take, unless the call says less."""

_OPTIONS = (
    ("grpc.max_receive_message_length", 8 * 1024 * 1024),
    ("grpc.initial_reconnect_backoff_ms", 100),
    ("grpc.max_reconnect_backoff_ms", 2000),
    ("grpc.keepalive_time_ms", 20_000),
    ("grpc.keepalive_timeout_ms", 5_000),
    ("grpc.enable_http_proxy", 0),
)

_SILENCE = (grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.DEADLINE_EXCEEDED)


Key = str | Callable[[], str | None] | None
"""What a call shows: always the same, or asked for anew, or nothing."""


def channel(
    address: str,
    *,
    key: Key,
    deadline: float = DEADLINE,
    service: str | None = None,
    certificates: Certificates | None = None,
) -> grpc.Channel:
    """Return a channel to ``host:port`` that shows ``key`` in every call; open it after any fork.

    Every unary call gets the deadline unless it brings a shorter one of its own; streams stay open. With ``service`` the
    metrics tell whether that neighbour answered. With ``certificates`` it is mTLS, and whoever answers must be ``service``.
    """

    def open_(credentials: Any) -> grpc.Channel:
        named = [("grpc.ssl_target_name_override", service)] if service else []
        return grpc.secure_channel(address, credentials, options=[*_OPTIONS, *named])

    if certificates is None:
        opened = grpc.insecure_channel(address, options=_OPTIONS)
    else:
        opened = RenewedChannel(certificates, open_)
    return grpc.intercept_channel(opened, _Caller(key, deadline, service))


@dataclass(frozen=True)
class _Details(grpc.ClientCallDetails):  # type: ignore[misc]  # grpc ships no types
    """The details of a call, completed."""

    method: str
    timeout: float | None
    metadata: Sequence[tuple[str, str]]
    credentials: Any
    wait_for_ready: bool | None
    compression: Any


class _Caller(grpc.UnaryUnaryClientInterceptor, grpc.UnaryStreamClientInterceptor):  # type: ignore[misc]
    """Completes every call."""

    def __init__(self, key: Key, deadline: float, service: str | None) -> None:
        self._key = key
        self._deadline = deadline
        self._service = service

    def intercept_unary_unary(self, continuation: Callable[[Any, Any], Any], details: Any, request: Any) -> Any:
        """Complete a question."""
        given = details.timeout
        timeout = self._deadline if given is None else min(given, self._deadline)
        call = continuation(self._completed(details, timeout), request)
        call.add_done_callback(self._note)
        return call

    def intercept_unary_stream(self, continuation: Callable[[Any, Any], Any], details: Any, request: Any) -> Any:
        """Complete a subscription."""
        return continuation(self._completed(details, details.timeout), request)

    def _note(self, call: Any) -> None:
        """Note whether there was an answer; a refusal is one. Who was never asked has no sample."""
        if self._service:
            NEIGHBOUR_UP.labels(self._service).set(0 if call.code() in _SILENCE else 1)

    def _completed(self, details: Any, timeout: float | None) -> _Details:
        metadata = list(details.metadata or ())
        key = self._key() if callable(self._key) else self._key
        if key is not None:
            metadata.append(("authorization", f"Bearer {key}"))
        traceparent = inject()
        if traceparent:
            metadata.append(("traceparent", traceparent))
        return _Details(details.method, timeout, metadata, details.credentials, False, details.compression)
