"""One process leads; when it is killed another takes over, and nothing is lost or out of order."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, text

from tests.support.uji.pekerja import Crew
from tests.support.uji.peristiwa import change, log_numbers, read_log
from tests.support.waiting import wait_until

LEADER = """
SELECT a.application_name FROM pg_locks l JOIN pg_stat_activity a USING (pid)
WHERE l.locktype = 'advisory' AND l.granted AND a.datname = current_database()
"""


@pytest.fixture
def crew() -> Iterator[Crew]:
    with Crew() as crew:
        yield crew


def test_when_the_leading_sequencer_is_killed_the_other_takes_over_in_order(engine: Engine, crew: Crew) -> None:
    for name in ("a", "b"):
        crew.start("sequence", engine, name=name)
    for _ in range(3):
        leader = wait_until(lambda: _leader(engine), timeout=20)
        for number in range(40):
            change(engine, f"berkas-{number % 4}")
        crew.kill(leader)
        for number in range(40):
            change(engine, f"berkas-{number % 4}")
        successor = wait_until(lambda: _leader(engine), timeout=10)
        crew.start("sequence", engine, name=leader)

        assert successor != leader
    wait_until(lambda: len(read_log(engine)) == 240)

    assert log_numbers(engine) == {f"berkas-{n}": [str(versi) for versi in range(1, 61)] for n in range(4)}
    assert [p.posisi for p in read_log(engine)] == list(range(1, 241))


def test_of_many_sequencers_one_leads(engine: Engine, crew: Crew) -> None:
    for name in ("a", "b", "c"):
        crew.start("sequence", engine, name=name)
    wait_until(lambda: _leader(engine), timeout=20)
    for _ in range(50):
        change(engine, "berkas-1")
    wait_until(lambda: len(read_log(engine)) == 50)

    with engine.connect() as conn:
        assert len(conn.execute(text(LEADER)).all()) == 1


def _leader(engine: Engine) -> str:
    with engine.connect() as conn:
        return str(conn.execute(text(LEADER)).scalar() or "")
