"""A real broker in memory, for tests: partitions, groups, redelivery of what was not committed."""

from __future__ import annotations

import threading
import zlib
from collections import defaultdict
from collections.abc import Mapping, Sequence

from chassis.bus._port import Received
from chassis.pesan import Pesan


class MemoryBroker:
    """Topics of partitions, each an append-only list; offsets by group."""

    def __init__(self, partitions: int = 6) -> None:
        """Start empty."""
        self.partitions = partitions
        self.changed = threading.Condition()
        self.topics: dict[str, list[list[Pesan]]] = defaultdict(lambda: [[] for _ in range(partitions)])
        self.offsets: dict[tuple[str, str, int], int] = defaultdict(int)

    def publisher(self, topic: str) -> MemoryPublisher:
        """Return a publisher to ``topic``."""
        return MemoryPublisher(self, topic)

    def subscriber(self, group: str, topics: Sequence[str]) -> MemorySubscriber:
        """Return a member of ``group`` that reads all partitions of ``topics``."""
        return MemorySubscriber(self, group, topics)


class MemoryPublisher:
    """Appends to a topic."""

    def __init__(self, broker: MemoryBroker, topic: str) -> None:
        """Publish to ``topic`` of ``broker``."""
        self._broker = broker
        self._topic = topic

    def publish(self, events: Sequence[Pesan]) -> None:
        """Append each event to the partition of its subject."""
        with self._broker.changed:
            for event in events:
                partition = zlib.crc32(event.subjek.encode()) % self._broker.partitions
                log = self._broker.topics[self._topic][partition]
                log.append(event._replace(partisi=partition, offset=len(log)))
            self._broker.changed.notify_all()

    def close(self) -> None:
        """Do nothing: the broker keeps what it has."""


class MemorySubscriber:
    """Reads from the group's offsets on."""

    def __init__(self, broker: MemoryBroker, group: str, topics: Sequence[str], limit: int = 5000) -> None:
        """Join; begins at the group's committed offsets."""
        self._broker = broker
        self._group = group
        self._limit = limit
        self._at = {
            (topic, partition): broker.offsets[group, topic, partition]
            for topic in topics
            for partition in range(broker.partitions)
        }

    def poll(self, timeout: float) -> Received:
        """Return what is there."""
        with self._broker.changed:
            self._broker.changed.wait_for(self._waiting, timeout)
            received = Received()
            for (topic, partition), at in self._at.items():
                page = self._broker.topics[topic][partition][at : at + self._limit - len(received.pesan)]
                received.pesan.extend(page)
                self._at[topic, partition] = at + len(page)
            return received

    def commit(self) -> None:
        """Store the offsets of the group."""
        with self._broker.changed:
            for (topic, partition), at in self._at.items():
                self._broker.offsets[self._group, topic, partition] = at

    def lag(self) -> Mapping[str, int]:
        """Return how many events are not committed, by source."""
        lag: dict[str, int] = defaultdict(int)
        for topic, partition in self._at:
            lag[topic] += (
                len(self._broker.topics[topic][partition]) - self._broker.offsets[self._group, topic, partition]
            )
        return lag

    def close(self) -> None:
        """Leave; what was not committed is delivered again."""

    def _waiting(self) -> bool:
        return any(len(self._broker.topics[topic][part]) > at for (topic, part), at in self._at.items())
