"""The reading side of Kafka: a client in a thread of its own, from where the consumer's database is."""

from __future__ import annotations

import queue
import threading
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import structlog
from kafka import ConsumerRebalanceListener, KafkaConsumer, TopicPartition
from kafka.errors import KafkaError
from kafka.structs import MemberState, OffsetAndMetadata

from chassis.bus._port import Place, Places, Received, Unreadable
from chassis.envelope import EnvelopeError, from_headers
from chassis.pesan import Pesan
from chassis.timed import AWAY

CONNECT_MS = 3000
"""Milliseconds that a client may take to reach a first broker."""

_LIMIT = 5000
_COMMIT_MS = 5000
_LAST_YEAR = 253402300799.0  # the end of the year 9999: what a datetime can hold

Records = Sequence[Any]
"""Messages of one partition as the client returns them."""

_log = structlog.get_logger(__name__)


@dataclass(slots=True)
class Page:
    """What one poll brought, and the offsets that follow it."""

    received: Received = field(default_factory=Received)
    follows: dict[TopicPartition, int] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    """How many messages, by source."""


class _Assigned(ConsumerRebalanceListener):  # type: ignore[misc]
    """Notes which partitions came to us and wait to be placed; the client swallows what a listener raises."""

    def __init__(self) -> None:
        self.unplaced: set[TopicPartition] = set()

    def on_partitions_revoked(self, revoked: Iterable[TopicPartition]) -> None:
        self.unplaced.difference_update(revoked)

    def on_partitions_assigned(self, assigned: Iterable[TopicPartition]) -> None:
        self.unplaced.update(assigned)


class Reader:
    """The client and its thread: polls, decodes, commits. While a page waits to be taken it asks for no other.

    It stays a member of the group meanwhile, however long that takes: a consumer that is slow, or whose database is away,
    is not dead, and one that holds up a rebalance would be as bad.

    The first message read of a partition is the newest one in effect. When another stands in its place, the topic is not
    the one of which the database knows, and is read from its start; what is in effect already, the consumer skips.
    """

    def __init__(
        self, group: str, topics: Sequence[str], options: Mapping[str, Any], places: Places, session_ms: int
    ) -> None:
        """Take what the client needs to know; nothing is connected yet."""
        self._sources = {topic: f"/simpul/{topic.split('.')[0]}" for topic in topics}
        self._options: dict[str, Any] = {
            "group_id": group,
            "bootstrap_timeout_ms": CONNECT_MS,
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
        self._pages: queue.Queue[Page] = queue.Queue(maxsize=1)
        self._wanted = threading.Event()
        self._closed = threading.Event()
        self._in_effect: queue.SimpleQueue[Page] = queue.SimpleQueue()
        self._pending: Counter[str] = Counter()
        self._places = places
        self._assigned = _Assigned()
        self._expected: dict[TopicPartition, Place] = {}
        self._consumer: KafkaConsumer | None = None
        self._beyond: Mapping[str, int] = {}

    def take(self, timeout: float) -> Page:
        """Return the page that waits, or an empty one after ``timeout`` seconds; the first call starts the thread."""
        if self._thread.ident is None:
            self._wanted.set()
            self._thread.start()
        try:
            page = self._pages.get(timeout=timeout)
        except queue.Empty:
            if not self._thread.is_alive() and not self._closed.is_set():
                raise RuntimeError("the reader of Kafka has died") from None
            return Page()
        self._wanted.set()
        return page

    def lag(self) -> Mapping[str, int]:
        """Return how many messages wait with the brokers or were polled and not committed, by source."""
        pending = self._pending
        return {source: count + pending[source] for source, count in self._beyond.items()}

    def note_effect(self, page: Page) -> None:
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

    def _offer(self, page: Page) -> None:
        if page.follows:
            self._wanted.clear()
            self._pages.put(page)

    def _poll(self) -> Page:
        page = Page()
        try:
            consumer = self._joined()
            consumer.resume(*consumer.paused())
            polled = consumer.poll(timeout_ms=self._patience(consumer))
            if self._assigned.unplaced:
                self._assigned.unplaced.update(polled)  # what came meanwhile is read again
                polled = {}
                self._place(consumer)
        except KafkaError as error:
            self._lose(error)
            self._closed.wait(1)
            return page
        except AWAY as error:
            _log.warning("reader_waits_for_database", error=type(error).__name__)
            self._closed.wait(1)
            return page
        for partition, found in polled.items():
            if records := self._fresh(consumer, partition, found):
                page.follows[partition] = records[-1].offset + 1
                page.counts[self._name(partition)] += len(records)
                self._take(page.received, partition, records)
        self._pending += page.counts
        self._measure(consumer, consumer.highwater)
        return page

    def _patience(self, consumer: KafkaConsumer) -> int:
        """Return the milliseconds that the client may wait within a poll.

        While its heartbeat is overdue, because the broker stands still, it would not wait but go round without a pause, and
        hang a callback on the same request each time, until that one times out: 10 MiB a second (kafka-python 3.0.12).
        """
        group = consumer._coordinator  # noqa: SLF001
        if group.state is not MemberState.STABLE or group.time_to_next_poll() > 0:
            return 1000
        self._closed.wait(0.1)
        return 0

    def _joined(self) -> KafkaConsumer:
        if self._consumer is None:
            consumer = KafkaConsumer(**self._options)
            self._assigned.unplaced.clear()
            consumer.subscribe(list(self._sources), listener=self._assigned)
            self._consumer = consumer
        return self._consumer

    def _place(self, consumer: KafkaConsumer) -> None:
        """Put the partitions that wait for it to where the database is."""
        places = self._places()
        for partition in self._assigned.unplaced & consumer.assignment():
            place = places.get((self._sources[partition.topic], partition.partition))
            if place is None:
                self._expected.pop(partition, None)
                consumer.seek_to_beginning(partition)
            else:
                self._expected[partition] = place
                consumer.seek(partition, place[1])
        self._assigned.unplaced.clear()

    def _fresh(self, consumer: KafkaConsumer, partition: TopicPartition, records: Records) -> Records:
        """Return the records without the one that was in effect; none when it is not the one that should stand there."""
        place = self._expected.pop(partition, None)
        if place is None:
            return records
        if _is_at(records[0], place):
            return records[1:]
        _log.warning("topic_differs_from_database", topic=partition.topic, partition=partition.partition)
        consumer.seek_to_beginning(partition)
        return []

    def _stay(self) -> None:
        """Ask for nothing, but follow the group: what a new partition brings all the same is read again."""
        consumer = self._consumer
        if consumer is None:
            return
        try:
            consumer.pause(*consumer.assignment())
            for partition, records in consumer.poll(timeout_ms=0).items():
                consumer.seek(partition, records[0].offset)
            ends = consumer.end_offsets(list(consumer.assignment()), timeout_ms=CONNECT_MS)
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

    def _take(self, received: Received, partition: TopicPartition, records: Records) -> None:
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


def _is_at(record: Any, place: Place) -> bool:
    """Tell whether a message is the event that is known to stand at a place."""
    try:
        found = from_headers(record.headers, record.value, partisi=0, offset=record.offset)
    except EnvelopeError:
        return False
    return (found.posisi, found.offset) == place


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
