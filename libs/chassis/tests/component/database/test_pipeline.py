"""Statements in one round trip: values and rows keep their types, and all stand or fall together."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from uuid import UUID

import psycopg
import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError

from chassis.database import create_engine, raw
from chassis.database.pipeline import PipelineConnection, Statement, run

_ADD = Statement("INSERT INTO barang (id, nama, isi, pada) VALUES (%(id)s, %(nama)s, %(isi)s, %(pada)s)")
_READ = Statement("SELECT id, nama, isi, pada FROM barang WHERE nama = %(nama)s OR nama = %(nama)s || '!'")
_COUNT = Statement("SELECT count(*) FROM barang")
ROW = {
    "id": UUID("0192c5c8-0000-7000-8000-000000000000"),
    "nama": "Surat 'izin'",
    "isi": b"\x00\xff\\",
    "pada": datetime(2026, 11, 24, 7, 0, tzinfo=UTC),
}


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    engine = create_engine(database_url, pool_size=1)
    with engine.begin() as conn:
        conn.exec_driver_sql("CREATE TABLE barang (id uuid PRIMARY KEY, nama text, isi bytea, pada timestamptz)")
    yield engine
    with engine.begin() as conn:
        conn.exec_driver_sql("DROP TABLE barang")
    engine.dispose()


def _count(engine: Engine) -> int:
    with engine.connect() as conn:
        return int(run(raw(conn), (_COUNT, {}))[0].rows()[0][0])


def test_values_come_back_as_they_went(engine: Engine) -> None:
    with engine.connect() as conn:
        added, read = run(raw(conn), (_ADD, ROW), (_READ, {"nama": ROW["nama"]}))
        assert added.count == 1
        assert read.first() == ROW


def test_nothing_is_nobody(engine: Engine) -> None:
    with engine.connect() as conn:
        [read] = run(raw(conn), (_READ, {"nama": None}))
        assert read.first() is None
        assert read.count == 0


def test_nothing_lasts_without_a_commit(engine: Engine) -> None:
    with engine.connect() as conn:
        run(raw(conn), (_ADD, ROW))
    assert _count(engine) == 0
    with engine.connect() as conn:
        run(raw(conn), (_ADD, ROW))
        conn.commit()
    assert _count(engine) == 1


def test_what_fails_takes_the_others_with_it(engine: Engine) -> None:
    other = ROW | {"id": UUID(int=7)}
    with engine.connect() as conn, pytest.raises(psycopg.errors.UniqueViolation):
        run(raw(conn), (_ADD, ROW), (_ADD, ROW), (_ADD, other))
    assert _count(engine) == 0


def test_a_statement_is_there_again_after_the_driver_dropped_all(engine: Engine) -> None:
    """A rollback, a change of tables: psycopg then has the server forget what it prepared, ours with it."""
    for _ in range(2):
        with engine.connect() as conn:
            for _ in range(4):  # beyond the driver's threshold, so that it has something to drop
                raw(conn).execute("SELECT 1")
            run(raw(conn), (_ADD, ROW))
    with engine.connect() as conn:
        run(raw(conn), (_COUNT, {}))
        conn.exec_driver_sql("ALTER TABLE barang ADD COLUMN lain text")
        run(raw(conn), (_ADD, ROW))
        conn.commit()
    assert _count(engine) == 1


def test_a_flight_larger_than_the_buffers_between_arrives_whole(engine: Engine) -> None:
    rows = [ROW | {"id": UUID(int=number), "isi": b"x" * 2000} for number in range(5000)]
    with engine.connect() as conn:
        answers = run(raw(conn), *((_ADD, row) for row in rows))
        assert [answer.count for answer in answers] == [1] * len(rows)
        conn.commit()
    assert _count(engine) == len(rows)


def test_without_a_transaction_each_read_stands_alone(engine: Engine) -> None:
    pooled = engine.raw_connection()
    connection = pooled.driver_connection
    assert isinstance(connection, PipelineConnection)
    [answer] = run(connection, (_COUNT, {}), begin=False)
    assert answer.rows() == [(0,)]
    assert connection.info.transaction_status == psycopg.pq.TransactionStatus.IDLE
    pooled.close()


@pytest.mark.parametrize("last", [{"nama": "a\x00b"}, {}], ids=["nul", "missing"])
def test_a_value_that_cannot_travel_leaves_the_connection_as_it_was(engine: Engine, last: dict[str, str]) -> None:
    with engine.connect() as conn:
        connection = raw(conn)
        with pytest.raises((psycopg.DataError, KeyError)):
            run(connection, (_ADD, ROW), (_READ, last))
        assert conn.exec_driver_sql("SELECT 1").scalar_one() == 1
        assert raw(conn) is connection
    assert _count(engine) == 0


def test_a_connection_killed_in_flight_is_replaced(engine: Engine) -> None:
    die = Statement("SELECT pg_terminate_backend(pg_backend_pid())")
    with pytest.raises((psycopg.OperationalError, OperationalError)), engine.connect() as conn:
        run(raw(conn), (_ADD, ROW), (die, {}), (Statement("COMMIT"), {}))
    assert _count(engine) == 0


@pytest.mark.parametrize("known", [True, False], ids=["prepared", "not prepared yet"])
@pytest.mark.parametrize("begin", [True, False])
def test_a_connection_that_is_gone_is_an_outage_whichever_statement_meets_it(
    engine: Engine, database_url: str, known: bool, begin: bool
) -> None:
    other = create_engine(database_url, pool_size=1)
    with engine.connect() as conn, other.connect() as killer:
        connection = raw(conn)
        if known:
            run(connection, (_COUNT, {}), begin=False)
        killer.exec_driver_sql(f"SELECT pg_terminate_backend({connection.info.backend_pid})")
        killer.commit()
        with pytest.raises(psycopg.OperationalError):
            run(connection, (_COUNT, {}), begin=begin)
        conn.invalidate()
    other.dispose()
