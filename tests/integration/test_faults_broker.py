"""The broker stands still for longer than anybody waits for an answer, while people work (R06)."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.angka import Figure
from tests.support.penulis import READY, Writer, finish, prove, start_writers
from tests.support.server import Pausable
from tests.support.simpul import SERVICES, Simpul, processes_of
from tests.support.waiting import wait_until

SECONDS_EACH_KILL = 6
"""A minute in CI, five at night: both longer than a producer waits for one batch (30 s) and than a session lives."""
WARM = 500
"""Files handed in before memory is first looked at: caches fill, pools open."""
SEEN = 120.0
"""Seconds within which the lag must show; the alarm fires after two minutes."""


@pytest.fixture
def on_kafka(tmp_path: Path, private_kafka: Pausable) -> Iterator[Simpul]:
    """The whole system on a broker of its own."""
    simpul = Simpul(tmp_path, {"SIMPUL_BUS": "kafka", "SIMPUL_KAFKA_BOOTSTRAP": private_kafka.address})
    try:
        simpul.start()
        yield simpul
    finally:
        simpul.stop()


def test_a_broker_that_stands_still_costs_no_memory_and_loses_nothing(
    on_kafka: Simpul, private_kafka: Pausable, kills: int, figure: Figure
) -> None:
    """R06: the lag tells of it meanwhile, each process keeps its size, and all arrives in the end."""
    stop, still = threading.Event(), threading.Event()
    writers = start_writers(on_kafka, stop, 2)
    wait_until(lambda: _acked(writers) > WARM, timeout=READY * 4, what="people to work")
    before = _memory(on_kafka)

    private_kafka.pause()
    try:
        seen = _wait_for_lag(on_kafka)
        still.wait(SECONDS_EACH_KILL * kills)
        after = _memory(on_kafka)
    finally:
        private_kafka.resume()
    finish(writers, stop)

    figure("R06", "the lag of the relay shows after", seen, "s", required=SEEN)
    growth = {what: (after[what] / size - 1) * 100 for what, size in before.items()}
    worst = max(growth, key=lambda what: growth[what])
    figure("R06", f"growth of memory, worst: {worst}", growth[worst], "%", required=10)
    prove(on_kafka, writers)


def _acked(writers: list[Writer]) -> int:
    return sum(len(writer.acked) for writer in writers)


def _wait_for_lag(simpul: Simpul) -> float:
    """Return the seconds until the metric at which the alarm looks is above nothing."""
    began = time.monotonic()
    wait_until(lambda: _lag(simpul) > 0, timeout=SEEN, every=0.5, what="the lag of the relay")
    return time.monotonic() - began


def _lag(simpul: Simpul) -> float:
    lines = simpul.api("perizinan").get("/metrics").body.decode().splitlines()
    return next(float(line.split()[1]) for line in lines if line.startswith('simpul_relay_lag{destination="kafka"}'))


def _memory(simpul: Simpul) -> dict[str, int]:
    """Return the resident pages of the process of each service that does the work."""
    pages = dict.fromkeys(SERVICES, 0)
    for pid in processes_of(simpul):
        words = Path(f"/proc/{pid}/cmdline").read_bytes().decode().split("\0")
        if "serve" in words:
            service = words[words.index("serve") - 1]
            pages[service] = max(pages[service], int(Path(f"/proc/{pid}/statm").read_text().split()[1]))
    return pages
