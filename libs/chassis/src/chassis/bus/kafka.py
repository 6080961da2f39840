"""Apache Kafka by kafka-python, the only module that knows that library."""

from __future__ import annotations

import queue
import threading
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

import structlog
from kafka import KafkaAdminClient, KafkaConsumer, KafkaProducer, TopicPartition
from kafka.admin import NewTopic
from kafka.errors import KafkaError, TopicAlreadyExistsError, UnknownTopicOrPartitionError
from kafka.partitioner.default import murmur2
from kafka.structs import OffsetAndMetadata

from chassis.bus._port import PublishError, Received, Unreadable
from chassis.envelope import EnvelopeError, from_headers, to_headers
from chassis.pesan import Pesan
from chassis.settings import Settings

_log = structlog.get_logger(__name__)

_LIMIT = 5000
_FLUSH_SECONDS = 30
_COMMIT_MS = 5000
_CONNECT_MS = 3000
_DAY_MS = 86_400_000
_LAST_YEAR = 253402300799.0  # the end of the year 9999: what a datetime can hold


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


_PRODUCER: dict[str, Any] = {
    "acks": "all",
    "enable_idempotence": True,
    "bootstrap_timeout_ms": _CONNECT_MS,
    "max_block_ms": 3000,
    "delivery_timeout_ms": _DAY_MS,
    "request_timeout_ms": 10000,
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


@dataclass(slots=True)
class _Page:
    """What one poll brought, and the offsets that follow it."""

    received: Received = field(default_factory=Received)
    follows: dict[TopicPartition, int] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    """How many messages, by source."""


class KafkaSubscriber:
    """A member of the service's consumer group. A thread of its own speaks to the brokers, one poll ahead of who asks."""

    def __init__(self, group: str, topics: Sequence[str], options: Mapping[str, Any], *, session_ms: int) -> None:
        """Be ready to join ``group`` at the first poll; a partition without a committed offset is read from its start."""
        self._reader = _Reader(group, topics, options, session_ms)
        self._handed: list[_Page] = []

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


class _Reader:
    """The client and its thread: polls, decodes, commits. While a page waits to be taken it asks for no other.

    It stays a member of the group meanwhile, however long that takes: a consumer that is slow, or whose database is away,
    is not dead, and one that holds up a rebalance would be as bad.
    """

    def __init__(self, group: str, topics: Sequence[str], options: Mapping[str, Any], session_ms: int) -> None:
        self._sources = {topic: f"/simpul/{topic.split('.')[0]}" for topic in topics}
        self._options: dict[str, Any] = {
            "group_id": group,
            "bootstrap_timeout_ms": _CONNECT_MS,
            "enable_auto_commit": False,
            "auto_offset_reset": "earliest",
            "session_timeout_ms": session_ms,
            "heartbeat_interval_ms": session_ms // 3,
            "max_poll_records": _LIMIT,
            "max_partition_fetch_bytes": 4 * 1024 * 1024,
            "fetch_max_bytes": 32 * 1024 * 1024,
            "fetch_max_wait_ms": 100,
            **options,
        }
        self._thread = threading.Thread(target=self._run, name=f"kafka-{group}", daemon=True)
        self._pages: queue.Queue[_Page] = queue.Queue(maxsize=1)
        self._wanted = threading.Event()
        self._closed = threading.Event()
        self._in_effect: queue.SimpleQueue[_Page] = queue.SimpleQueue()
        self._pending: Counter[str] = Counter()
        self._consumer: KafkaConsumer | None = None
        self._beyond: Mapping[str, int] = {}

    def take(self, timeout: float) -> _Page:
        """Return the page that waits, or an empty one after ``timeout`` seconds; the first call starts the thread."""
        if self._thread.ident is None:
            self._wanted.set()
            self._thread.start()
        try:
            page = self._pages.get(timeout=timeout)
        except queue.Empty:
            if not self._thread.is_alive() and not self._closed.is_set():
                raise RuntimeError("the reader of Kafka has died") from None
            return _Page()
        self._wanted.set()
        return page

    def lag(self) -> Mapping[str, int]:
        """Return how many messages wait with the brokers or were polled and not committed, by source."""
        pending = self._pending
        return {source: count + pending[source] for source, count in self._beyond.items()}

    def note_effect(self, page: _Page) -> None:
        """Note that a page is in effect: its offsets are committed before the next poll."""
        self._in_effect.put(page)

    def close(self) -> None:
        """End the thread; what it had polled and nobody took is read again by the next member."""
        self._closed.set()
        self._wanted.set()
        if self._thread.ident is not None:
            self._thread.join(timeout=2 * _COMMIT_MS / 1000)

    def _run(self) -> None:
        """Poll whenever the last page was taken, until closed."""
        try:
            while not self._closed.is_set():
                if not self._wanted.wait(timeout=1):
                    self._stay()
                elif not self._closed.is_set():
                    self._offer(self._poll())
                self._commit()
        finally:
            self._commit()
            self._leave()

    def _offer(self, page: _Page) -> None:
        if page.follows:
            self._wanted.clear()
            self._pages.put(page)

    def _poll(self) -> _Page:
        page = _Page()
        try:
            if self._consumer is None:
                self._consumer = KafkaConsumer(*self._sources, **self._options)
            self._consumer.resume(*self._consumer.paused())
            polled = self._consumer.poll(timeout_ms=1000)
        except KafkaError as error:
            self._lose(error)
            self._closed.wait(1)
            return page
        for partition, records in polled.items():
            page.follows[partition] = records[-1].offset + 1
            page.counts[self._name(partition)] += len(records)
            self._take(page.received, partition, records)
        self._pending += page.counts
        self._measure(self._consumer, self._consumer.highwater)
        return page

    def _stay(self) -> None:
        """Ask for nothing, but follow the group: what a new partition brings all the same is read again."""
        consumer = self._consumer
        if consumer is None:
            return
        try:
            consumer.pause(*consumer.assignment())
            for partition, records in consumer.poll(timeout_ms=0).items():
                consumer.seek(partition, records[0].offset)
            ends = consumer.end_offsets(list(consumer.assignment()), timeout_ms=_CONNECT_MS)
            self._measure(consumer, ends.get)
        except KafkaError as error:
            self._lose(error)

    def _commit(self) -> None:
        """Commit the offsets that were noted since."""
        noted: dict[TopicPartition, int] = {}
        while not self._in_effect.empty():
            page = self._in_effect.get()
            noted |= page.follows
            self._pending = self._pending - page.counts
        if not noted or self._consumer is None:
            return
        try:
            offsets = {partition: OffsetAndMetadata(offset, "", -1) for partition, offset in noted.items()}
            self._consumer.commit(offsets, timeout_ms=_COMMIT_MS)
        except KafkaError as error:
            _log.info("offsets_not_committed", error=type(error).__name__)

    def _lose(self, error: KafkaError) -> None:
        _log.warning("broker_away", error=type(error).__name__)
        self._leave()

    def _leave(self) -> None:
        """Drop the client with its positions: what it had fetched and not returned is read again by the next."""
        consumer, self._consumer = self._consumer, None
        if consumer is None:
            return
        try:
            consumer.close(autocommit=False, timeout_ms=_COMMIT_MS)
        except KafkaError as error:
            _log.info("left_in_disorder", error=type(error).__name__)

    def _measure(self, consumer: KafkaConsumer, end_of: Callable[[TopicPartition], int | None]) -> None:
        """Note what waits beyond what was polled; here and not when asked, for the client is not made for two threads."""
        beyond: dict[str, int] = defaultdict(int)
        try:
            for partition in consumer.assignment():
                end = end_of(partition)
                if end is not None:
                    beyond[self._name(partition)] += max(0, end - (consumer.position(partition, timeout_ms=100) or 0))
        except KafkaError as error:
            _log.debug("lag_not_known", error=type(error).__name__)
            return
        self._beyond = beyond

    def _name(self, partition: TopicPartition) -> str:
        return self._sources[partition.topic].removeprefix("/simpul/")

    def _take(self, received: Received, partition: TopicPartition, records: Sequence[Any]) -> None:
        source, number, take = self._sources[partition.topic], partition.partition, received.pesan.append
        for record in records:
            try:
                pesan = from_headers(record.headers, record.value, partisi=number, offset=record.offset)
            except EnvelopeError as error:
                received.unreadable.append(_unreadable(partition, record, str(error)))
                continue
            if pesan.sumber != source:
                received.unreadable.append(
                    _unreadable(partition, record, f"source {pesan.sumber[:80]} is not {source}")
                )
                continue
            take(pesan)


def _unreadable(partition: TopicPartition, record: Any, alasan: str) -> Unreadable:
    """Return what can be kept of a message that is no event of ours."""
    return Unreadable(_as_found(partition, record), alasan)


def _as_found(partition: TopicPartition, record: Any) -> Pesan:
    from_epoch = min(max(0, record.timestamp or 0) / 1000, _LAST_YEAR)
    key = (record.key or b"").decode(errors="replace")
    attributes = dict(record.headers)
    tipe = (attributes.get("ce_type") or b"").decode(errors="replace")
    id_ = (attributes.get("ce_id") or b"").decode(errors="replace")
    waktu = datetime.fromtimestamp(from_epoch, UTC)
    sumber = f"kafka:{partition.topic}"
    offset = record.offset
    return Pesan(sumber, offset, id_, tipe, key, waktu, record.value or b"", "", partition.partition, offset)
