"""The two ports of the bus."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from chassis.pesan import Pesan

Progress = Callable[[], Mapping[tuple[str, int], int]]
"""Asks the consumer's database: up to which position is each (source, partition) in effect?"""

Place = tuple[int, int]
"""The position of the newest event in effect, and its offset in the partition."""
Places = Callable[[], Mapping[tuple[str, int], Place]]
"""Asks the consumer's database where in each (source, partition) of Kafka it is; what it does not know is left out."""


class PublishError(Exception):
    """Not every event was acknowledged; publish again from the last mark."""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A message that carries no event of ours: kept as a dead letter, with its origin and the reason."""

    pesan: Pesan
    """As much as could be made out; its source is the topic and its position the offset, where it names none."""
    alasan: str


@dataclass(slots=True)
class Received:
    """What one poll returned."""

    pesan: list[Pesan] = field(default_factory=list)
    unreadable: list[Unreadable] = field(default_factory=list)

    def __bool__(self) -> bool:
        """Tell whether there is anything."""
        return bool(self.pesan or self.unreadable)


class Publisher(Protocol):
    """Sends events to whoever follows this service."""

    def publish(self, events: Sequence[Pesan]) -> None:
        """Send the events in order and return when all replicas have them.

        Raises :class:`PublishError` when any was not acknowledged; some may have been.
        """
        ...

    def close(self) -> None:
        """Let go of connections."""
        ...


class Subscriber(Protocol):
    """Receives the events of other services: at least once, in order for each subject."""

    def poll(self, timeout: float) -> Received:
        """Return what is there, at most 5,000 events, waiting up to ``timeout`` seconds for the first."""
        ...

    def commit(self) -> None:
        """Note that all that was received so far is in effect; the next start begins after it."""
        ...

    def lag(self) -> Mapping[str, int]:
        """Return how many events are known and not committed, by source."""
        ...

    def close(self) -> None:
        """Leave."""
        ...
