"""Traces: W3C traceparent through HTTP, gRPC, outbox and Kafka. Without an endpoint everything here does nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from importlib import import_module
from typing import TYPE_CHECKING

from opentelemetry import context, propagate, trace

if TYPE_CHECKING:
    from opentelemetry.sdk.trace import SpanProcessor, TracerProvider

_HEADER = "traceparent"


class _Switch:
    """Whether this process traces; off until :func:`configure_tracing` found an endpoint."""

    tracer: trace.Tracer | None = None
    provider: TracerProvider | None = None


def configure_tracing(service: str, endpoint: str | None, *, processor: SpanProcessor | None = None) -> None:
    """Send spans to the OTLP/HTTP endpoint (or to ``processor``, in tests). Call it after any fork.

    The SDK and its exporter are imported here, by name: they cost every command a tenth of its start, and few trace.
    """
    if not endpoint and processor is None:
        return
    provider: TracerProvider = import_module("chassis.telemetry._exporting").make_provider(service, endpoint, processor)
    _Switch.provider = provider
    _Switch.tracer = provider.get_tracer("simpul")


def stop_tracing() -> None:
    """Send what is left and switch off."""
    if _Switch.provider is not None:
        _Switch.provider.shutdown()
    _Switch.provider = _Switch.tracer = None


def is_tracing() -> bool:
    """Tell whether spans are being made."""
    return _Switch.tracer is not None


def span(name: str, **attributes: str | int) -> AbstractContextManager[object]:
    """Return a context in which a span of this name is open."""
    if _Switch.tracer is None:
        return nullcontext()
    return _Switch.tracer.start_as_current_span(name, attributes=attributes)


def batch_span(name: str, traceparents: Iterable[str]) -> AbstractContextManager[object]:
    """Return a context in which a span of this name is open in each trace that a batch brings.

    The first of them is the current one, and linked to the others: what is made inside belongs to it. ``traceparents``
    is not even looked at while tracing is off, so hand in a generator.
    """
    if _Switch.tracer is None:
        return nullcontext()
    return _spans(_Switch.tracer, name, [parent for parent in dict.fromkeys(traceparents) if parent])


def inject() -> str:
    """Return the traceparent of the span that is open, or the empty text."""
    if _Switch.tracer is None:
        return ""
    carrier: dict[str, str] = {}
    propagate.inject(carrier)
    return carrier.get(_HEADER, "")


def attach(traceparent: str | None) -> AbstractContextManager[None]:
    """Return a context in which new spans belong to that trace."""
    if _Switch.tracer is None or not traceparent:
        return nullcontext()
    return _attached(traceparent)


@contextmanager
def _attached(traceparent: str) -> Iterator[None]:
    token = context.attach(_context_of(traceparent))
    try:
        yield
    finally:
        context.detach(token)


@contextmanager
def _spans(tracer: trace.Tracer, name: str, parents: list[str]) -> Iterator[None]:
    kind = trace.SpanKind.CONSUMER
    with ExitStack() as stack:
        others = [tracer.start_span(name, _context_of(parent), kind) for parent in parents[1:]]
        for other in others:
            stack.callback(other.end)
        first = _context_of(parents[0]) if parents else None
        links = [trace.Link(other.get_span_context()) for other in others]
        stack.enter_context(tracer.start_as_current_span(name, first, kind, links=links))
        yield


def _context_of(traceparent: str) -> context.Context:
    return propagate.extract({_HEADER: traceparent})
