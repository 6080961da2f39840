"""Consumers come and go: nothing is lost or doubled, and no event waits longer than ten seconds (R15)."""

from __future__ import annotations

import time
from typing import Any

Antaran = Any  # of conftest.py, which pytest does not let others import

EVENTS = 20
LONGEST = 10.0


def test_members_that_join_and_leave_lose_and_double_nothing(antaran: Antaran, kills: int) -> None:
    antaran.start("sequence")
    antaran.start("relay")
    antaran.start("consume", name="m0")
    waits = []
    for turn in range(1, kills + 1):
        antaran.start("consume", name=f"m{turn}")
        waits.append(_write_and_wait(antaran))
        antaran.crew.stop(f"m{turn - 1}")
        waits.append(_write_and_wait(antaran))

    assert antaran.full_history().faults() == []
    assert max(waits[1:]) < LONGEST


def _write_and_wait(antaran: Antaran) -> float:
    """Write, and return how many seconds pass until all is in effect."""
    begin = time.monotonic()
    antaran.write(EVENTS, keys=12)
    antaran.wait_until_in_effect()
    return time.monotonic() - begin
