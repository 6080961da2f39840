"""Traces: W3C traceparent through HTTP, gRPC, outbox and Kafka. Without an endpoint everything here does nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext

from opentelemetry import context, propagate, trace
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import SpanProcessor, TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor

_HEADER = "traceparent"


class _Switch:
    """Whether this process traces; off until :func:`configure_tracing` found an endpoint."""

    tracer: trace.Tracer | None = None
    provider: TracerProvider | None = None


def configure_tracing(service: str, endpoint: str | None, *, processor: SpanProcessor | None = None) -> None:
    """Send spans to the OTLP/HTTP endpoint (or to ``processor``, in tests). Call it after any fork."""
    if not endpoint and processor is None:
        return
    provider = TracerProvider(resource=Resource.create({"service.name": service}))
    provider.add_span_processor(processor or BatchSpanProcessor(OTLPSpanExporter(endpoint=_traces_url(endpoint or ""))))
    _Switch.provider = provider
    _Switch.tracer = provider.get_tracer("simpul")


def _traces_url(endpoint: str) -> str:
    return endpoint if endpoint.endswith("/v1/traces") else f"{endpoint.rstrip('/')}/v1/traces"


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
    token = context.attach(propagate.extract({_HEADER: traceparent}))
    try:
        yield
    finally:
        context.detach(token)
