"""A producer and a consumer of the made-up service, with real processes between them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from kafka import KafkaConsumer, TopicPartition
from sqlalchemy import Engine, text

from chassis.envelope import from_headers
from chassis.outbox import verify
from chassis.outbox._leader import connect
from chassis.pesan import Pesan
from tests.support.fixtures import Kafka
from tests.support.kafka import create_topic
from tests.support.riwayat import Riwayat, Tulisan
from tests.support.server import Server
from tests.support.uji.fixtures import MakeEngine, databases, engine, make_engine
from tests.support.uji.handler import read_efek
from tests.support.uji.pekerja import Crew
from tests.support.uji.peristiwa import change, nomor_of, read_log, sequence
from tests.support.waiting import wait_until

__all__ = ["databases", "engine", "make_engine"]


class Antaran:
    """The way from a write to its effect: two databases, a topic, and the processes that a test puts between them."""

    def __init__(self, producer: Engine, consumer: Engine, bootstrap: str, topic: str, crew: Crew) -> None:
        self.producer = producer
        self.consumer = consumer
        self.crew = crew
        self.written: list[Tulisan] = []
        self._bootstrap = bootstrap
        self.topic = topic

    def write(self, count: int, *, keys: int = 4) -> None:
        """Change some aggregates; each change is acknowledged when this returns."""
        for number in range(count):
            key = f"berkas-{number % keys}"
            self.written.append(Tulisan(key, change(self.producer, key)))

    def sequence(self) -> None:
        """Give what was written its place in the log."""
        sequence(self.producer)

    def start(self, role: str, failpoint: str | None = None, *, name: str = "", group: str = "") -> None:
        """Start a process that is to die at the failpoint, or to stay."""
        engine = self.consumer if role == "consume" else self.producer
        self.crew.start(
            role,
            engine,
            name=name or role,
            failpoint=failpoint,
            bootstrap=self._bootstrap,
            topics=(self.topic,),
            group=group
            or f"uji.{self.topic}",  # of this test alone, for a killed member is missed only after its session
        )

    def wait_until_relayed(self) -> None:
        """Wait until the mark of the relay stands at the end of all that was written."""
        wait_until(lambda: _scalar(self.producer, "SELECT posisi FROM relay") == len(self.written), timeout=60)

    def wait_until_in_effect(self, *, timeout: float = 60) -> None:
        """Wait until as many effects stand as were written."""
        wait_until(lambda: _scalar(self.consumer, "SELECT count(*) FROM efek") >= len(self.written), timeout=timeout)

    def log_length(self) -> int:
        """Return the number of events in the log."""
        return _scalar(self.producer, "SELECT posisi FROM log_head")

    def log_history(self) -> Riwayat:
        """Return the history up to the log, whose chain must be sound."""
        with connect(self.producer) as connection:
            assert verify(connection).events == len(self.written)
        return self._history(read_log(self.producer))

    def topic_history(self) -> Riwayat:
        """Return the history up to the topic."""
        return self._history(read_topic(self._bootstrap, self.topic))

    def full_history(self) -> Riwayat:
        """Return the history up to the effects."""
        history = self.topic_history()
        history.effects = [Tulisan(subjek, nomor) for _, subjek, nomor in read_efek(self.consumer)]
        return history

    def _history(self, read: list[Pesan]) -> Riwayat:
        seen = [Tulisan(p.subjek, nomor_of(p.data)) for p in read]
        return Riwayat(written=self.written, acked=self.written, read=seen)


def read_topic(bootstrap: str, topic: str) -> list[Pesan]:
    """Return all that stands in a topic, partition by partition."""
    consumer = KafkaConsumer(bootstrap_servers=bootstrap, consumer_timeout_ms=20_000, auto_offset_reset="earliest")
    partitions = [TopicPartition(topic, part) for part in sorted(consumer.partitions_for_topic(topic))]
    consumer.assign(partitions)
    end = sum(consumer.end_offsets(partitions).values())
    messages = [message for _, message in zip(range(end), consumer, strict=False)]
    consumer.close()
    return [from_headers(m.headers, m.value, partisi=m.partition, offset=m.offset) for m in messages]


def _scalar(engine: Engine, query: str) -> int:
    with engine.connect() as conn:
        return int(conn.execute(text(query)).scalar() or 0)


@pytest.fixture
def crew() -> Iterator[Crew]:
    with Crew() as crew:
        yield crew


@pytest.fixture
def antaran(make_engine: MakeEngine, kafka: Kafka, crew: Crew) -> Antaran:
    return Antaran(make_engine(), make_engine(), kafka.address, kafka.create_topic(), crew)


@pytest.fixture
def private_antaran(make_engine: MakeEngine, private_kafka: Server, crew: Crew) -> Antaran:
    """Give the way over a broker that the test may kill."""
    topic = create_topic(private_kafka.address)
    return Antaran(make_engine(), make_engine(), private_kafka.address, topic, crew)
