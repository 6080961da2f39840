"""The half of tracing that makes and sends spans; loaded by :mod:`chassis.telemetry.tracing` when tracing is on."""

from __future__ import annotations

from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import SpanProcessor, TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor


def make_provider(service: str, endpoint: str, processor: SpanProcessor | None) -> TracerProvider:
    """Return a provider that sends to the OTLP/HTTP endpoint, or to ``processor``."""
    provider = TracerProvider(resource=Resource.create({"service.name": service}))
    provider.add_span_processor(processor or BatchSpanProcessor(OTLPSpanExporter(endpoint=_traces_url(endpoint))))
    return provider


def _traces_url(endpoint: str) -> str:
    return endpoint if endpoint.endswith("/v1/traces") else f"{endpoint.rstrip('/')}/v1/traces"
