"""At rest the outbox costs next to nothing; a write is seen at once, and without its wake-up within a second or so."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from sqlalchemy import Engine

from chassis.outbox import LogTail, Sequencer, Waker
from chassis.outbox._leader import connect
from tests.support.postgres import Postgres, plain
from tests.support.uji.peristiwa import make_entri, read_log, write
from tests.support.uji.thread import running_task
from tests.support.waiting import wait_until

TRANSACTIONS = "SELECT xact_commit + xact_rollback FROM pg_stat_database WHERE datname = %s"


def test_a_sequencer_and_a_tail_at_rest_ask_about_once_a_second_each(engine: Engine, postgres: Postgres) -> None:
    with (
        running_task(Sequencer(engine).run),
        running_task(LogTail(engine).run),
        psycopg.connect(plain(postgres.address), autocommit=True) as watcher,
    ):
        settled = _counted_after(watcher, engine, _counted_after(watcher, engine, 0) + 6)
        begin = time.monotonic()
        asked = _counted_after(watcher, engine, settled + 7) - settled
        seconds = time.monotonic() - begin

    assert asked / seconds < 5  # two a second; the server tells its counts in bursts


def test_a_write_that_wakes_the_sequencer_is_in_the_log_at_once(engine: Engine) -> None:
    waker = Waker(engine)
    with running_task(Sequencer(engine).run):
        _write_and_wait(engine, waker, "1")
        seconds = [_write_and_wait(engine, waker, str(number)) for number in range(2, 12)]

    assert sorted(seconds)[5] < 0.2


def test_a_lost_wake_up_costs_about_a_second(engine: Engine) -> None:
    with running_task(Sequencer(engine).run):
        _write_and_wait(engine, Waker(engine), "1")

        assert _write_and_wait(engine, None, "2") < 2.5


def test_wake_ups_are_coalesced(engine: Engine) -> None:
    waker = Waker(engine)
    with connect(engine) as listener:
        listener.execute("LISTEN simpul_outbox")
        for _ in range(1000):
            waker.wake()
        heard = list(listener.notifies(timeout=5, stop_after=1))
        heard += list(listener.notifies(timeout=0.5))

    assert 1 <= len(heard) < 500


def test_a_waker_goes_on_after_its_connection_was_cut(engine: Engine) -> None:
    waker = Waker(engine)
    with connect(engine) as listener:
        listener.execute("LISTEN simpul_outbox")
        waker.wake()
        assert list(listener.notifies(timeout=5, stop_after=1))
        listener.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'NOTIFY%'")
        heard = wait_until(lambda: _heard(waker, listener))

    assert heard


def test_a_tail_wakes_those_who_wait_for_a_longer_log(engine: Engine) -> None:
    tail = LogTail(engine)
    with running_task(tail.run), running_task(Sequencer(engine).run):
        write(engine, make_entri())
        Waker(engine).wake()

        assert tail.wait(0, timeout=5) == 1


def test_a_sequencer_and_a_tail_go_on_after_their_connections_were_cut(engine: Engine) -> None:
    tail = LogTail(engine)
    with running_task(tail.run), running_task(Sequencer(engine).run), _admin(engine) as admin:
        write(engine, make_entri(nomor="1"))
        assert tail.wait(0, timeout=5) == 1
        admin.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        engine.dispose()
        write(engine, make_entri(nomor="2"))

        assert tail.wait(1, timeout=10) == 2


def _heard(waker: Waker, listener: psycopg.Connection) -> int:
    waker.wake()
    return len(list(listener.notifies(timeout=0.5, stop_after=1)))


@contextmanager
def _admin(engine: Engine) -> Iterator[psycopg.Connection]:
    with connect(engine) as connection:
        yield connection


def _write_and_wait(engine: Engine, waker: Waker | None, nomor: str) -> float:
    """Write one event, wait until it is in the log, and return how many seconds that took."""
    write(engine, make_entri(nomor=nomor))
    begin = time.monotonic()
    if waker is not None:
        waker.wake()
    wait_until(lambda: len(read_log(engine)) == int(nomor), every=0.01)
    return time.monotonic() - begin


def _counted_after(watcher: psycopg.Connection, engine: Engine, count: int) -> int:
    """Wait until the server has counted more than ``count`` transactions in the database; return how many."""

    def counted() -> int:
        row = watcher.execute(TRANSACTIONS, [engine.url.database]).fetchone()
        return int(row[0]) if row and row[0] > count else 0

    return wait_until(counted, timeout=20, every=0.1)
