"""The Kafka that tests get is real: it keeps order by key, and what it acknowledged outlives SIGKILL."""

from __future__ import annotations

from kafka import KafkaConsumer, KafkaProducer, TopicPartition

from tests.support.fixtures import Kafka
from tests.support.kafka import create_topic
from tests.support.server import Server


def test_a_message_that_was_sent_is_read(kafka: Kafka, topic: str) -> None:
    send(kafka.address, topic, [b"satu", b"dua"])

    assert read(kafka.address, topic, 2) == [b"satu", b"dua"]


def test_two_topics_of_one_run_never_share_a_name(kafka: Kafka) -> None:
    assert kafka.create_topic(partitions=1) != kafka.create_topic(partitions=1)


def test_what_was_acknowledged_outlives_a_kill_of_the_broker(private_kafka: Server) -> None:
    topic = create_topic(private_kafka.address, partitions=1)
    address = private_kafka.address
    send(address, topic, [b"sebelum"])

    private_kafka.kill()
    private_kafka.start()
    send(address, topic, [b"sesudah"])

    assert private_kafka.address == address
    assert read(address, topic, 2) == [b"sebelum", b"sesudah"]


def test_a_broker_that_was_stopped_starts_again_with_its_data(private_kafka: Server) -> None:
    topic = create_topic(private_kafka.address, partitions=1)
    send(private_kafka.address, topic, [b"tetap"])

    private_kafka.stop()
    private_kafka.start()

    assert read(private_kafka.address, topic, 1) == [b"tetap"]


def send(address: str, topic: str, values: list[bytes]) -> None:
    """Send the values under one key, and wait for the acknowledgement of each."""
    producer = KafkaProducer(bootstrap_servers=address)
    try:
        for value in values:
            producer.send(topic, key=b"kunci", value=value).get(timeout=20)
    finally:
        producer.close()


def read(address: str, topic: str, count: int) -> list[bytes]:
    """Read the first ``count`` messages of a topic; fewer if they do not come within 20 seconds."""
    consumer = KafkaConsumer(bootstrap_servers=address, consumer_timeout_ms=20_000, auto_offset_reset="earliest")
    try:
        consumer.assign([TopicPartition(topic, part) for part in consumer.partitions_for_topic(topic) or ()])
        return [message.value for _, message in zip(range(count), consumer, strict=False)]
    finally:
        consumer.close()
