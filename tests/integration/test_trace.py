"""One trace: from a citizen's request through the outbox and the bus to the handler that counts it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import grpc
import pytest
from opentelemetry.sdk.trace import ReadableSpan
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import SpanContext
from sqlalchemy import Engine

from chassis.bus import Subscriber
from chassis.bus.feed import FeedSubscriber
from chassis.bus.kafka import KafkaPublisher, KafkaSubscriber
from chassis.consumer import Consumer
from chassis.database import create_engine
from chassis.database.migration import upgrade
from chassis.feed import EventFeed
from chassis.http.context import EXTENSION
from chassis.outbox import LogTail, Relay
from chassis.outbox._leader import connect
from chassis.telemetry import configure_tracing, stop_tracing
from pelaporan.adapters.buku import seed_buku
from pelaporan.adapters.fakta_handler import FaktaHandler
from simpul.feed.v1 import feed_pb2_grpc
from tests.support.perizinan import Kantor, make_template, open_kantor
from tests.support.postgres import Postgres
from tests.support.uji.thread import running_task
from tests.support.waiting import wait_until

Bus = Callable[[Kantor, pytest.FixtureRequest], AbstractContextManager[Subscriber]]

OUTSIDE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
BEGUN = datetime(2026, 1, 5, tzinfo=UTC)


@pytest.fixture
def spans() -> Iterator[InMemorySpanExporter]:
    exporter = InMemorySpanExporter()
    configure_tracing("simpul", None, processor=SimpleSpanProcessor(exporter))
    yield exporter
    stop_tracing()


@pytest.fixture
def kantor(postgres: Postgres, tmp_path: Path) -> Iterator[Kantor]:
    with open_kantor(postgres, make_template(postgres), tmp_path) as kantor:
        yield kantor


@pytest.fixture
def pelaporan(database_url: str) -> Iterator[Engine]:
    engine = create_engine(database_url)
    upgrade(engine, "pelaporan")
    with engine.begin() as conn:
        seed_buku(conn, BEGUN)
    yield engine
    engine.dispose()


@contextmanager
def by_feed(kantor: Kantor, _request: pytest.FixtureRequest) -> Iterator[Subscriber]:
    """Follow perizinan's log over gRPC."""
    tail, stop = LogTail(kantor.engine), threading.Event()
    server = grpc.server(ThreadPoolExecutor(4))
    feed_pb2_grpc.add_EventFeedServiceServicer_to_server(EventFeed(kantor.engine, "perizinan", tail, stop), server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    with running_task(tail.run):
        yield FeedSubscriber({"perizinan": lambda: grpc.insecure_channel(f"127.0.0.1:{port}")}, dict)
        stop.set()
        server.stop(1).wait()


@contextmanager
def by_kafka(kantor: Kantor, request: pytest.FixtureRequest) -> Iterator[Subscriber]:
    """Relay perizinan's log to Kafka, and join the group."""
    kafka = request.getfixturevalue("kafka")
    topic = kafka.create_topic(prefix="perizinan.peristiwa")
    options = {"bootstrap_servers": kafka.address}
    publisher = KafkaPublisher(topic, options)
    with connect(kantor.engine) as connection:
        wait_until(lambda: Relay(kantor.engine, "perizinan", publisher, tujuan=topic).drain(connection), timeout=30)
    publisher.close()
    yield KafkaSubscriber(topic, [topic], options, dict, session_ms=6000)


@pytest.mark.parametrize("bus", [by_feed, by_kafka])
def test_the_handler_that_counts_an_event_belongs_to_the_trace_of_the_request_that_wrote_it(
    bus: Bus, kantor: Kantor, pelaporan: Engine, spans: InMemorySpanExporter, request: pytest.FixtureRequest
) -> None:
    berkas = kantor.draft()
    kantor.act("pemohon", berkas, "submit")
    kantor.sequence()
    with bus(kantor, request) as subscriber:
        consumer = Consumer(pelaporan, subscriber, FaktaHandler())
        wait_until(lambda: consumer.step(threading.Event()), timeout=60)
        subscriber.close()

    (submitted,) = _named(spans, "submit")
    (consumed,) = [span for span in _named(spans, "consume") if _trace(span) == _trace(submitted)]
    (handled,) = [span for span in _named(spans, "handle FaktaHandler") if _trace(span) == _trace(submitted)]
    assert _parent(consumed) == _context(submitted).span_id
    assert _parent(handled) == _context(consumed).span_id


@pytest.mark.parametrize("proxies", [0, 1])
def test_a_trace_may_begin_before_us_only_behind_a_proxy_of_ours(
    proxies: int, kantor: Kantor, spans: InMemorySpanExporter
) -> None:
    known = kantor.app.extensions[EXTENSION]
    kantor.app.extensions[EXTENSION] = replace(known, settings=replace(known.settings, proxies=proxies))
    answer = kantor.app.test_client().get("/masuk", headers={"traceparent": OUTSIDE})

    (answered,) = _named(spans, "GET /masuk")
    assert (f"{_trace(answered):032x}" in OUTSIDE) is bool(proxies)
    assert (answered.parent is not None) is bool(proxies)
    assert answered.attributes == {"request_id": answer.headers["X-Request-Id"]}


def _named(spans: InMemorySpanExporter, name: str) -> list[ReadableSpan]:
    return [span for span in spans.get_finished_spans() if span.name.endswith(name)]


def _context(span: ReadableSpan) -> SpanContext:
    context = span.get_span_context()
    assert context is not None
    return context


def _trace(span: ReadableSpan) -> int:
    return _context(span).trace_id


def _parent(span: ReadableSpan) -> int | None:
    return span.parent.span_id if span.parent else None
