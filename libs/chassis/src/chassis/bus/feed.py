"""The feed as a bus: one stream a source, from the consumer's own progress on."""

from __future__ import annotations

import queue
import threading
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any

import grpc
import psycopg
import structlog
from sqlalchemy.exc import SQLAlchemyError

from chassis.bus._port import Progress, Received, Unreadable
from chassis.pesan import Pesan
from simpul.feed.v1 import feed_pb2, feed_pb2_grpc

_log = structlog.get_logger(__name__)

_LIMIT = 5000
_PAGE = 500
_PAGE_SECONDS = 30
_ASKED_AHEAD = 6
"""Pages that a reader of the whole log has asked for and not yet seen."""
_PAGES_AHEAD = 20
"""Pages of 500 that may wait for the consumer; then the stream is not read on, and gRPC holds the sender."""

PARTITION = -1
"""What stands for the partition in the progress by the feed: none of Kafka's, whose positions say nothing of the others."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

Connect = Callable[[], grpc.Channel]


class FeedSubscriber:
    """Follows the feeds of some services."""

    def __init__(self, sources: Mapping[str, Connect], progress: Progress) -> None:
        """Follow ``sources`` (by name of the service) from the positions that ``progress`` returns."""
        self._pages: queue.Queue[tuple[str, feed_pb2.ReadEventsResponse]] = queue.Queue(_PAGES_AHEAD)
        self._closed = threading.Event()
        self._last: dict[str, int] = {}
        self._received: dict[str, int] = {}
        self._at: dict[str, int] = {}
        self._streams = [
            _Stream(name, connect, progress, self._offer, self._closed) for name, connect in sources.items()
        ]
        for stream in self._streams:
            stream.start()

    def poll(self, timeout: float) -> Received:
        """Return the pages that have come, up to 5,000 events, without waiting to fill.

        Raises ``RuntimeError`` when a stream has died of a fault of ours: the process is better started again.
        """
        if not self._closed.is_set() and not all(stream.is_alive() for stream in self._streams):
            raise RuntimeError("a stream of the feed has died")
        received = Received()
        try:
            self._take(received, self._pages.get(timeout=timeout))
            while len(received.pesan) <= _LIMIT - 500:
                self._take(received, self._pages.get_nowait())
        except queue.Empty:
            pass
        return received

    def commit(self) -> None:
        """Note it for the lag; progress itself stands in the consumer's database."""
        self._at |= self._received

    def lag(self) -> Mapping[str, int]:
        """Return how many events each source has beyond what is in effect."""
        return {source: max(0, last - self._at.get(source, 0)) for source, last in self._last.items()}

    def close(self) -> None:
        """End the streams."""
        self._closed.set()
        for stream in self._streams:
            stream.cancel()
        for stream in self._streams:
            stream.join(timeout=5)

    def _offer(self, source: str, page: feed_pb2.ReadEventsResponse) -> None:
        while not self._closed.is_set():
            try:
                self._pages.put((source, page), timeout=0.5)
                return
            except queue.Full:
                continue

    def _take(self, received: Received, item: tuple[str, feed_pb2.ReadEventsResponse]) -> None:
        source, page = item
        expected = f"/simpul/{source}"
        for event in page.events:
            if event.source == expected:
                received.pesan.append(to_pesan(event))
            else:
                received.unreadable.append(_foreign(source, event))
        self._last[source] = page.last
        if page.events:
            self._at.setdefault(source, page.events[0].sequence - 1)
            self._received[source] = page.events[-1].sequence


