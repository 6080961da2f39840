"""The three ways events travel, behind one face: publish, subscribe, and say what is in effect."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from typing import Protocol

import grpc
import pytest
from sqlalchemy import Engine

from chassis.bus import Received, Subscriber
from chassis.bus.feed import PARTITION, FeedSubscriber
from chassis.bus.kafka import KafkaPublisher, KafkaSubscriber
from chassis.bus.memory import MemoryBroker
from chassis.feed import EventFeed
from chassis.outbox import LogTail
from chassis.pesan import Pesan
from simpul.feed.v1 import feed_pb2_grpc
from tests.support.fixtures import Kafka
from tests.support.uji.fixtures import databases, engine, make_engine
from tests.support.uji.peristiwa import SUMBER, make_entri, make_pesan, read_log, write_log
from tests.support.uji.thread import running_task

__all__ = ["databases", "engine", "make_engine"]

Written = list[tuple[str, str]]


class Bus(Protocol):
    """One implementation under test."""

    def publish(self, written: Written) -> list[Pesan]:
        """Publish events of (subject, number) and return them as published."""

    def subscribe(self) -> Subscriber:
        """Join as the next member of the group."""

    def take_in(self, subscriber: Subscriber, received: Received) -> None:
        """Bring into effect what was received, and commit."""

    def close(self) -> None:
        """Let go."""


class MemoryBus:
    """In memory."""

    def __init__(self) -> None:
        self._broker = MemoryBroker()
        self._publisher = self._broker.publisher("uji")
        self._posisi = 0

    def publish(self, written: Written) -> list[Pesan]:
        events = [make_pesan(self._posisi + n, subject, nomor=nomor) for n, (subject, nomor) in enumerate(written, 1)]
        self._posisi += len(events)
        self._publisher.publish(events)
        return events

    def subscribe(self) -> Subscriber:
        return self._broker.subscriber("kelompok", ["uji"])

    def take_in(self, subscriber: Subscriber, received: Received) -> None:
        subscriber.commit()

    def close(self) -> None:
        self._publisher.close()


class KafkaBus:
    """Apache Kafka, a real one."""

    def __init__(self, kafka: Kafka) -> None:
        self._topic = kafka.create_topic()
        self._options = {"bootstrap_servers": kafka.address}
        self._publisher = KafkaPublisher(self._topic, self._options)
        self._group = f"kelompok-{uuid.uuid4().hex[:8]}"
        self._posisi = 0
        self._places: dict[tuple[str, int], tuple[int, int]] = {}

    def publish(self, written: Written) -> list[Pesan]:
        events = [make_pesan(self._posisi + n, subject, nomor=nomor) for n, (subject, nomor) in enumerate(written, 1)]
        self._posisi += len(events)
        self._publisher.publish(events)
        return events

    def subscribe(self) -> Subscriber:
        return KafkaSubscriber(self._group, [self._topic], self._options, lambda: dict(self._places), session_ms=6000)

    def take_in(self, subscriber: Subscriber, received: Received) -> None:
        self._places.update({(p.sumber, p.partisi): (p.posisi, p.offset) for p in received.pesan})
        subscriber.commit()

    def close(self) -> None:
        self._publisher.close()


class FeedBus:
    """The gRPC feed over a log in PostgreSQL, served on a port."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._progress: dict[tuple[str, int], int] = {}
        self._stack = ExitStack()
        tail = LogTail(engine)
        self._stack.enter_context(running_task(tail.run))
        stop = threading.Event()
        server = grpc.server(ThreadPoolExecutor(8))
        feed_pb2_grpc.add_EventFeedServiceServicer_to_server(EventFeed(engine, "uji", tail, stop), server)
        self._port = server.add_insecure_port("127.0.0.1:0")
        server.start()
        self._stack.callback(lambda: server.stop(1).wait())
        self._stack.callback(stop.set)

    def publish(self, written: Written) -> list[Pesan]:
        last = len(read_log(self._engine))
        write_log(self._engine, [make_entri(subject, nomor) for subject, nomor in written])
        return read_log(self._engine, after=last)

    def subscribe(self) -> Subscriber:
        return FeedSubscriber({"uji": self._connect}, lambda: dict(self._progress))

    def take_in(self, subscriber: Subscriber, received: Received) -> None:
        if received.pesan:
            self._progress[SUMBER, PARTITION] = received.pesan[-1].posisi
        subscriber.commit()

    def close(self) -> None:
        self._stack.close()

    def _connect(self) -> grpc.Channel:
        return grpc.insecure_channel(f"127.0.0.1:{self._port}")


MAKERS: dict[str, Callable[[pytest.FixtureRequest], Bus]] = {
    "memory": lambda _: MemoryBus(),
    "feed": lambda request: FeedBus(request.getfixturevalue("engine")),
    "kafka": lambda request: KafkaBus(request.getfixturevalue("kafka")),
}


@pytest.fixture(params=MAKERS)
def bus(request: pytest.FixtureRequest) -> Iterator[Bus]:
    bus = MAKERS[request.param](request)
    yield bus
    bus.close()
