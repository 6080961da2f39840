"""The database's clock: its time and not the machine's, asked once, and carried on while it is away."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime

import psycopg
import pytest
from sqlalchemy import Engine, event
from sqlalchemy.exc import OperationalError

from chassis.database import create_engine
from chassis.database.clock import DatabaseClock
from tests.support.postgres import Postgres, name_of, plain
from tests.support.waiting import wait_until

AHEAD = 600
_SHIFT = f"""
CREATE SCHEMA uji;
CREATE FUNCTION uji.clock_timestamp() RETURNS timestamptz LANGUAGE sql
    AS $$ SELECT pg_catalog.clock_timestamp() + interval '{AHEAD} s' $$;
"""


@pytest.fixture
def ahead(postgres: Postgres) -> Iterator[Engine]:
    """A database whose clock is ten minutes ahead of this machine's."""
    url = postgres.create_database()
    with psycopg.connect(plain(url), autocommit=True) as connection:
        connection.execute(_SHIFT)
        connection.execute(f"ALTER DATABASE {name_of(url)} SET search_path = uji, pg_catalog")
    engine = create_engine(url)
    yield engine
    engine.dispose()
    postgres.drop_database(url)


def _off(clock: DatabaseClock) -> float:
    """Return by how many seconds the clock is ahead of the machine's."""
    return (clock.now() - datetime.now(UTC)).total_seconds()


def test_it_tells_the_time_of_the_database(ahead: Engine) -> None:
    assert _off(DatabaseClock(ahead)) == pytest.approx(AHEAD, abs=1)


def test_it_asks_once_a_minute_and_not_at_each_call(ahead: Engine) -> None:
    asked: list[str] = []
    event.listen(ahead, "before_cursor_execute", lambda *told: asked.append(told[2]))
    clock = DatabaseClock(ahead)

    first = clock.now()
    once = len(asked)
    moments = [clock.now() for _ in range(1000)]

    assert len(asked) == once
    assert [first, *moments] == sorted([first, *moments])


def test_it_follows_a_database_whose_clock_was_set(ahead: Engine) -> None:
    clock = DatabaseClock(ahead)
    clock.now()
    with ahead.connect().execution_options(isolation_level="AUTOCOMMIT") as conn:
        conn.exec_driver_sql("DROP FUNCTION uji.clock_timestamp()")
    clock._due = time.monotonic()

    wait_until(lambda: abs(_off(clock)) < 1, what="the clock to be asked again")


def test_it_carries_on_while_the_database_is_away(ahead: Engine, postgres: Postgres) -> None:
    clock = DatabaseClock(ahead)
    clock.now()
    postgres.drop_database(ahead.url.render_as_string(hide_password=False))
    clock._due = time.monotonic()

    assert [_off(clock) for _ in range(3)] == [pytest.approx(AHEAD, abs=1)] * 3


def test_it_tells_nothing_where_nobody_has_told_it() -> None:
    nowhere = create_engine("postgresql+psycopg://127.0.0.1:1/nowhere")

    with pytest.raises(OperationalError):
        DatabaseClock(nowhere).now()
