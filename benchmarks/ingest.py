"""Durable ingest from Kafka, once in effect, against a raw poll loop and against the ORM row by row."""

from __future__ import annotations

import gc
import threading
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from kafka import KafkaConsumer
from sqlalchemy import Engine, String, func, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from benchmarks.harness import Figure, Stopwatch, interleave, timed
from benchmarks.stage import Stage, fill_log, make_events
from chassis.bus.kafka import KafkaPublisher, KafkaSubscriber
from chassis.consumer import Consumer, calm_collector
from chassis.contracts import decode
from chassis.outbox import LogReader
from chassis.outbox._leader import connect
from pelaporan.adapters.buku import seed_buku
from pelaporan.adapters.fakta_handler import FaktaHandler
from pelaporan.adapters.tables import metadata
from tests.support.kafka import create_topic

EVENTS = 120_000
ROW_BY_ROW = 600


def run(stage: Stage) -> Iterator[Figure]:
    """Fill a topic once, then let each side read it from its start."""
    topic = publish_events(stage, EVENTS)
    medians = interleave(
        {
            "raw poll loop": lambda: poll_raw(stage.kafka, topic, EVENTS),
            "durable ingest": lambda: ingest(stage, topic, EVENTS),
            "ORM row by row": lambda: ingest_row_by_row(stage, topic, ROW_BY_ROW),
        }
    )
    rate = medians["durable ingest"]
    detail = f"{rate:,.0f} events/s"
    raw, orm = medians["raw poll loop"], medians["ORM row by row"]
    what = "durable ingest from Kafka, once in effect"
    yield Figure(what=what, per="raw `poll` loop", ratio=rate / raw, floor=0.45, aim=0.6, detail=detail)
    yield Figure(
        what="the same", per="ORM row by row, event-id table", ratio=rate / orm, floor=60, aim=100, detail=detail
    )


def publish_events(stage: Stage, count: int) -> str:
    """Return a topic that holds ``count`` events, with their headers."""
    topic = create_topic(stage.kafka, prefix="perizinan")
    engine = stage.database("perizinan")
    publisher = KafkaPublisher(topic, {"bootstrap_servers": stage.kafka})
    with timed(f"{count:,} events in Kafka"):
        fill_log(engine, make_events(count))
        with connect(engine) as connection:
            after = 0
            while page := LogReader("perizinan").read(connection, after, 5000):
                publisher.publish(page)
                after = page[-1].posisi
    publisher.close()
    engine.dispose()
    return topic


def poll_raw(bootstrap: str, topic: str, count: int) -> float:
    """Return the messages a second of a loop that polls and does nothing."""
    consumer = KafkaConsumer(
        topic, bootstrap_servers=bootstrap, group_id=uuid.uuid4().hex, auto_offset_reset="earliest",
        enable_auto_commit=False, max_poll_records=5000, max_partition_fetch_bytes=4 * 1024 * 1024,
        fetch_max_bytes=32 * 1024 * 1024,
    )  # fmt: skip
    seen, first, watch = 0, 0, None
    while seen < count:
        polled = sum(len(records) for records in consumer.poll(timeout_ms=1000).values())
        seen += polled
        if polled and watch is None:
            watch, first = Stopwatch(), polled
    seconds = watch.seconds if watch else 0
    consumer.close(autocommit=False)
    return (count - first) / seconds


def ingest(stage: Stage, topic: str, count: int) -> float:
    """Return the events a second that are in effect in pelaporan's database: facts, aggregates and progress."""
    engine = pelaporan_database(stage)
    subscriber = KafkaSubscriber(uuid.uuid4().hex, [topic], {"bootstrap_servers": stage.kafka}, dict, session_ms=30000)
    consumer, stop = Consumer(engine, subscriber, FaktaHandler()), threading.Event()
    usual, first = gc.get_threshold(), 0
    calm_collector()
    while not first:
        first = consumer.step(stop)
    seen, watch = first, Stopwatch()
    while seen < count:
        seen += consumer.step(stop)
    rate = (count - first) / watch.seconds
    gc.set_threshold(*usual)
    gc.unfreeze()
    subscriber.close()
    facts = metadata.tables[next(name for name in metadata.tables if name.endswith("fakta"))]
    with engine.connect() as conn:
        if conn.execute(select(func.count()).select_from(facts)).scalar_one() != count:
            raise RuntimeError("not every event became a fact")
    engine.dispose()
    return rate


def pelaporan_database(stage: Stage) -> Engine:
    """Return a new database of pelaporan with the definitions that ship with it."""
    engine = stage.database("pelaporan")
    with engine.begin() as conn:
        seed_buku(conn, datetime.now(UTC))
    return engine


class Base(DeclarativeBase):
    """The tables of the usual way."""


class SeenEvent(Base):
    """The ids of events that were taken in."""

    __tablename__ = "seen_event"
    id: Mapped[str] = mapped_column(String, primary_key=True)


class Count(Base):
    """How many events of a type an agency had in a month."""

    __tablename__ = "event_count"
    type: Mapped[str] = mapped_column(String, primary_key=True)
    month: Mapped[str] = mapped_column(String, primary_key=True)
    opd: Mapped[str] = mapped_column(String, primary_key=True)
    n: Mapped[int]


def ingest_row_by_row(stage: Stage, topic: str, count: int) -> float:
    """Return the events a second of the usual way: a session and a commit for each event."""
    engine = stage.database("perizinan")
    Base.metadata.create_all(engine)
    consumer = KafkaConsumer(
        topic, bootstrap_servers=stage.kafka, group_id=uuid.uuid4().hex, auto_offset_reset="earliest",
        enable_auto_commit=False, max_poll_records=count,
    )  # fmt: skip
    records: list[Any] = []
    while len(records) < count:
        records += [record for polled in consumer.poll(timeout_ms=1000).values() for record in polled]
    watch = Stopwatch()
    for record in records[:count]:
        _take_in_one(engine, record)
    rate = count / watch.seconds
    consumer.close(autocommit=False)
    engine.dispose()
    return rate


def _take_in_one(engine: Engine, record: Any) -> None:
    headers = {name: value.decode() for name, value in record.headers}
    with Session(engine) as session:
        if session.get(SeenEvent, headers["ce_id"]) is not None:
            return
        session.add(SeenEvent(id=headers["ce_id"]))
        message: Any = decode(headers["ce_type"], record.value)
        key = {"type": headers["ce_type"], "month": headers["ce_time"][:7], "opd": message.opd_kode}
        counted = session.get(Count, key)
        if counted is None:
            session.add(Count(**key, n=1))
        else:
            counted.n += 1
        session.commit()
