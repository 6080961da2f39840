"""The log in ranges: the next one is there before it is needed, and nobody waits for it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from sqlalchemy import Engine

from chassis.database import create_engine, migration
from chassis.outbox import LogReader, Sequencer, verify
from chassis.outbox._leader import connect
from tests.support.postgres import Postgres
from tests.support.uji.peristiwa import SERVICE, change, make_entri, read_log, sequence, write, write_log
from tests.support.uji.thread import running_task
from tests.support.waiting import wait_until

SMALL = 10

_BEFORE = """
ALTER TABLE log RENAME TO log_terpecah;
CREATE TABLE log (LIKE log_terpecah, CONSTRAINT log_pkey_ PRIMARY KEY (urut));
INSERT INTO log SELECT * FROM log_terpecah;
DROP TABLE log_terpecah;
ALTER TABLE log RENAME CONSTRAINT log_pkey_ TO log_pkey;
CREATE UNIQUE INDEX log_posisi ON log (posisi) WHERE posisi IS NOT NULL;
CREATE INDEX log_subject ON log (subject, urut);
UPDATE alembic_version SET version_num = 'chassis_0003' WHERE version_num = 'chassis_0004';
DELETE FROM alembic_applied WHERE revision = 'chassis_0004';
"""


_OLD_ROWS = """
INSERT INTO log SELECT n, n, gen_random_uuid(), 'uji', 'b-1', now(), '', '', NULL, '' FROM generate_series(1, 30) n;
UPDATE log_head SET urut = 30, posisi = 30;
"""


@pytest.fixture
def small(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    """Give a database whose log has ranges of ten rows."""
    monkeypatch.setattr("chassis.outbox._rentang.RANGE", SMALL)
    monkeypatch.setattr("chassis.outbox._sequencer.BATCH", 1)
    with connect(engine) as connection:
        _shrink(connection)
    yield engine
    with connect(engine) as connection:
        _forget(connection)


def _shrink(connection: psycopg.Connection[Any]) -> None:
    connection.execute("ALTER TABLE log DETACH PARTITION log_0")
    connection.execute(f"ALTER TABLE log ATTACH PARTITION log_0 FOR VALUES FROM (MINVALUE) TO ({SMALL})")


def _forget(connection: psycopg.Connection[Any]) -> None:
    """Leave the database as it was lent."""
    for name, _ in ranges_of(connection)[1:]:
        connection.execute(f"DROP TABLE {name}")
    connection.execute("ALTER TABLE log DETACH PARTITION log_0")
    connection.execute("ALTER TABLE log ATTACH PARTITION log_0 FOR VALUES FROM (MINVALUE) TO (2000000)")


def ranges_of(connection: psycopg.Connection[Any]) -> list[tuple[str, int]]:
    """Return the ranges, and how many rows each holds, from the oldest."""
    query = "SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = 'log'::regclass ORDER BY inhrelid"
    names = [name for (name,) in connection.execute(query)]
    return [(name, len(connection.execute(f"TABLE {name}").fetchall())) for name in names]


def test_the_next_range_is_made_before_the_last_is_full(small: Engine) -> None:
    for number in range(25):
        write_log(small, [make_entri(f"b-{number}", str(number))])

    with connect(small) as connection:
        assert ranges_of(connection) == [("log_0", 9), ("log_10", 10), ("log_20", 6), ("log_30", 0)]
        assert verify(connection).rows == 25


def test_a_batch_larger_than_a_range_finds_room(small: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chassis.outbox._sequencer.BATCH", 25)
    write(small, *(make_entri(f"b-{number}", str(number)) for number in range(55)))
    sequence(small)

    assert [pesan.posisi for pesan in read_log(small)] == list(range(1, 56))


def test_pages_of_the_log_go_across_ranges_in_order(small: Engine) -> None:
    write_log(small, [make_entri(f"b-{n}", str(n), event=n % 3 != 0) for n in range(1, 61)])

    with connect(small) as connection:
        reader, seen = LogReader("uji"), list[int]()
        while page := reader.read(connection, seen[-1] if seen else 0, 7):
            seen += [pesan.posisi for pesan in page]
    assert seen == list(range(1, 41))


def test_a_position_cannot_stand_twice_in_a_range(small: Engine) -> None:
    write_log(small, [make_entri("b-1", str(n)) for n in range(15)])

    with connect(small) as connection, pytest.raises(psycopg.errors.UniqueViolation):
        connection.execute("UPDATE log SET posisi = 14 WHERE urut = 15")


def test_a_range_is_made_while_others_read_and_write(small: Engine) -> None:
    with small.connect() as reader:
        reader.exec_driver_sql("SELECT count(*) FROM log")  # the transaction stays open
        with running_task(Sequencer(small).run):
            for number in range(40):
                change(small, f"berkas-{number % 3}")
            wait_until(lambda: len(read_log(small)) == 40, what="forty events in the log")

    with connect(small) as connection:
        assert len(ranges_of(connection)) > 4


def test_a_log_that_was_one_table_becomes_the_first_range_as_it_is(postgres: Postgres) -> None:
    url = postgres.create_database()
    engine = create_engine(url)
    migration.upgrade(engine, SERVICE)
    with connect(engine) as connection:
        connection.execute(_BEFORE)
        connection.execute(_OLD_ROWS)
        before = connection.execute("SELECT 'log'::regclass::oid, pg_relation_filenode('log')").fetchone()

    migration.upgrade(engine, SERVICE)

    write_log(engine, [make_entri("b-1", "31")])
    with connect(engine) as connection:
        after = connection.execute("SELECT 'log_0'::regclass::oid, pg_relation_filenode('log_0')").fetchone()
        assert ranges_of(connection) == [("log_0", 31)]
    engine.dispose()
    postgres.drop_database(url)
    assert after == before, "not one row was written anew"
