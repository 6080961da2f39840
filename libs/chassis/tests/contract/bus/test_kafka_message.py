"""What stands in Kafka: our headers and no others; what is not ours is kept aside; nothing overtakes."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from kafka import KafkaConsumer, KafkaProducer, TopicPartition
from kafka.admin import KafkaAdminClient, NewTopic

from chassis.bus import PublishError, Received
from chassis.bus.kafka import KafkaPublisher, KafkaSubscriber
from chassis.envelope import to_headers
from tests.support.fixtures import Kafka
from tests.support.server import free_port
from tests.support.uji.peristiwa import make_pesan
from tests.support.waiting import wait_until

Header = tuple[str, bytes]


@pytest.fixture
def publisher(kafka: Kafka, topic: str) -> Iterator[KafkaPublisher]:
    publisher = KafkaPublisher(topic, {"bootstrap_servers": kafka.address})
    yield publisher
    publisher.close()


def test_a_message_is_our_headers_the_subject_as_key_and_the_bare_payload(
    kafka: Kafka, topic: str, publisher: KafkaPublisher
) -> None:
    pesan = make_pesan(7, traceparent="00-1-2-01")
    publisher.publish([pesan])

    [message] = _read(kafka.address, topic, 1)

    assert message.headers == to_headers(pesan)
    assert (message.key, message.value) == (pesan.subjek.encode(), pesan.data)


def test_a_subject_lands_where_every_kafka_client_would_put_it(
    kafka: Kafka, topic: str, publisher: KafkaPublisher
) -> None:
    subjects = [f"berkas-{n}" for n in range(40)]
    publisher.publish([make_pesan(n, subject) for n, subject in enumerate(subjects, 1)])
    with KafkaProducer(bootstrap_servers=kafka.address) as theirs:
        expected = {s: theirs.send(topic, b"", s.encode()).get(20).partition for s in subjects}

    found = {m.key.decode(): m.partition for m in _read(kafka.address, topic, 80) if m.value}
    assert found == expected


@pytest.mark.parametrize(
    "changes, reason",
    [
        ({"ce_sequence": b"satu"}, "ce_sequence is not a decimal"),
        ({"ce_time": b"kemarin"}, "a header cannot be read"),
        ({"ce_specversion": b"0.3"}, "ce_specversion is not 1.0"),
        ({"ce_source": b"/simpul/pelaporan"}, "source /simpul/pelaporan is not /simpul/uji"),
        ({"ce_source": b"/simpul/uji/"}, "source /simpul/uji/ is not /simpul/uji"),
        ({"ce_source": b"x" * 100_000}, f"source {'x' * 80} is not /simpul/uji"),
    ],
)
def test_what_is_no_event_of_the_topics_owner_is_kept_aside_with_the_reason(
    kafka: Kafka, topic: str, changes: dict[str, bytes], reason: str
) -> None:
    good = make_pesan(1)
    headers: list[Header] = [(name, changes.get(name, value)) for name, value in to_headers(good)]
    received = _received_after(kafka, topic, [(headers, good.data), (to_headers(good), good.data)])

    [unreadable] = received.unreadable
    assert unreadable.alasan.startswith(reason)
    assert (unreadable.pesan.sumber, unreadable.pesan.posisi) == (f"kafka:{topic}", 0)
    assert unreadable.pesan.data == good.data
    assert [p.id for p in received.pesan] == [good.id]


def test_a_message_without_headers_and_key_is_kept_aside(kafka: Kafka, topic: str) -> None:
    good = make_pesan(1)
    received = _received_after(kafka, topic, [([], b""), (to_headers(good), good.data)])

    assert [u.alasan for u in received.unreadable] == ["header ce_specversion is missing"]
    assert [p.id for p in received.pesan] == [good.id]


def test_what_the_brokers_do_not_take_is_a_publish_error(kafka: Kafka) -> None:
    away = KafkaPublisher("uji.x", {"bootstrap_servers": f"127.0.0.1:{free_port()}"})
    unknown = KafkaPublisher(f"uji.{uuid.uuid4().hex}", {"bootstrap_servers": kafka.address})

    for publisher in (away, unknown):
        with pytest.raises(PublishError):
            publisher.publish([make_pesan()])
        publisher.close()


def test_no_event_overtakes_one_that_the_broker_refused(kafka: Kafka) -> None:
    topic = _topic_of_small_messages(kafka)
    publisher = KafkaPublisher(topic, {"bootstrap_servers": kafka.address, "batch_size": 2000})
    big = 100
    events = [make_pesan(n, data=os.urandom(50_000) if n == big else None) for n in range(1, 3001)]

    for _ in range(3):
        with pytest.raises(PublishError):
            publisher.publish(events)
    publisher.publish([make_pesan(n) for n in range(1, 3001)])
    publisher.close()

    found = [int(dict(m.headers)["ce_sequence"]) for m in _read_all(kafka.address, topic)]
    assert _first_occurrences(found) == list(range(1, 3001))


def test_a_publisher_that_failed_goes_on_afterwards(kafka: Kafka, topic: str, publisher: KafkaPublisher) -> None:
    with pytest.raises(PublishError):
        publisher.publish([make_pesan(data=b"x" * 2_000_000)])
    publisher.publish([make_pesan(2)])

    assert [int(dict(m.headers)["ce_sequence"]) for m in _read(kafka.address, topic, 1)] == [2]


def _received_after(kafka: Kafka, topic: str, messages: Sequence[tuple[Sequence[Header], bytes]]) -> Received:
    """Send messages by a foreign producer to one partition and return what a subscriber makes of them."""
    with KafkaProducer(bootstrap_servers=kafka.address) as producer:
        for headers, value in messages:
            producer.send(topic, value, None, list(headers), 0).get(20)
    subscriber = KafkaSubscriber(f"g-{topic}", [topic], {"bootstrap_servers": kafka.address}, dict, session_ms=6000)
    received = Received()

    def enough() -> bool:
        polled = subscriber.poll(0.5)
        received.pesan.extend(polled.pesan)
        received.unreadable.extend(polled.unreadable)
        return len(received.pesan) + len(received.unreadable) >= len(messages)

    wait_until(enough, timeout=30)
    subscriber.close()
    return received


def _topic_of_small_messages(kafka: Kafka) -> str:
    """Make a topic of one partition that refuses messages over 20 kB."""
    name = f"uji.{uuid.uuid4().hex[:12]}"
    admin = KafkaAdminClient(bootstrap_servers=kafka.address)
    admin.create_topics([NewTopic(name, 1, 1, topic_configs={"max.message.bytes": "20000"})])
    admin.close()
    return name


def _read(address: str, topic: str, count: int) -> list[Any]:
    consumer = _consumer(address, topic)
    try:
        return [message for _, message in zip(range(count), consumer, strict=False)]
    finally:
        consumer.close()


def _read_all(address: str, topic: str) -> list[Any]:
    consumer = _consumer(address, topic)
    end = sum(consumer.end_offsets(list(consumer.assignment())).values())
    consumer.close()
    return _read(address, topic, end)


def _consumer(address: str, topic: str) -> KafkaConsumer:
    consumer = KafkaConsumer(bootstrap_servers=address, consumer_timeout_ms=20_000, auto_offset_reset="earliest")
    consumer.assign([TopicPartition(topic, part) for part in sorted(consumer.partitions_for_topic(topic))])
    return consumer


def _first_occurrences(sequence: Sequence[int]) -> list[int]:
    return list(dict.fromkeys(sequence))
