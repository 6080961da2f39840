"""Traces: off without an endpoint, and one trace from end to end when on."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from chassis.telemetry import attach, batch_span, configure_tracing, inject, is_tracing, span, stop_tracing

PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


@pytest.fixture
def spans() -> Iterator[InMemorySpanExporter]:
    exporter = InMemorySpanExporter()
    configure_tracing("perizinan", None, processor=SimpleSpanProcessor(exporter))
    yield exporter
    stop_tracing()


def test_without_an_endpoint_nothing_happens() -> None:
    configure_tracing("perizinan", None)

    with attach(PARENT), span("a"):
        assert inject() == ""
    assert not is_tracing()


def test_a_span_belongs_to_the_trace_that_came_in(spans: InMemorySpanExporter) -> None:
    with attach(PARENT), span("a"):
        outgoing = inject()

    assert outgoing.split("-")[1] == PARENT.split("-")[1]
    assert outgoing.split("-")[2] != PARENT.split("-")[2]
    assert [each.name for each in spans.get_finished_spans()] == ["a"]


def test_what_is_attached_ends_with_its_block(spans: InMemorySpanExporter) -> None:
    with attach(PARENT):
        pass

    assert inject() == ""


@pytest.mark.parametrize("garbage", ["", None, "x", "00-" + "0" * 32 + "-" + "0" * 16 + "-01"])
def test_a_malformed_parent_begins_a_trace_of_its_own(spans: InMemorySpanExporter, garbage: str | None) -> None:
    with attach(garbage), span("a"):
        assert inject().startswith("00-")


def test_a_batch_has_a_span_in_each_of_its_traces(spans: InMemorySpanExporter) -> None:
    other = PARENT.replace("0af7", "1bf8")
    with batch_span("consume", iter([PARENT, "", other, PARENT])), span("handle"):
        pass

    handle, consume, second = sorted(spans.get_finished_spans(), key=lambda each: each.name != "handle")
    if consume.links == ():
        consume, second = second, consume
    assert [f"{each.context.trace_id:032x}" for each in (handle, consume)] == [PARENT.split("-")[1]] * 2
    assert f"{second.context.trace_id:032x}" == other.split("-")[1]
    assert [link.context.span_id for link in consume.links] == [second.context.span_id]
    assert handle.parent is not None
    assert handle.parent.span_id == consume.context.span_id


def test_while_tracing_is_off_nobody_looks_at_the_events_of_a_batch() -> None:
    events = iter([PARENT])
    with batch_span("consume", events):
        pass

    assert next(events) == PARENT
