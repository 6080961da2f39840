"""The broker dies for a while under writes: writers do not notice, nothing is lost (R05)."""

from __future__ import annotations

import time
from typing import Any

from tests.support.server import Server
from tests.support.waiting import wait_until

Antaran = Any  # of conftest.py, which pytest does not let others import


def test_a_broker_that_is_killed_under_writes_costs_nothing_but_time(
    private_antaran: Antaran, private_kafka: Server
) -> None:
    for role in ("sequence", "relay", "consume"):
        private_antaran.start(role)
    private_antaran.write(200)
    private_antaran.wait_until_in_effect()

    private_kafka.kill()
    begin = time.monotonic()
    private_antaran.write(2000)
    seconds = time.monotonic() - begin
    private_kafka.start()
    private_antaran.wait_until_in_effect(timeout=120)

    assert seconds < 60
    assert private_antaran.full_history().faults() == []


def test_a_relay_and_a_consumer_that_start_without_a_broker_wait_for_it(
    private_antaran: Antaran, private_kafka: Server
) -> None:
    private_kafka.kill()
    for role in ("sequence", "relay", "consume"):
        private_antaran.start(role)
    private_antaran.write(50)
    wait_until(lambda: private_antaran.log_length() == 50, timeout=20)
    private_kafka.start()
    private_antaran.wait_until_in_effect(timeout=120)

    assert private_antaran.full_history().faults() == []
