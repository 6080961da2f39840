"""What a timed job tells of its turns."""

from __future__ import annotations

import threading
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from prometheus_client import REGISTRY
from sqlalchemy.exc import TimeoutError as PoolTimeout

from chassis.timed import every
from tests.support.uji.thread import running_task
from tests.support.waiting import wait_until


def told(name: str, job: str) -> float:
    return REGISTRY.get_sample_value(f"simpul_job_{name}", {"timed_job": job}) or 0


def turns(step: Callable[[], object], job: str, looked: threading.Event) -> None:
    """Run the job until it took its third turn."""
    count = iter(range(1000))

    def counted() -> None:
        if next(count) == 2:
            looked.set()
        step()

    with running_task(every(0.01, counted, name=job)):
        wait_until(looked.is_set, what="the third turn")


def test_a_job_that_does_its_work_is_young_and_names_its_period() -> None:
    turns(lambda: None, "uji.baik", threading.Event())

    assert told("age_seconds", "uji.baik") < 5
    assert told("period_seconds", "uji.baik") == 0.01
    assert told("failures_total", "uji.baik") == 0


def test_a_job_that_misses_its_turns_grows_old(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [1000.0]
    monkeypatch.setattr("chassis.timed.time", SimpleNamespace(monotonic=lambda: clock[0]))

    def miss() -> None:
        clock[0] += 100
        raise PoolTimeout

    turns(miss, "uji.gagal", threading.Event())

    assert told("failures_total", "uji.gagal") >= 2
    assert told("age_seconds", "uji.gagal") >= 200
