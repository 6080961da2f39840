"""Telemetry: logs as JSON without secrets, metrics with fixed names, traces when they are switched on."""

from chassis.telemetry.logs import configure_logs
from chassis.telemetry.tracing import attach, batch_span, configure_tracing, inject, is_tracing, span, stop_tracing

__all__ = [
    "attach",
    "batch_span",
    "configure_logs",
    "configure_tracing",
    "inject",
    "is_tracing",
    "span",
    "stop_tracing",
]
