"""Queues of a year: a fluid that flows through stations, a minute at a time, and a second at a time where it is busy.

An hour whose every station is less than half used, and in which nothing waits, goes by minutes. Any other goes by seconds, with as
much work in each as chance gives. What happens within a second is not told apart: its answer is the time of service.
"""

from __future__ import annotations

import math
import random
from collections import defaultdict, deque
from collections.abc import Iterable
from dataclasses import dataclass, field

from benchmarks.beban import SERVICES, Hour


@dataclass(frozen=True, kw_only=True)
class Rates:
    """What one of each carries, measured."""

    submit: float
    """Calls that write, a second, of one HTTP process."""
    page: float
    """Pages read, a second, of one HTTP process."""
    commit: float
    """Transactions a second of one PostgreSQL."""
    sequencer: float
    relay: float
    consumer: float
    told_again: float
    """Events of pelaporan for each event that it takes in."""

    @property
    def slowest(self) -> float:
        """The events a second that the slowest station of the line carries."""
        return min(self.sequencer, self.relay, self.consumer)


@dataclass
class Spread:
    """How much waited how long; equal waits are kept as one, to a thousandth."""

    amounts: dict[float, float] = field(default_factory=lambda: defaultdict(float))

    def add(self, wait: float, amount: float) -> None:
        """Let ``amount`` have waited."""
        self.amounts[round(wait, 3)] += amount

    def quantile(self, share: float) -> float:
        """Return the wait within which this share was served."""
        left = share * sum(self.amounts.values())
        for wait, amount in sorted(self.amounts.items()):
            left -= amount
            if left <= 0:
                return wait
        return max(self.amounts, default=0.0)


@dataclass
class Http:
    """The HTTP processes of one service; work is counted in seconds of one process."""

    processes: int
    waiting: float = 0.0
    longest: float = 0.0
    waits: Spread = field(default_factory=Spread)

    def take(self, work: float, calls: float, seconds: float) -> None:
        """Let this much come in and be served."""
        self.waiting = max(0.0, self.waiting + work - self.processes * seconds)
        self.longest = max(self.longest, self.waiting)
        if calls:
            self.waits.add(self.waiting / self.processes + work / calls, calls)


@dataclass
class Line:
    """The way of an event: sequencer, relay, consumer, each as fast as it is; what comes first is in effect first."""

    speeds: list[float]
    queues: list[float] = field(default_factory=lambda: [0.0, 0.0, 0.0])
    longest: float = 0.0
    lags: Spread = field(default_factory=Spread)
    _came: deque[tuple[float, float]] = field(default_factory=deque)

    def take(self, events: float, now: float, seconds: float, *, broker: bool = True) -> None:
        """Let events come in, and move those that wait; without the broker they stay before the relay."""
        if events:
            self._came.append((now, events))
        moved = events
        for station, speed in enumerate(self.speeds):
            there = self.queues[station] + moved
            moved = min(there, speed * seconds) if broker or station == 0 else 0.0
            self.queues[station] = there - moved
        self.longest = max(self.longest, self.waiting)
        self._leave(moved, now, seconds)

    @property
    def waiting(self) -> float:
        """How many are on their way."""
        return sum(self.queues)

    def _leave(self, moved: float, now: float, seconds: float) -> None:
        while moved > 1e-9 and self._came:
            came, amount = self._came.popleft()
            gone = min(amount, moved)
            moved -= gone
            self.lags.add(max(0.0, now - came), gone)
            if amount - gone > 1e-9:
                self._came.appendleft((came, amount - gone))


@dataclass(kw_only=True)
class Year:
    """What came of a year."""

    calls: dict[str, float] = field(default_factory=lambda: dict.fromkeys(SERVICES, 0.0))
    peak: dict[str, float] = field(default_factory=lambda: dict.fromkeys(SERVICES, 0.0))
    used: dict[str, float] = field(default_factory=lambda: dict.fromkeys(SERVICES, 0.0))
    events: float = 0.0
    peak_events: float = 0.0
    peak_commits: float = 0.0
    http: dict[str, Http]
    line: Line
    caught_up: float = 0.0
    """Seconds from the return of the broker until nothing waits any more."""


