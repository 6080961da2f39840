"""The log cannot be changed unseen (S24)."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

import psycopg
import pytest
from psycopg.sql import SQL, Identifier
from sqlalchemy import Engine

from chassis.outbox import ChainBroken, Sequencer, verify
from chassis.outbox._leader import connect
from tests.support.uji.peristiwa import change, make_entri, write_log
from tests.support.uji.thread import running_task

Tamper = Callable[[psycopg.Connection, random.Random], None]

ROWS = 60
EDITS = (
    "posisi = posisi + 1000",
    "posisi = NULL",
    "event_id = gen_random_uuid()",
    "type = type || 'X'",
    "type = NULL, data = NULL",
    "subject = subject || ' '",
    "subject = ''",
    "time = time + interval '1 microsecond'",
    "time = 'infinity'",
    "time = '-infinity'",
    "data = data || '\\x00'",
    "data = ''",
    "data = NULL",
    "traceparent = '00-1'",
    "jejak = jejak || ' '",
    "jejak = NULL",
    "jejak = ''",
    "hash = sha256(hash)",
    "hash = ''",
    "urut = urut + 1000",
)


def edit(connection: psycopg.Connection, chance: random.Random) -> None:
    """Change one column of one row that holds a value there."""
    change_ = EDITS[chance.randrange(len(EDITS))]
    column = change_.split(" ", maxsplit=1)[0]
    held = SQL("SELECT urut FROM log WHERE {0} IS NOT NULL AND {0}::text <> ''").format(Identifier(column))
    row = chance.choice(connection.execute(held).fetchall())
    connection.execute(SQL("UPDATE log SET {} WHERE urut = %s").format(SQL(change_)), row)


def delete(connection: psycopg.Connection, chance: random.Random) -> None:
    """Remove one row, the first and the last among the possible ones."""
    connection.execute("DELETE FROM log WHERE urut = %s", [chance.randint(1, ROWS)])


def delete_and_close_ranks(connection: psycopg.Connection, chance: random.Random) -> None:
    """Remove one row and give the rest, and the head, the numbers they would have had."""
    gone = chance.randint(1, ROWS)
    removed = connection.execute("DELETE FROM log WHERE urut = %s RETURNING posisi", [gone]).fetchone()
    event = int(removed is not None and removed[0] is not None)
    connection.execute("UPDATE log SET urut = -urut + 1, posisi = -posisi + %s WHERE urut > %s", [event, gone])
    connection.execute("UPDATE log SET urut = -urut, posisi = -posisi WHERE urut < 0 OR posisi < 0")
    connection.execute("UPDATE log_head SET urut = urut - 1, posisi = posisi - %s", [event])


def reorder(connection: psycopg.Connection, chance: random.Random) -> None:
    """Let two rows change places."""
    first, second = chance.sample(range(1, ROWS + 1), 2)
    connection.execute("UPDATE log SET urut = 0, posisi = 0 WHERE urut = %s", [first])
    _move(connection, second, first)
    _move(connection, 0, second)


def insert(connection: psycopg.Connection, chance: random.Random) -> None:
    """Put a row at the end, with or without the head's knowledge."""
    connection.execute(
        "INSERT INTO log SELECT %s, NULL, gen_random_uuid(), NULL, subject, time, NULL, traceparent, '{}', hash"
        " FROM log WHERE urut = %s",
        [ROWS + 1, chance.randint(1, ROWS)],
    )
    if chance.random() < 0.5:
        connection.execute("UPDATE log_head SET urut = urut + 1")


def _move(connection: psycopg.Connection, source: int, target: int) -> None:
    posisi = target - target // 3 if target % 3 else None  # every third row is an audit row
    connection.execute(
        "UPDATE log SET urut = %s, posisi = CASE WHEN type IS NULL THEN NULL ELSE %s END WHERE urut = %s",
        [target, posisi if posisi is not None else -target, source],
    )


# The forger's log is a copy without keys and constraints, found before the true one on the search path.
@pytest.fixture
def connection(engine: Engine) -> Iterator[psycopg.Connection]:
    write_log(engine, [make_entri(f"b-{n}", str(n), event=n % 3 != 0, jejak={"n": n}) for n in range(1, ROWS + 1)])
    with connect(engine) as connection:
        connection.execute("CREATE SCHEMA palsu; SET search_path = palsu, public")
        connection.execute("CREATE TABLE palsu.log AS TABLE public.log")
        connection.execute("CREATE TABLE palsu.log_head AS TABLE public.log_head")
        yield connection


@pytest.mark.parametrize("tamper", [edit, delete, delete_and_close_ranks, reorder, insert])
def test_twenty_of_each_kind_of_tampering_are_detected(
    connection: psycopg.Connection,
    tamper: Tamper,
) -> None:
    unseen = [seed for seed in range(20) if not _detected(connection, tamper, seed)]

    assert unseen == []
    assert verify(connection).rows == ROWS


@pytest.mark.parametrize("column", EDITS)
def test_no_column_of_a_row_can_be_changed_unseen(
    connection: psycopg.Connection,
    column: str,
) -> None:
    name = Identifier(column.split(" ", maxsplit=1)[0])
    statement = SQL("UPDATE log SET {} WHERE urut = (SELECT max(urut) FROM log WHERE {} IS NOT NULL)")
    connection.execute(statement.format(SQL(column), name))

    with pytest.raises(ChainBroken):
        verify(connection)


def test_the_first_row_that_does_not_fit_is_named(connection: psycopg.Connection) -> None:
    connection.execute("UPDATE log SET subject = 'lain' WHERE urut IN (20, 40)")

    with pytest.raises(ChainBroken, match="row 20 was changed"):
        verify(connection)


def test_an_empty_log_is_sound(engine: Engine) -> None:
    with connect(engine) as connection:
        assert verify(connection).rows == 0


def test_the_chain_can_be_verified_while_writers_write(engine: Engine) -> None:
    def write_on() -> None:
        for number in range(300):
            change(engine, f"berkas-{number % 7}")

    with running_task(Sequencer(engine).run), running_task(lambda _: write_on()), connect(engine) as connection:
        seen = [verify(connection).rows for _ in range(30)]

    assert seen == sorted(seen)


def _detected(connection: psycopg.Connection, tamper: Tamper, seed: int) -> bool:
    _restore(connection)
    tamper(connection, random.Random(seed))  # noqa: S311 - repeatable on purpose
    try:
        verify(connection)
    except ChainBroken:
        detected = True
    else:
        detected = False
    _restore(connection)
    return detected


def _restore(connection: psycopg.Connection) -> None:
    connection.execute("TRUNCATE log, log_head; INSERT INTO log TABLE public.log")
    connection.execute("INSERT INTO log_head TABLE public.log_head")
