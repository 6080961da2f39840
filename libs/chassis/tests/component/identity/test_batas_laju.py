"""Rate limits hold in any window, for all callers together."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine

from chassis.domain import HeldClock, RateLimited
from chassis.identity import Batas, RateLimiter

TEN = Batas(nama="uji", jumlah=10, jendela=timedelta(minutes=15))


@pytest.fixture
def clock() -> HeldClock:
    return HeldClock(datetime(2026, 6, 22, 1, tzinfo=UTC))


def _tries(limiter: RateLimiter, number: int, who: str = "a") -> int:
    passed = 0
    for _ in range(number):
        try:
            limiter.take(TEN, who)
        except RateLimited:
            continue
        passed += 1
    return passed


def test_the_eleventh_try_is_refused_and_says_when_to_come_back(engine: Engine, clock: HeldClock) -> None:
    limiter = RateLimiter(engine, clock)
    assert _tries(limiter, 10) == 10
    clock.move(timedelta(minutes=5))

    with pytest.raises(RateLimited) as refused:
        limiter.take(TEN, "a")

    assert refused.value.retry_after == 600


def test_no_window_of_a_quarter_of_an_hour_holds_more_than_ten(engine: Engine, clock: HeldClock) -> None:
    limiter = RateLimiter(engine, clock)
    passed: list[datetime] = []
    for _ in range(200):
        if _tries(limiter, 1):
            passed.append(clock.now())
        clock.move(timedelta(seconds=20))

    most = max(sum(1 for other in passed if start <= other < start + TEN.jendela) for start in passed)

    assert most == 10


def test_refused_tries_do_not_keep_the_owner_out_longer(engine: Engine, clock: HeldClock) -> None:
    limiter = RateLimiter(engine, clock)
    for _ in range(90):
        _tries(limiter, 3)
        clock.move(timedelta(seconds=10))

    clock.move(timedelta(seconds=1))

    assert _tries(limiter, 1) == 1


def test_a_hundred_tries_at_once_let_ten_through(engine: Engine, clock: HeldClock) -> None:
    limiter = RateLimiter(engine, clock)

    with ThreadPoolExecutor(20) as pool:
        passed = sum(pool.map(lambda _: _tries(limiter, 5), range(20)))

    assert passed == 10


def test_keys_do_not_count_for_one_another(engine: Engine, clock: HeldClock) -> None:
    limiter = RateLimiter(engine, clock)
    _tries(limiter, 10, "a")

    assert _tries(limiter, 3, "b") == 3


def test_a_try_given_back_may_be_taken_again(engine: Engine, clock: HeldClock) -> None:
    limiter = RateLimiter(engine, clock)
    _tries(limiter, 10)
    limiter.give_back(TEN, "a")

    assert _tries(limiter, 2) == 1
