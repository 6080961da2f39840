"""A consumer that takes its time over a batch is not dead: it stays in its group, and its lag is told (R14)."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from kafka import KafkaAdminClient

from chassis.bus.kafka import KafkaPublisher, KafkaSubscriber
from tests.support.fixtures import Kafka
from tests.support.uji.peristiwa import make_pesan
from tests.support.waiting import wait_until

BACKLOG = 300
SECONDS_EACH = 0.1
LONGEST_POLL_MS = 8000
"""After this silence between two polls a client says goodbye to its group by itself; the batch takes thirty seconds."""


@pytest.fixture
def topic(kafka: Kafka) -> str:
    return kafka.create_topic()


@pytest.fixture
def subscriber(kafka: Kafka, topic: str) -> Iterator[KafkaSubscriber]:
    options = {"bootstrap_servers": kafka.address, "max_poll_interval_ms": LONGEST_POLL_MS}
    subscriber = KafkaSubscriber(f"lambat.{topic}", [topic], options, dict, session_ms=6000)
    yield subscriber
    subscriber.close()


def test_a_batch_longer_than_any_poll_may_wait_ends_no_membership(
    kafka: Kafka, topic: str, subscriber: KafkaSubscriber
) -> None:
    publisher = KafkaPublisher(topic, {"bootstrap_servers": kafka.address})
    publisher.publish([make_pesan(n) for n in range(1, BACKLOG + 1)])
    first = wait_until(lambda: subscriber.poll(1), timeout=30)
    member = _members(kafka, f"lambat.{topic}")
    publisher.publish([make_pesan(n) for n in range(BACKLOG + 1, BACKLOG + 51)])

    work = threading.Event()
    for _ in range(BACKLOG):
        work.wait(SECONDS_EACH)  # what the handler of a slow consumer takes for an event

    assert _members(kafka, f"lambat.{topic}") == member, "it left its group and joined again"
    assert sum(subscriber.lag().values()) == BACKLOG + 50, "what came meanwhile counts, and what is in hand"
    taken = len(first.pesan)
    subscriber.commit()
    while taken < BACKLOG + 50:
        taken += len(wait_until(lambda: subscriber.poll(1), timeout=30).pesan)
        subscriber.commit()
    assert taken == BACKLOG + 50, "nothing came twice"
    wait_until(lambda: sum(subscriber.lag().values()) == 0, timeout=10, what="no lag")
    publisher.close()


def _members(kafka: Kafka, group: str) -> list[str]:
    admin = KafkaAdminClient(bootstrap_servers=kafka.address)
    try:
        described = admin.describe_groups([group])
    finally:
        admin.close()
    return sorted(member["member_id"] for member in described[group]["members"])
