"""The feed by pages against one event a unary call."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import grpc
from sqlalchemy import Engine

from benchmarks.harness import Figure, Stopwatch, interleave, timed
from benchmarks.stage import Stage, fill_log, make_events
from chassis.bus.feed import read_all
from chassis.feed import EventFeed
from chassis.outbox import LogTail
from simpul.feed.v1 import feed_pb2, feed_pb2_grpc

EVENTS = 60_000
UNARY = 2_000


def run(stage: Stage) -> Iterator[Figure]:
    """Fill a log once and serve it."""
    engine = stage.database("perizinan")
    with timed(f"{EVENTS:,} events in the log"):
        fill_log(engine, make_events(EVENTS))
    with serving(engine) as address:
        medians = interleave({"unary": lambda: read_unary(address), "pages": lambda: read_pages(address)})
    rate, unary = medians["pages"], medians["unary"]
    yield Figure(
        what="feed", per="one event a unary call", ratio=rate / unary, floor=50, aim=100,
        detail=f"{rate:,.0f} events/s",
    )  # fmt: skip
    engine.dispose()


@contextmanager
def serving(engine: Engine) -> Iterator[str]:
    """Serve the feed of a log on a free port."""
    stop = threading.Event()
    server = grpc.server(ThreadPoolExecutor(8))
    tail = LogTail(engine)
    threading.Thread(target=tail.run, args=(stop,), daemon=True).start()
    feed_pb2_grpc.add_EventFeedServiceServicer_to_server(EventFeed(engine, "perizinan", tail, stop), server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    try:
        yield f"127.0.0.1:{port}"
    finally:
        stop.set()
        server.stop(1).wait()


def read_unary(address: str) -> float:
    """Return the events a second of calls that ask for one event each."""
    with grpc.insecure_channel(address) as channel:
        stub = feed_pb2_grpc.EventFeedServiceStub(channel)
        watch = Stopwatch()
        for after in range(UNARY):
            stub.ReadEvents(feed_pb2.ReadEventsRequest(after=after, limit=1))
        return UNARY / watch.seconds


def read_pages(address: str) -> float:
    """Return the events a second of a reader of the whole log."""
    with grpc.insecure_channel(address) as channel:
        watch = Stopwatch()
        seen = sum(len(page) for page in read_all(channel))
        if seen != EVENTS:
            raise RuntimeError(f"{seen} of {EVENTS} events read")
        return seen / watch.seconds
