"""PostgreSQL goes and comes back; what the pool held is not handed out once more."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import psycopg
import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import SQLAlchemyError

from chassis.database import create_engine, raw
from tests.support.postgres import Postgres, plain
from tests.support.server import Server
from tests.support.waiting import wait_until

READERS = 8


@dataclass
class Reader:
    """Reads again and again, by SQLAlchemy or by the driver under it, and notes how each call ended."""

    engine: Engine
    by_driver: bool
    stop: threading.Event
    door: threading.Event
    """Closed, it lets nobody begin a call."""
    waits: bool = False
    calls: list[tuple[float, bool]] = field(default_factory=list)

    def run(self) -> None:
        while not self.stop.is_set():
            self.waits = True
            self.door.wait()
            self.waits = False
            began = time.monotonic()
            try:
                with self.engine.connect() as conn:
                    if self.by_driver:
                        raw(conn).execute("SELECT 1")
                    else:
                        conn.execute(text("SELECT 1"))
            except (SQLAlchemyError, psycopg.Error):
                self.calls.append((began, False))
            else:
                self.calls.append((began, True))
            self.stop.wait(0.005)

    def since(self, moment: float) -> list[bool]:
        return [good for began, good in self.calls if began >= moment]


@pytest.fixture
def readers(private_postgres: Server) -> Iterator[list[Reader]]:
    """Give eight threads that read, each of them well on its way."""
    engine, stop, door = create_engine(private_postgres.address), threading.Event(), threading.Event()
    door.set()
    readers = [Reader(engine, number % 2 == 0, stop, door) for number in range(READERS)]
    threads = [threading.Thread(target=reader.run, daemon=True) for reader in readers]
    for thread in threads:
        thread.start()
    wait_until(lambda: all(len(reader.calls) > 20 for reader in readers), timeout=30)
    yield readers
    stop.set()
    door.set()
    for thread in threads:
        thread.join(20)
    engine.dispose()


@pytest.mark.parametrize("end", ["kill", "stop"])
def test_who_reads_through_a_restart_fails_once_at_most_after_it(
    private_postgres: Server, readers: list[Reader], end: str
) -> None:
    getattr(private_postgres, end)()
    private_postgres.start()
    back = time.monotonic()
    wait_until(lambda: all(len(reader.since(back)) > 40 for reader in readers), timeout=60)

    assert all(all(reader.since(back)[1:]) for reader in readers)


@pytest.mark.parametrize("end", ["kill", "stop"])
def test_who_did_not_read_during_a_restart_does_not_notice_it(
    private_postgres: Server, readers: list[Reader], end: str
) -> None:
    readers[0].door.clear()
    wait_until(lambda: all(reader.waits for reader in readers))
    getattr(private_postgres, end)()
    private_postgres.start()
    back = time.monotonic()
    readers[0].door.set()
    wait_until(lambda: all(len(reader.since(back)) > 40 for reader in readers), timeout=60)

    assert all(all(reader.since(back)) for reader in readers)


@pytest.mark.parametrize(
    "read", [lambda conn: raw(conn).execute("SELECT 1"), lambda conn: conn.execute(text("SELECT 1"))]
)
def test_connections_that_the_server_ended_while_they_lay_there_cost_no_call(
    postgres: Postgres, database_url: str, read: Callable[[Any], Any]
) -> None:
    engine = create_engine(database_url)
    held = [engine.connect() for _ in range(5)]
    for conn in held:
        read(conn)
    for conn in held:
        conn.close()

    with psycopg.connect(plain(database_url), autocommit=True) as other:
        ended = "SELECT count(pg_terminate_backend(pid, 5000)) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        assert other.execute(ended).fetchone() == (5,)
    for _ in range(5):
        with engine.connect() as conn:
            read(conn)

    engine.dispose()


def test_a_connection_with_news_from_the_server_is_kept(database_url: str) -> None:
    engine = create_engine(database_url)
    with engine.connect() as conn:
        backend = raw(conn).info.backend_pid
        raw(conn).execute("LISTEN kabar")
        conn.commit()
    with psycopg.connect(plain(database_url), autocommit=True) as other:
        other.execute("NOTIFY kabar")

    with engine.connect() as conn:
        assert raw(conn).info.backend_pid == backend
    engine.dispose()
