"""Building the projection anew from the log, read over the feed, against a raw poll loop over as many messages."""

from __future__ import annotations

import gc
import multiprocessing
import threading
from collections.abc import Iterator, Sequence
from multiprocessing.connection import Connection

import grpc
from sqlalchemy import Engine

from benchmarks.feed import serving
from benchmarks.harness import Figure, Stopwatch, interleave, timed
from benchmarks.ingest import pelaporan_database, poll_raw, publish_events
from benchmarks.stage import Stage, fill_log, make_events
from chassis.bus.feed import FeedSubscriber, read_all
from chassis.consumer import Consumer
from chassis.contracts import event_types
from chassis.database import create_engine
from chassis.pesan import Pesan
from pelaporan.adapters.fakta_handler import FaktaHandler
from pelaporan.adapters.generasi import Pembangunan
from pelaporan.adapters.isian import read_skema

EVENTS = 120_000


def run(stage: Stage) -> Iterator[Figure]:
    """Fill a log, take it in, then build a second generation beside the first."""
    topic = publish_events(stage, EVENTS)
    source = stage.database("perizinan")
    with timed(f"{EVENTS:,} events in the log"):
        fill_log(source, make_events(EVENTS))
    url = source.url.render_as_string(hide_password=False)
    source.dispose()
    ours, theirs = multiprocessing.get_context("spawn").Pipe()
    server = multiprocessing.get_context("spawn").Process(target=serve, args=(url, theirs), daemon=True)
    server.start()
    address = ours.recv()
    live = pelaporan_database(stage)
    with timed("taken in"):
        take_in(live, address)
    medians = interleave(
        {
            "raw poll loop": lambda: poll_raw(stage.kafka, topic, EVENTS),
            "rebuild": lambda: rebuild(live, address),
        }
    )
    rate, raw = medians["rebuild"], medians["raw poll loop"]
    yield Figure(
        what="rebuild from the log", per="raw `poll` loop", ratio=rate / raw, floor=0.75, aim=1.2,
        detail=f"{rate:,.0f} events/s, indexes, comparison and swap included",
    )  # fmt: skip
    server.terminate()
    server.join()
    live.dispose()


def serve(url: str, told: Connection) -> None:
    """Serve the log from a process of its own, as perizinan does."""
    with serving(create_engine(url)) as address:
        told.send(address)
        threading.Event().wait()


def take_in(engine: Engine, address: str) -> None:
    """Bring the live generation up to the log."""
    subscriber = FeedSubscriber({"perizinan": lambda: grpc.insecure_channel(address)}, dict)
    consumer, stop, seen = Consumer(engine, subscriber, FaktaHandler()), threading.Event(), 0
    while seen < EVENTS:
        seen += consumer.step(stop)
    subscriber.close()


def rebuild(engine: Engine, address: str) -> float:
    """Return the events a second of a whole rebuild."""

    def read_log(_: str, after: int, until: int) -> Iterator[Sequence[Pesan]]:
        with grpc.insecure_channel(address) as channel:
            yield from read_all(channel, after, until)

    usual = gc.get_threshold()
    building = Pembangunan(engine, read_skema(event_types()), read_log)
    watch = Stopwatch()
    found = building.rebuild(check=False)
    seconds = watch.seconds
    gc.set_threshold(*usual)
    gc.unfreeze()
    if not found.sama or found.peristiwa != EVENTS:
        raise RuntimeError("the new generation is not what the log says")
    return EVENTS / seconds
