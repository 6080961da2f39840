"""Processes killed at each named step: nothing lost, nothing doubled, order kept for each key (R02, R03)."""

from __future__ import annotations

import random
import threading
import uuid
from functools import partial
from typing import Any

import pytest

from chassis.failpoint import Failpoint
from tests.support.uji.thread import running_task
from tests.support.waiting import wait_until

Antaran = Any  # of conftest.py, which pytest does not let others import

EVENTS = 20


def test_a_sequencer_killed_before_its_commit_loses_nothing(antaran: Antaran, kills: int) -> None:
    for _ in range(kills):
        antaran.write(EVENTS)
        antaran.start("sequence", Failpoint.SEQUENCER_BEFORE_COMMIT)
        antaran.crew.wait_for_death("sequence")
    antaran.sequence()

    assert antaran.log_history().faults(repeats=0) == []


@pytest.mark.parametrize(
    "step, repeats",
    [(Failpoint.RELAY_BEFORE_SEND, 0), (Failpoint.RELAY_AFTER_ACK, EVENTS), (Failpoint.RELAY_AFTER_MARK, 0)],
)
def test_a_relay_killed_at_a_step_repeats_at_most_its_batch(
    antaran: Antaran, kills: int, step: Failpoint, repeats: int
) -> None:
    for _ in range(kills):
        antaran.write(EVENTS)
        antaran.sequence()
        antaran.start("relay", step)
        antaran.crew.wait_for_death("relay")
        antaran.start("relay")
        antaran.wait_until_relayed()
        antaran.crew.kill("relay")

    history = antaran.topic_history()
    assert history.faults(repeats=repeats * kills) == []
    assert history.repeats() == repeats * kills


@pytest.mark.parametrize(
    "step", [Failpoint.CONSUMER_BEFORE_COMMIT, Failpoint.CONSUMER_AFTER_COMMIT, Failpoint.CONSUMER_AFTER_OFFSET]
)
def test_a_consumer_killed_at_a_step_takes_each_event_in_once(antaran: Antaran, kills: int, step: Failpoint) -> None:
    antaran.start("relay")
    for _ in range(kills):
        antaran.write(EVENTS)
        antaran.sequence()
        antaran.start(
            "consume", step, group=f"uji-{uuid.uuid4().hex}"
        )  # which reads all from the start, and waits for no dead member
        antaran.crew.wait_for_death("consume")
    antaran.write(EVENTS)
    antaran.sequence()
    antaran.start("consume")
    antaran.wait_until_in_effect()

    assert antaran.full_history().faults() == []


def test_the_next_of_the_group_takes_in_what_the_killed_one_had_polled_and_not_committed(antaran: Antaran) -> None:
    antaran.start("relay")
    for _ in range(2):
        antaran.write(EVENTS)
        antaran.sequence()
        antaran.start("consume", Failpoint.CONSUMER_BEFORE_COMMIT)
        antaran.crew.wait_for_death("consume")
    antaran.start("consume")
    antaran.wait_until_in_effect()

    assert antaran.full_history().faults() == []


def test_processes_killed_at_random_under_writes_lose_and_double_nothing(antaran: Antaran, kills: int) -> None:
    roles = ("sequence", "relay", "consume")
    chance = random.Random(kills)  # noqa: S311 - repeatable on purpose
    for role in roles:
        antaran.start(role)
    with running_task(lambda stop: _write_until(antaran, stop)):
        for turn in range(kills):
            wait_until(partial(_has_written, antaran, (turn + 1) * EVENTS), timeout=60)
            role = chance.choice(roles)
            antaran.crew.kill(role)
            antaran.start(role)
    antaran.wait_until_in_effect(timeout=120)

    assert antaran.full_history().faults() == []


def _write_until(antaran: Antaran, stop: threading.Event) -> None:
    while not stop.is_set():
        antaran.write(4)
        stop.wait(0.02)


def _has_written(antaran: Antaran, count: int) -> bool:
    return len(antaran.written) >= count
