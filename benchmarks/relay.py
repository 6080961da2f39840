"""Draining the relay's backlog against a raw producer with the same messages, acks from all replicas."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kafka import KafkaProducer
from sqlalchemy import Engine

from benchmarks.harness import Figure, Stopwatch, interleave, timed
from benchmarks.stage import Stage, fill_log, make_events
from chassis.bus.kafka import KafkaPublisher
from chassis.envelope import to_headers
from chassis.outbox import LogReader, Relay
from chassis.outbox._leader import connect
from chassis.pesan import Pesan
from tests.support.kafka import create_topic

EVENTS = 60_000


def run(stage: Stage) -> Iterator[Figure]:
    """Fill a log once, then let each side send all of it to a new topic."""
    engine = stage.database("perizinan")
    with timed(f"{EVENTS:,} events in the log"):
        fill_log(engine, make_events(EVENTS))
    with connect(engine) as connection:
        events = LogReader("perizinan").read(connection, 0, EVENTS)
    medians = interleave(
        {
            "raw producer": lambda: produce_raw(stage, events),
            "relay drain": lambda: drain(stage, engine),
        }
    )
    rate, raw = medians["relay drain"], medians["raw producer"]
    yield Figure(
        what="relay drain", per="raw producer, acks=all", ratio=rate / raw, floor=0.55, aim=0.7,
        detail=f"{rate:,.0f} events/s",
    )  # fmt: skip
    engine.dispose()


def produce_raw(stage: Stage, events: Sequence[Pesan]) -> float:
    """Return the messages a second of a loop that sends what is ready in memory."""
    topic = create_topic(stage.kafka)
    messages = [(event.data, event.subjek.encode(), to_headers(event)) for event in events]
    producer = KafkaProducer(
        bootstrap_servers=stage.kafka, acks="all", linger_ms=5, batch_size=262144,
        compression_type="lz4",
    )  # fmt: skip
    producer.partitions_for(topic)
    watch = Stopwatch()
    for value, key, headers in messages:
        producer.send(topic, value, key, headers)
    producer.flush()
    rate = len(messages) / watch.seconds
    producer.close()
    return rate


def drain(stage: Stage, engine: Engine) -> float:
    """Return the events a second that the relay reads from the log, sends, sees acknowledged, and marks."""
    topic = create_topic(stage.kafka)
    publisher = KafkaPublisher(topic, {"bootstrap_servers": stage.kafka})
    relay = Relay(engine, "perizinan", publisher, tujuan=topic)
    publisher.publish([])
    with connect(engine) as connection:
        watch = Stopwatch()
        while relay.drain(connection):
            pass
        rate = EVENTS / watch.seconds
        row = connection.execute("SELECT posisi FROM relay WHERE tujuan = %s", [topic]).fetchone()
    publisher.close()
    if row is None or row[0] != EVENTS:
        raise RuntimeError("the relay did not mark all events")
    return rate
