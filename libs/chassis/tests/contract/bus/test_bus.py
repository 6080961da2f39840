"""What every bus keeps: at least once, in order for each subject, again what was not committed."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from chassis.bus import Received, Subscriber
from chassis.pesan import Pesan
from tests.support.uji.peristiwa import TIPE, nomor_of
from tests.support.waiting import wait_until

Bus = Any  # the protocol of conftest.py, which pytest does not let others import
Subscribe = Callable[[], Any]

WRITTEN = [(f"berkas-{n % 7}", str(n)) for n in range(100)]


@pytest.fixture
def subscribe(bus: Bus) -> Subscribe:
    @contextmanager
    def joined() -> Iterator[Subscriber]:
        subscriber: Subscriber = bus.subscribe()
        try:
            yield subscriber
        finally:
            subscriber.close()

    return joined


def test_everything_published_is_received_with_all_its_attributes(bus: Bus, subscribe: Subscribe) -> None:
    published = bus.publish(WRITTEN)
    with subscribe() as subscriber:
        received = _receive(subscriber, len(published))

    assert {p.id: _attributes(p) for p in received.pesan} == {p.id: _attributes(p) for p in published}


def test_events_of_one_subject_arrive_in_order(bus: Bus, subscribe: Subscribe) -> None:
    bus.publish(WRITTEN)
    with subscribe() as subscriber:
        received = _receive(subscriber, len(WRITTEN))
        bus.publish([("berkas-1", "terakhir")])
        received.pesan += _receive(subscriber, 1).pesan

    for subject in {subject for subject, _ in WRITTEN} - {"berkas-1"}:
        assert _numbers(received, subject) == [nomor for at, nomor in WRITTEN if at == subject]
    assert _numbers(received, "berkas-1")[-1] == "terakhir"


def test_a_subscriber_that_was_there_before_receives_what_comes(bus: Bus, subscribe: Subscribe) -> None:
    with subscribe() as subscriber:
        assert not subscriber.poll(0.2)
        bus.publish(WRITTEN)

        assert len(_receive(subscriber, len(WRITTEN)).pesan) == len(WRITTEN)


def test_what_was_not_committed_is_delivered_again_to_the_next(bus: Bus, subscribe: Subscribe) -> None:
    bus.publish(WRITTEN)
    with subscribe() as first:
        _receive(first, len(WRITTEN))
    with subscribe() as second:
        again = _receive(second, len(WRITTEN))

    assert sorted(nomor_of(p.data) for p in again.pesan) == sorted(nomor for _, nomor in WRITTEN)


def test_what_was_committed_is_not_delivered_again(bus: Bus, subscribe: Subscribe) -> None:
    bus.publish(WRITTEN)
    with subscribe() as first:
        bus.take_in(first, _receive(first, len(WRITTEN)))
    bus.publish([("berkas-1", "baru")])
    with subscribe() as second:
        received = _receive(second, 1)

    assert [nomor_of(p.data) for p in received.pesan] == ["baru"]


def test_a_poll_with_nothing_to_receive_returns_empty_in_time(bus: Bus, subscribe: Subscribe) -> None:
    with subscribe() as subscriber:
        subscriber.poll(1)
        begin = time.monotonic()
        received = subscriber.poll(0.3)
        seconds = time.monotonic() - begin

    assert not received
    assert seconds < 2


def test_the_lag_counts_what_is_not_in_effect_and_goes_down_to_nothing(bus: Bus, subscribe: Subscribe) -> None:
    bus.publish([(f"berkas-{n % 20}", str(n)) for n in range(6000)])
    with subscribe() as subscriber:
        first = wait_until(lambda: subscriber.poll(1), timeout=30)
        wait_until(lambda: subscriber.lag() == {"uji": 6000}, timeout=10, what="what is in hand to count")
        bus.take_in(subscriber, first)
        wait_until(lambda: subscriber.lag() == {"uji": 6000 - len(first.pesan)}, timeout=10, what="the lag to fall")
        rest = _receive(subscriber, 6000 - len(first.pesan))
        bus.take_in(subscriber, rest)

        assert len(first.pesan) + len(rest.pesan) == 6000
        wait_until(lambda: subscriber.lag() == {"uji": 0}, timeout=10, what="nothing to wait")


def test_one_poll_returns_at_most_five_thousand(bus: Bus, subscribe: Subscribe) -> None:
    bus.publish([("berkas-1", str(n)) for n in range(6000)])
    sizes: list[int] = []
    with subscribe() as subscriber:
        while sum(sizes) < 6000:
            sizes.append(len(wait_until(lambda: subscriber.poll(1), timeout=30).pesan))

    assert max(sizes) <= 5000
    assert sum(sizes) == 6000


def test_publishing_nothing_is_nothing(bus: Bus, subscribe: Subscribe) -> None:
    assert bus.publish([]) == []
    bus.publish([("berkas-1", "satu")])
    with subscribe() as subscriber:
        assert len(_receive(subscriber, 1).pesan) == 1


def test_a_subscriber_may_close_before_it_polled(bus: Bus, subscribe: Subscribe) -> None:
    with subscribe():
        pass


def _receive(subscriber: Subscriber, count: int) -> Received:
    """Poll until ``count`` events have come."""
    received = Received()

    def enough() -> bool:
        polled = subscriber.poll(0.5)
        received.pesan.extend(polled.pesan)
        received.unreadable.extend(polled.unreadable)
        return len(received.pesan) >= count

    wait_until(enough, timeout=40, every=0.001, what=f"{count} events")
    assert received.unreadable == []
    return received


def _attributes(pesan: Pesan) -> Pesan:
    """Return the event without the marks of its way."""
    assert pesan.tipe == TIPE
    return pesan._replace(partisi=0, offset=0)


def _numbers(received: Received, subject: str) -> list[str]:
    return [nomor_of(p.data) for p in received.pesan if p.subjek == subject]