class _Stream(threading.Thread):
    """Keeps one subscription open: from the consumer's progress at first, from what it last handed on after a break."""

    def __init__(
        self,
        source: str,
        connect: Connect,
        progress: Progress,
        offer: Callable[[str, feed_pb2.ReadEventsResponse], None],
        closed: threading.Event,
    ) -> None:
        super().__init__(name=f"feed-{source}", daemon=True)
        self._source = source
        self._connect = connect
        self._progress = progress
        self._offer = offer
        self._closed = closed
        self._call: Iterator[feed_pb2.ReadEventsResponse] | None = None
        self._after: int | None = None

    def run(self) -> None:
        """Follow until closed; a neighbour that is away is asked again, each time a little later."""
        pause = 0.1
        while not self._closed.is_set():
            try:
                with self._connect() as channel:
                    for page in self._subscribe(channel):
                        self._offer(self._source, page)
                        pause = 0.1
                        if page.events:
                            self._after = page.events[-1].sequence
            except grpc.RpcError as error:
                if not self._closed.is_set():
                    _log.info("feed_away", source=self._source, code=str(error.code()))
            except (SQLAlchemyError, psycopg.Error) as error:
                _log.warning("feed_waits_for_database", source=self._source, error=type(error).__name__)
            self._closed.wait(pause)
            pause = min(pause * 2, 5.0)

    def cancel(self) -> None:
        """Break the call, so that the thread ends."""
        if self._call is not None:
            self._call.cancel()  # type: ignore[attr-defined]

    def _subscribe(self, channel: grpc.Channel) -> Iterator[feed_pb2.ReadEventsResponse]:
        if self._after is None:
            self._after = self._progress().get((f"/simpul/{self._source}", PARTITION), 0)
        request = feed_pb2.SubscribeEventsRequest(after=self._after)
        self._call = feed_pb2_grpc.EventFeedServiceStub(channel).SubscribeEvents(request)
        if self._closed.is_set():
            self.cancel()
        return self._call


def to_pesan(event: feed_pb2.Event) -> Pesan:
    """Return the event of the feed as a consumer reads it."""
    time = event.time
    sequence = event.sequence
    return Pesan(
        event.source,
        sequence,
        event.id,
        event.type,
        event.subject,
        _EPOCH + timedelta(0, time.seconds, time.nanos // 1000),
        event.data,
        event.traceparent,
        PARTITION,
        sequence,
    )


def _foreign(source: str, event: feed_pb2.Event) -> Unreadable:
    """Return an event that names another producer than the one asked, as found."""
    found = to_pesan(event)._replace(sumber=f"feed:{source}")
    return Unreadable(found, f"source {event.source[:80]} is not /simpul/{source}")


def read_all(channel: grpc.Channel, after: int = 0, until: int | None = None) -> Iterator[list[Pesan]]:
    """Read the log of a service page by page, from ``after`` to ``until`` or its present end.

    Some pages are asked for ahead, so that the service makes them while the caller works on others. Where each begins is
    known, for the log has no gap; raises ``RuntimeError`` when a page does not reach to the next, or beyond its start.
    """
    stub = feed_pb2_grpc.EventFeedServiceStub(channel)
    end = _end_of(stub) if until is None else until

    def ask(start: int) -> tuple[int, Any]:
        request = feed_pb2.ReadEventsRequest(after=start, limit=_PAGE)
        return start, stub.ReadEvents.future(request, timeout=_PAGE_SECONDS)

    starts = iter(range(after, end, _PAGE))
    asked = deque(map(ask, islice(starts, _ASKED_AHEAD)))
    while asked:
        start, asking = asked.popleft()
        page = asking.result()
        asked.extend(map(ask, islice(starts, 1)))
        events = [to_pesan(event) for event in page.events if event.sequence <= end]
        reached = events[-1].posisi if events else start
        if reached != max(start, min(start + _PAGE, end, page.last)):
            raise RuntimeError(f"the page of the feed after {start} ends at {reached}: the log has a gap")
        if events:
            yield events


def _end_of(stub: feed_pb2_grpc.EventFeedServiceStub) -> int:
    """Return the newest position of the log."""
    last: int = stub.ReadEvents(feed_pb2.ReadEventsRequest(limit=1), timeout=_PAGE_SECONDS).last
    return last
