"""The event feed: the log of the service over gRPC, to read by page or to follow."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

import grpc
import psycopg
from sqlalchemy import Engine

from chassis.database import raw
from chassis.outbox import LogReader, LogTail
from chassis.pesan import Pesan
from simpul.feed.v1 import feed_pb2, feed_pb2_grpc

SCOPE = "peristiwa.baca"
PAGE = 500

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_DAY = 86_400


class EventFeed(feed_pb2_grpc.EventFeedServiceServicer):
    """Serves the log of one service."""

    def __init__(self, engine: Engine, service: str, tail: LogTail, stop: threading.Event) -> None:
        """Serve the log of ``service``; streams end when ``stop`` is set."""
        self._engine = engine
        self._reader = LogReader(service)
        self._tail = tail
        self._stop = stop

    def ReadEvents(  # noqa: N802 - the name of the rpc
        self, request: feed_pb2.ReadEventsRequest, context: grpc.ServicerContext
    ) -> feed_pb2.ReadEventsResponse:
        """Return a page of the log."""
        if request.after < 0 or not 0 <= request.limit <= PAGE:
            context.abort(grpc.StatusCode.INVALID_ARGUMENT, "after must be 0 or more, limit 0 to 500")
        with self._engine.connect() as conn:
            return self._page(raw(conn), request.after, request.limit or PAGE, request.types)

    def SubscribeEvents(  # noqa: N802 - the name of the rpc
        self, request: feed_pb2.SubscribeEventsRequest, context: grpc.ServicerContext
    ) -> Iterator[feed_pb2.ReadEventsResponse]:
        """Send pages as long as the caller stays and the server runs."""
        if request.after < 0:
            context.abort(grpc.StatusCode.INVALID_ARGUMENT, "after must be 0 or more")
        after = request.after
        while context.is_active() and not self._stop.is_set():
            if self._tail.wait(after, timeout=1.0) <= after:
                continue
            with self._engine.connect() as conn:
                page = self._page(raw(conn), after, PAGE, request.types)
            if page.events:
                yield page
            after = page.events[-1].sequence if len(page.events) == PAGE else max(after, page.last)
        context.abort(grpc.StatusCode.UNAVAILABLE, "the server drains; subscribe again from the last sequence seen")

    def _page(
        self, connection: psycopg.Connection[Any], after: int, limit: int, types: Sequence[str]
    ) -> feed_pb2.ReadEventsResponse:
        """Return a page; ``last`` is read first, so that no event up to it can be missing from the page."""
        page = feed_pb2.ReadEventsResponse(last=self._reader.last(connection))
        for pesan in self._reader.read(connection, after, limit, types):
            if pesan.posisi <= page.last:
                add_event(page, pesan)
        return page


def add_event(page: feed_pb2.ReadEventsResponse, pesan: Pesan) -> None:
    """Put an event on a page, made in its place there: a copy costs as much again."""
    event = page.events.add(
        sequence=pesan.posisi,
        id=pesan.id,
        source=pesan.sumber,
        type=pesan.tipe,
        subject=pesan.subjek,
        traceparent=pesan.traceparent,
        data=pesan.data,
    )
    since = pesan.waktu - _EPOCH
    time = event.time
    time.seconds = since.days * _DAY + since.seconds
    time.nanos = since.microseconds * 1000
