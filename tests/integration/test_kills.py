"""Processes killed with SIGKILL while people work: nothing that was answered is lost, nothing counts twice."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.support.penulis import READY, Writer, finish, p95, prove, start_writers
from tests.support.server import Server
from tests.support.simpul import Simpul, processes_of
from tests.support.waiting import wait_until

WRITERS = 16


def deaths(simpul: Simpul, service: str) -> int:
    """Return how often a service began anew: its worker is replaced by the server's master process."""
    lines = (simpul.folder / "simpul.log").read_text().splitlines()
    return sum(line.startswith(service) and "Booting worker" in line for line in lines) - 1


@pytest.fixture
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder of the test's own."""
    return tmp_path_factory.mktemp("kills")


@pytest.mark.parametrize("step", ["command.before_commit", "command.after_commit"])
def test_a_service_killed_around_its_commit_loses_nothing_it_answered(folder: Path, step: str, kills: int) -> None:
    """R01: each life of perizinan ends at its seventh commit."""
    simpul = Simpul(folder, {"SIMPUL_FAILPOINT": f"{step}:7"})
    simpul.start()
    try:
        writer = Writer(simpul, threading.Event())
        while deaths(simpul, "perizinan") < kills:
            writer.hand_in_one()
            assert len(writer.acked) < 10 * kills, "the failpoint is never reached"

        prove(simpul, [writer])
    finally:
        simpul.stop()


def test_everything_killed_at_once_under_sixteen_writers_loses_nothing(folder: Path, kills: int) -> None:
    """R08: the supervisor, the services and the embedded PostgreSQL die together, again and again."""
    simpul = Simpul(folder)
    simpul.start()
    stop = threading.Event()
    writers = start_writers(simpul, stop, WRITERS)
    try:
        for _ in range(kills):
            before = sum(len(writer.acked) for writer in writers)
            wait_until(
                lambda n=before: sum(len(w.acked) for w in writers) > n + WRITERS,  # type: ignore[misc]
                timeout=READY, what="people to work",
            )  # fmt: skip
            for process in processes_of(simpul):
                with suppress(ProcessLookupError):
                    os.kill(process, signal.SIGKILL)
            simpul.kill()
            simpul.start()
        finish(writers, stop)

        prove(simpul, writers)
    finally:
        stop.set()
        simpul.stop()


@pytest.fixture
def on_kafka(folder: Path, private_kafka: Server) -> Iterator[Simpul]:
    """The whole system on a broker of its own."""
    simpul = Simpul(folder, {"SIMPUL_BUS": "kafka", "SIMPUL_KAFKA_BOOTSTRAP": private_kafka.address})
    simpul.start()
    yield simpul
    simpul.stop()


def test_a_broker_away_for_a_minute_is_not_noticed_by_those_who_write(on_kafka: Simpul, private_kafka: Server) -> None:
    """R05: no error, no slower, ready all the while, and the backlog is drained when it is back."""
    stop, away = threading.Event(), threading.Event()
    writers = start_writers(on_kafka, stop, 2)
    wait_until(lambda: sum(len(writer.acked) for writer in writers) > 40, timeout=READY, what="people to work")
    usual = p95(writers)

    private_kafka.kill()
    for writer in writers:
        writer.seconds.clear()
    away.wait(60)
    meanwhile, ready = p95(writers), on_kafka.api("perizinan").get("/readyz").status
    private_kafka.start()
    finish(writers, stop)

    assert ready == 200
    assert meanwhile <= max(usual * 1.2, 0.25), f"p95 {usual:.3f} s before, {meanwhile:.3f} s without the broker"
    prove(on_kafka, writers)
