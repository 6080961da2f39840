"""Apache Kafka by kafka-python; beside the reader and the accounts the only module that knows that library."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import structlog
from kafka import KafkaAdminClient, KafkaProducer
from kafka.admin import NewTopic
from kafka.errors import KafkaError, TopicAlreadyExistsError, UnknownTopicOrPartitionError
from kafka.partitioner.default import murmur2

from chassis.bus._kafka_reader import CONNECT_MS, Page, Reader
from chassis.bus._port import Places, PublishError, Received
from chassis.envelope import to_headers
from chassis.pesan import Pesan
from chassis.settings import Settings

_log = structlog.get_logger(__name__)

_FLUSH_SECONDS = 30
_DROP_SECONDS = 30
_DAY_MS = 86_400_000


def topic_of(service: str) -> str:
    """Return the topic of a service."""
    return f"{service}.peristiwa"


def connection_options(settings: Settings) -> dict[str, Any]:
    """Return how to reach the brokers, and who to be: SASL with a user, TLS with an authority."""
    options: dict[str, Any] = {"bootstrap_servers": settings.kafka_bootstrap.split(",")}
    transport = "PLAINTEXT"
    if settings.kafka_ca_file:
        transport = "SSL"
        options["ssl_cafile"] = str(settings.kafka_ca_file)
    if settings.kafka_user and settings.kafka_password_file:
        transport = f"SASL_{transport}"
        options |= {
            "sasl_mechanism": "SCRAM-SHA-512",
            "sasl_plain_username": settings.kafka_user,
            "sasl_plain_password": settings.kafka_password_file.read_text().strip(),
        }
    return options | {"security_protocol": transport}


def create_topic(settings: Settings, *, replication: int = -1) -> None:
    """Make the topic of the service if it is not there; it keeps all, so that no consumer comes too late."""
    admin = KafkaAdminClient(**connection_options(settings))
    try:
        topic = NewTopic(
            topic_of(settings.service), settings.topic_partitions, replication, topic_configs={"retention.ms": "-1"}
        )
        admin.create_topics([topic])
    except TopicAlreadyExistsError:
        _log.info("topic_exists", topic=topic_of(settings.service))
    finally:
        admin.close()


def drop_topic(settings: Settings) -> None:
    """Remove the topic of the service with all it holds, and wait until it is gone; raises ``RuntimeError``."""
    topic, admin = topic_of(settings.service), KafkaAdminClient(**connection_options(settings))
    pause, deadline = threading.Event(), time.monotonic() + _DROP_SECONDS
    try:
        if topic in admin.list_topics():
            admin.delete_topics([topic])
        while topic in admin.list_topics():
            if time.monotonic() > deadline:
                raise RuntimeError(f"the broker still has {topic} after {_DROP_SECONDS} s")
            pause.wait(0.2)
    except KafkaError as error:
        raise RuntimeError(f"{topic} cannot be removed: {type(error).__name__}") from error
    finally:
        admin.close()


_PRODUCER: dict[str, Any] = {
    "acks": "all",
    "enable_idempotence": True,
    "bootstrap_timeout_ms": CONNECT_MS,
    "max_block_ms": 3000,
    "delivery_timeout_ms": _DAY_MS,
    "request_timeout_ms": 31000,  # longer than a flush: after its own timeout the client goes round without a pause
    "linger_ms": 5,
    "batch_size": 262144,
    "compression_type": "lz4",
}


class KafkaPublisher:
    """An idempotent producer that waits for all replicas.

    A consumer skips what lies before its progress, so within a partition no event may ever overtake an earlier one.
    The client would let it: it gives up single batches (by time, by an error of the broker) and sends those behind
    them. Here none is given up by time, and the first failure stops the sender before it takes another batch.
    """

    def __init__(self, topic: str, options: Mapping[str, Any]) -> None:
        """Publish to ``topic``; connects at the first event, and again after a failure."""
        self._topic = topic
        self._options = dict(options)
        self._producer: KafkaProducer | None = None
        self._partitions: list[int] = []

    def publish(self, events: Sequence[Pesan]) -> None:
        """Send, flush, and see that each was acknowledged."""
        try:
            producer = self._connected()
            send, topic, partition_of = producer.send, self._topic, self._partition
            futures = [
                send(topic, e.data, e.subjek.encode(), to_headers(e), partition_of(e.subjek)).add_errback(self._halt)
                for e in events
            ]
            producer.flush(timeout=_FLUSH_SECONDS)
        except KafkaError as error:
            self.close()
            raise PublishError(type(error).__name__) from error
        if not all(future.succeeded() for future in futures):
            self.close()
            raise PublishError("some events were not acknowledged")

    def close(self) -> None:
        """Drop the producer and what it had not sent: the log still has it."""
        producer, self._producer = self._producer, None
        if producer is None:
            return
        _halt_sender(producer)  # else close() waits, gives up with an error, and leaves the sender running
        try:
            producer.close(timeout=5)
        except KafkaError as error:
            _log.info("producer_dropped", error=type(error).__name__)

    def _halt(self, _error: Exception) -> None:
        """Stop the sender; called by itself, the moment a batch fails."""
        if self._producer is not None:
            _halt_sender(self._producer)

    def _connected(self) -> KafkaProducer:
        if self._producer is None:
            self._producer = KafkaProducer(**(_PRODUCER | self._options))
            self._partitions = sorted(self._producer.partitions_for(self._topic) or ())
            if not self._partitions:
                raise UnknownTopicOrPartitionError(self._topic)
        return self._producer

    def _partition(self, subjek: str) -> int:
        return self._partitions[key_hash(subjek) % len(self._partitions)]


def _halt_sender(producer: KafkaProducer) -> None:
    """Make the sender drop what it holds; kafka-python has no public way that does not wait for it."""
    producer._sender.force_close()  # noqa: SLF001


@lru_cache(maxsize=100_000)
def key_hash(key: str) -> int:
    """Return the positive murmur2 hash by which every Kafka client spreads keys; cached, for it is slow in Python."""
    return int(murmur2(key.encode())) & 0x7FFFFFFF


class KafkaSubscriber:
    """A member of the service's consumer group. A thread of its own speaks to the brokers, one poll ahead of who asks.

    It reads on from where the consumer's database is, and not from the group's offsets: a database that was restored lies
    behind those, and what stands between would be lost. Offsets are committed all the same, for whoever watches the lag.
    """

    def __init__(
        self, group: str, topics: Sequence[str], options: Mapping[str, Any], places: Places, *, session_ms: int
    ) -> None:
        """Be ready to join ``group`` at the first poll; a partition for which ``places`` has none is read from its start."""
        self._reader = Reader(group, topics, options, places, session_ms)
        self._handed: list[Page] = []

    def poll(self, timeout: float) -> Received:
        """Return what one poll of the client returned; while no broker answers, nothing after ``timeout``."""
        page = self._reader.take(timeout)
        self._handed.append(page)
        return page.received

    def commit(self) -> None:
        """Have the offsets of all that was received committed; a failure only means a repeat, which changes nothing."""
        for page in self._handed:
            self._reader.note_effect(page)
        self._handed.clear()

    def lag(self) -> Mapping[str, int]:
        """Return how many messages of our partitions are not committed, by source; any thread may ask."""
        return self._reader.lag()

    def close(self) -> None:
        """Commit what is in effect and leave the group."""
        self._reader.close()
