"""The log as a file cannot be changed unseen either (S24), and needs no database to be checked."""

from __future__ import annotations

import random
from collections.abc import Callable

import orjson
import pytest
from sqlalchemy import Engine

from chassis.outbox import ChainBroken, export, verify_lines
from chassis.outbox._leader import connect
from tests.support.uji.peristiwa import make_entri, write_log

Tamper = Callable[[list[bytes], random.Random], None]

ROWS = 60


def edit(lines: list[bytes], chance: random.Random) -> None:
    """Change one byte of one line, the head's included."""
    at = chance.randrange(len(lines))
    line = bytearray(lines[at])
    line[chance.randrange(len(line) - 1)] ^= 1 << chance.randrange(7)
    lines[at] = bytes(line)


def edit_a_value(lines: list[bytes], chance: random.Random) -> None:
    """Change one value of one row, in the file's own spelling."""
    at = chance.randrange(ROWS)
    told = orjson.loads(lines[at])
    name = chance.choice(sorted(told))
    told[name] = chance.choice(["", None, 0, "lain", ROWS + 1])
    lines[at] = orjson.dumps(told) + b"\n"


def delete(lines: list[bytes], chance: random.Random) -> None:
    """Remove one row, or the head."""
    del lines[chance.randrange(len(lines))]


def cut_off(lines: list[bytes], chance: random.Random) -> None:
    """Remove the last rows."""
    del lines[chance.randrange(ROWS) : ROWS]


def reorder(lines: list[bytes], chance: random.Random) -> None:
    """Let two rows change places."""
    first, second = chance.sample(range(ROWS), 2)
    lines[first], lines[second] = lines[second], lines[first]


def repeat(lines: list[bytes], chance: random.Random) -> None:
    """Put a row in a second time."""
    lines.insert(chance.randrange(ROWS), lines[chance.randrange(ROWS)])


@pytest.fixture
def lines(engine: Engine) -> list[bytes]:
    """Give the file of a log in which every third row is an audit row alone."""
    write_log(engine, [make_entri(f"b-{n}", str(n), event=n % 3 != 0, jejak={"n": n}) for n in range(1, ROWS + 1)])
    written: list[bytes] = []
    with connect(engine) as connection:
        export(connection, written.append)
    return written


def test_the_file_says_what_the_log_says(lines: list[bytes], engine: Engine) -> None:
    with connect(engine) as connection:
        assert verify_lines(lines) == export(connection, lambda _: None)
    assert verify_lines(lines).rows == ROWS


@pytest.mark.parametrize("tamper", [edit, edit_a_value, delete, cut_off, reorder, repeat])
def test_twenty_of_each_kind_of_tampering_are_detected(lines: list[bytes], tamper: Tamper) -> None:
    unseen = []
    for seed in range(20):
        forged = list(lines)
        tamper(forged, random.Random(seed))  # noqa: S311 - repeatable on purpose
        if forged != lines and not _detected(forged):
            unseen.append(seed)

    assert unseen == []


def test_a_line_that_means_the_same_in_another_spelling_is_told(lines: list[bytes]) -> None:
    with pytest.raises(ChainBroken, match="line 7 was changed"):
        verify_lines([line.replace(b":", b": ", 1) if at == 6 else line for at, line in enumerate(lines)])


def test_an_empty_file_is_no_log() -> None:
    with pytest.raises(ChainBroken, match="line 0 is not of this log"):
        verify_lines([])


def test_the_file_of_an_empty_log_is_its_head(engine: Engine) -> None:
    written: list[bytes] = []
    with connect(engine) as connection:
        export(connection, written.append)

    assert len(written) == 1
    assert verify_lines(written).rows == 0


def _detected(lines: list[bytes]) -> bool:
    try:
        verify_lines(lines)
    except ChainBroken:
        return True
    return False
