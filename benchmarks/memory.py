"""What the consumer holds in memory after a million events, against after a hundred thousand."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from benchmarks.harness import Figure, say, timed
from benchmarks.ingest import pelaporan_database
from benchmarks.stage import Stage, stream_events
from chassis.bus.kafka import KafkaPublisher, KafkaSubscriber
from chassis.consumer import Consumer
from chassis.pesan import Pesan
from pelaporan.adapters.fakta_handler import FaktaHandler
from tests.support.kafka import create_topic

FEW = 100_000
MANY = 1_000_000


def run(stage: Stage) -> Iterator[Figure]:
    """Let one consumer read a million events, and look at its memory twice."""
    topic = create_topic(stage.kafka, prefix="perizinan")
    with timed(f"{MANY:,} events in Kafka"):
        publish(stage, topic)
    engine = pelaporan_database(stage)
    subscriber = KafkaSubscriber(uuid.uuid4().hex, [topic], {"bootstrap_servers": stage.kafka}, dict, session_ms=30000)
    consumer, stop = Consumer(engine, subscriber, FaktaHandler()), threading.Event()
    seen, few = 0, 0
    while seen < MANY:
        seen += consumer.step(stop)
        if not few and seen >= FEW:
            few = resident()
    many = resident()
    say(f"  {few / 2**20:.0f} MiB at {FEW:,}, {many / 2**20:.0f} MiB at {MANY:,}")
    yield Figure(
        what="memory of the consumer at 10⁶ events", per="at 10⁵", ratio=many / few, floor=1.1, aim=1.1,
        more_is_better=False, detail=f"{many / 2**20:.0f} MiB",
    )  # fmt: skip
    subscriber.close()
    engine.dispose()


def publish(stage: Stage, topic: str) -> None:
    """Send the events straight to the topic, numbered as a log numbers them."""
    publisher = KafkaPublisher(topic, {"bootstrap_servers": stage.kafka})
    numbered = enumerate(islice(stream_events(), MANY), start=1)
    while page := list(islice(numbered, 5000)):
        publisher.publish(
            [
                Pesan("/simpul/perizinan", n, str(e.event_id), e.type or "", e.subject, e.time, e.data or b"")
                for n, e in page
            ]
        )
    publisher.close()


def resident() -> int:
    """Return the bytes of this process that are in memory."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * 4096
