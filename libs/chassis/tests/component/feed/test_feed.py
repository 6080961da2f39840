"""The feed reads the log by position: by page, or as a stream that stays open."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice

import grpc
import psycopg
import pytest
from sqlalchemy import Engine

from chassis.bus.feed import PARTITION, FeedSubscriber, read_all, to_pesan
from chassis.feed import EventFeed, add_event
from chassis.outbox import LogTail
from simpul.feed.v1 import feed_pb2, feed_pb2_grpc
from tests.support.uji.peristiwa import SUMBER, make_entri, make_pesan, nomor_of, read_log, write_log
from tests.support.uji.thread import running_task
from tests.support.waiting import wait_until


@dataclass
class Server:
    """A feed on a port."""

    port: int
    channel: grpc.Channel
    stop: threading.Event

    def connect(self) -> grpc.Channel:
        return grpc.insecure_channel(f"127.0.0.1:{self.port}")

    @property
    def stub(self) -> feed_pb2_grpc.EventFeedServiceStub:
        return feed_pb2_grpc.EventFeedServiceStub(self.channel)


class Gapped(feed_pb2_grpc.EventFeedServiceServicer):
    """A log of 1,000 that lacks one event."""

    def __init__(self, missing: int) -> None:
        self._missing = missing

    def ReadEvents(  # noqa: N802 - the name of the rpc
        self, request: feed_pb2.ReadEventsRequest, context: grpc.ServicerContext
    ) -> feed_pb2.ReadEventsResponse:
        page = feed_pb2.ReadEventsResponse(last=1000)
        there = (n for n in range(request.after + 1, 1001) if n != self._missing)
        for posisi in islice(there, request.limit):
            add_event(page, make_pesan(posisi))
        return page

    def SubscribeEvents(  # noqa: N802 - the name of the rpc
        self, request: feed_pb2.SubscribeEventsRequest, context: grpc.ServicerContext
    ) -> Iterator[feed_pb2.ReadEventsResponse]:
        yield self.ReadEvents(feed_pb2.ReadEventsRequest(after=request.after, limit=500), context)


@pytest.fixture
def feed(engine: Engine) -> Iterator[Server]:
    tail, stop = LogTail(engine), threading.Event()
    server = grpc.server(ThreadPoolExecutor(8))
    feed_pb2_grpc.add_EventFeedServiceServicer_to_server(EventFeed(engine, "uji", tail, stop), server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    with running_task(tail.run), grpc.insecure_channel(f"127.0.0.1:{port}") as channel:
        yield Server(port, channel, stop)
        stop.set()
        server.stop(1).wait()


def test_a_page_holds_what_follows_a_position(engine: Engine, feed: Server) -> None:
    write_log(engine, [make_entri(nomor=str(n)) for n in range(1, 11)])

    page = feed.stub.ReadEvents(feed_pb2.ReadEventsRequest(after=3, limit=4))

    assert [event.sequence for event in page.events] == [4, 5, 6, 7]
    assert page.last == 10


def test_an_event_of_the_feed_is_that_of_the_log(engine: Engine, feed: Server) -> None:
    write_log(engine, [make_entri("berkas-ü", "satu")])

    [event] = feed.stub.ReadEvents(feed_pb2.ReadEventsRequest()).events

    assert to_pesan(event) == read_log(engine)[0]._replace(partisi=PARTITION)
    assert event.source == SUMBER


def test_an_event_goes_there_and_back(engine: Engine) -> None:
    pesan = make_pesan(4, traceparent="00-1-2-01")
    page = feed_pb2.ReadEventsResponse()

    add_event(page, pesan)

    assert to_pesan(page.events[0]) == pesan._replace(partisi=PARTITION)


def test_a_page_holds_five_hundred_unless_told_fewer(engine: Engine, feed: Server) -> None:
    write_log(engine, [make_entri(nomor=str(n)) for n in range(1201)])

    pages = list(read_all(feed.channel))

    assert [len(page) for page in pages] == [500, 500, 201]
    assert [p.posisi for page in pages for p in page] == list(range(1, 1202))


def test_reading_all_ends_where_it_is_told(engine: Engine, feed: Server) -> None:
    write_log(engine, [make_entri(nomor=str(n)) for n in range(20)])

    assert [p.posisi for page in read_all(feed.channel, after=5, until=9) for p in page] == [6, 7, 8, 9]


@pytest.mark.parametrize("missing", [1, 250, 500])
def test_a_reader_of_the_whole_log_does_not_step_over_a_gap(missing: int) -> None:
    server = grpc.server(ThreadPoolExecutor(2))
    feed_pb2_grpc.add_EventFeedServiceServicer_to_server(Gapped(missing), server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()

    with grpc.insecure_channel(f"127.0.0.1:{port}") as channel, pytest.raises(RuntimeError, match="gap"):
        list(read_all(channel))

    server.stop(None).wait()


def test_reading_beyond_the_end_of_the_log_ends_with_it(engine: Engine, feed: Server) -> None:
    write_log(engine, [make_entri(nomor=str(n)) for n in range(3)])

    assert [p.posisi for page in read_all(feed.channel, until=2000) for p in page] == [1, 2, 3]


def test_audit_rows_without_event_are_not_in_the_feed(engine: Engine, feed: Server) -> None:
    write_log(engine, [make_entri(nomor="1"), make_entri(event=False), make_entri(nomor="2")])

    page = feed.stub.ReadEvents(feed_pb2.ReadEventsRequest())

    assert [event.sequence for event in page.events] == [1, 2]


def test_only_the_wanted_types_are_sent(engine: Engine, feed: Server) -> None:
    write_log(engine, [make_entri(nomor=str(n)) for n in range(3)])

    page = feed.stub.ReadEvents(feed_pb2.ReadEventsRequest(types=["simpul.perizinan.v1.IzinDiserahkan"]))

    assert not page.events
    assert page.last == 3


@pytest.mark.parametrize("after, limit", [(-1, 0), (0, -1), (0, 501)])
def test_a_request_out_of_range_is_an_invalid_argument(feed: Server, after: int, limit: int) -> None:
    with pytest.raises(grpc.RpcError) as refused:
        feed.stub.ReadEvents(feed_pb2.ReadEventsRequest(after=after, limit=limit))

    assert refused.value.code() == grpc.StatusCode.INVALID_ARGUMENT


def test_a_subscription_before_the_start_is_an_invalid_argument(feed: Server) -> None:
    with pytest.raises(grpc.RpcError) as refused:
        next(feed.stub.SubscribeEvents(feed_pb2.SubscribeEventsRequest(after=-1)))

    assert refused.value.code() == grpc.StatusCode.INVALID_ARGUMENT


def test_a_subscription_sends_the_past_and_stays_open_for_what_comes(engine: Engine, feed: Server) -> None:
    write_log(engine, [make_entri(nomor="lama")])
    stream = feed.stub.SubscribeEvents(feed_pb2.SubscribeEventsRequest(), timeout=20)

    first = next(stream)
    write_log(engine, [make_entri(nomor="baru")])
    second = next(stream)
    stream.cancel()

    assert [nomor_of(event.data) for page in (first, second) for event in page.events] == ["lama", "baru"]


def test_a_subscription_ends_as_unavailable_when_the_server_drains(engine: Engine, feed: Server) -> None:
    stream = feed.stub.SubscribeEvents(feed_pb2.SubscribeEventsRequest(), timeout=20)
    feed.stop.set()

    with pytest.raises(grpc.RpcError) as ended:
        next(stream)

    assert ended.value.code() == grpc.StatusCode.UNAVAILABLE


def test_an_event_that_names_another_producer_is_kept_aside(engine: Engine, feed: Server) -> None:
    write_log(engine, [make_entri()])
    subscriber = FeedSubscriber({"kinerja": feed.connect}, dict)
    received = wait_until(lambda: subscriber.poll(0.5))
    subscriber.close()

    assert received.pesan == []
    assert [u.alasan for u in received.unreadable] == ["source /simpul/uji is not /simpul/kinerja"]
    assert received.unreadable[0].pesan.sumber == "feed:kinerja"


def test_progress_by_kafka_says_nothing_of_how_far_the_feed_was_read(engine: Engine, feed: Server) -> None:
    write_log(engine, [make_entri(nomor=str(n)) for n in range(1, 6)])
    subscriber = FeedSubscriber({"uji": feed.connect}, lambda: {(SUMBER, 0): 4, (SUMBER, 3): 2})
    received = wait_until(lambda: subscriber.poll(0.5))
    subscriber.close()

    assert [p.posisi for p in received.pesan] == [1, 2, 3, 4, 5]


def test_a_subscriber_whose_own_database_is_away_at_the_start_begins_when_it_is_back(
    engine: Engine, feed: Server
) -> None:
    write_log(engine, [make_entri(nomor=str(n)) for n in range(1, 6)])
    failures = [psycopg.OperationalError("away")]

    def progress() -> dict[tuple[str, int], int]:
        if failures:
            raise failures.pop()
        return {(SUMBER, PARTITION): 3}

    subscriber = FeedSubscriber({"uji": feed.connect}, progress)
    received = wait_until(lambda: subscriber.poll(0.5))
    subscriber.close()

    assert [p.posisi for p in received.pesan] == [4, 5]