def needed(demand: Iterable[Hour], rates: Rates, share: float = 0.6) -> dict[str, int]:
    """Return how many HTTP processes of each service keep the busiest hour below this share."""
    busiest = dict.fromkeys(SERVICES, 0.0)
    for hour in demand:
        for service in SERVICES:
            busiest[service] = max(busiest[service], _work(hour, service, rates) / 3600)
    return {service: max(1, math.ceil(work / share)) for service, work in busiest.items()}


def simulate(demand: list[Hour], rates: Rates, processes: dict[str, int], *, outage: bool = False) -> Year:
    """Let the hours pass; with ``outage`` the broker is away for the hour with the most events."""
    year = Year(
        http={service: Http(processes[service]) for service in SERVICES},
        line=Line([rates.sequencer, rates.relay, rates.consumer]),
    )
    worst = max(demand, key=lambda hour: hour.events).start if outage else -1
    chance = random.Random(2026)
    for hour, following in zip(demand, [*demand[1:], None], strict=True):
        _count(year, hour, rates)
        _pass(year, hour, rates, chance, broker=hour.start != worst)
        _rest(year, hour.start + 3600, following.start if following else math.inf)
        if hour.start == worst:
            year.caught_up = _catch_up(year.line, following, rates)
    return year


def _work(hour: Hour, service: str, rates: Rates) -> float:
    return hour.writes[service] / rates.submit + hour.reads[service] / rates.page


def _told(hour: Hour, rates: Rates) -> float:
    return hour.events * (1 + rates.told_again)


def _count(year: Year, hour: Hour, rates: Rates) -> None:
    for service in SERVICES:
        calls = hour.writes[service] + hour.reads[service]
        year.calls[service] += calls
        year.peak[service] = max(year.peak[service], calls / 3600)
        used = _work(hour, service, rates) / 3600 / year.http[service].processes
        year.used[service] = max(year.used[service], used)
    year.events += _told(hour, rates)
    year.peak_events = max(year.peak_events, _told(hour, rates) / 3600)
    year.peak_commits = max(year.peak_commits, *(hour.writes[service] / 3600 for service in SERVICES))


def _pass(year: Year, hour: Hour, rates: Rates, chance: random.Random, *, broker: bool) -> None:
    work = {service: _work(hour, service, rates) for service in SERVICES}
    busy = not broker or year.line.waiting > 0 or any(
        each.waiting > 0 or work[service] / 3600 > each.processes / 2 for service, each in year.http.items()
    )  # fmt: skip
    step = 1 if busy else 60
    calls = {service: (hour.writes[service] + hour.reads[service]) / 3600 * step for service in SERVICES}
    told = _told(hour, rates) / 3600 * step
    for second in range(0, 3600, step):
        for service, http in year.http.items():
            came = _draw(calls[service], chance) if busy else calls[service]
            http.take(work[service] / 3600 * step * (came / calls[service] if calls[service] else 0), came, step)
        year.line.take(_draw(told, chance) if busy else told, hour.start + second, step, broker=broker)


def _draw(mean: float, chance: random.Random) -> float:
    """Return how much comes where ``mean`` is expected: Poisson, by its normal approximation."""
    return max(0.0, chance.gauss(mean, math.sqrt(mean)))


def _rest(year: Year, start: float, end: float) -> None:
    """Serve what waits in the hours without work."""
    second = start
    while second < min(end, start + 86400) and _waits(year):
        for http in year.http.values():
            http.take(0, 0, 1)
        year.line.take(0, second, 1)
        second += 1


def _waits(year: Year) -> bool:
    return year.line.waiting > 0 or any(http.waiting > 0 for http in year.http.values())


def _catch_up(line: Line, following: Hour | None, rates: Rates) -> float:
    """Return how long the line needs after the outage, with the next hour's events coming in."""
    coming = _told(following, rates) / 3600 if following else 0.0
    return line.waiting / (rates.slowest - coming)


def burst(events: int, rates: Rates) -> float:
    """Return the seconds until so many events that are written at once are in effect."""
    line, step, seconds = Line([rates.sequencer, rates.relay, rates.consumer]), 0.05, 0.0
    line.take(events, 0.0, step)
    while line.waiting > 0.5:
        seconds += step
        line.take(0, seconds, step)
    return seconds
