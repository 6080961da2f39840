"""A *pesan*, one event on its way between services, whatever carries it."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple


class Pesan(NamedTuple):
    """One event as a producer's log holds it and as a consumer receives it.

    A tuple, because hundreds of thousands of them pass in a second.
    """

    sumber: str
    """The producer, ``/simpul/<service>``."""
    posisi: int
    """The position in the producer's log, from 1, without gap."""
    id: str
    """A UUIDv7; its time is when the event was recorded."""
    tipe: str
    """The protobuf full name of the payload."""
    subjek: str
    """The id of the aggregate root; order is kept for each."""
    waktu: datetime
    """When it happened, in UTC."""
    data: bytes
    """The payload, serialised protobuf."""
    traceparent: str = ""
    """W3C trace context, empty when tracing is off."""
    partisi: int = 0
    """The partition it came by; -1 from the feed."""
    offset: int = 0
    """Its place in that partition; the position again, from the feed."""
