"""Measuring by turns: the sides of a comparison run one after another, three rounds, and the medians are divided."""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

ROUNDS = 3

Measure = Callable[[], float]
"""Does the work once and returns its rate (higher is better), or another figure."""


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One line of the table."""

    what: str
    per: str
    ratio: float
    floor: float
    aim: float
    more_is_better: bool = True
    detail: str = ""

    @property
    def judged(self) -> str:
        """Whether the ratio reaches the aim, the floor, or neither."""
        sign = 1 if self.more_is_better else -1
        if sign * self.ratio >= sign * self.aim:
            return "aim"
        return "floor" if sign * self.ratio >= sign * self.floor else "BELOW"

    def row(self) -> str:
        """Return the line in Markdown."""
        return (
            f"| {self.what} | {self.per} | {self.floor:g}, {self.aim:g} | **{self.ratio:.2f}** | {self.judged} "
            f"| {self.detail} |"
        )


def interleave(sides: Mapping[str, Measure]) -> dict[str, float]:
    """Return the median figure of each side; in each round every side has its turn."""
    figures: dict[str, list[float]] = {name: [] for name in sides}
    for turn in range(ROUNDS):
        for name, measure in sides.items():
            figures[name].append(measure())
            say(f"  round {turn + 1} {name}: {figures[name][-1]:,.1f}")
    return {name: statistics.median(values) for name, values in figures.items()}


def say(text: str) -> None:
    """Tell how it goes, beside the table."""
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


class Stopwatch:
    """Seconds since the block was entered."""

    def __init__(self) -> None:
        """Start."""
        self._start = time.perf_counter()

    @property
    def seconds(self) -> float:
        """The seconds so far."""
        return time.perf_counter() - self._start


@contextmanager
def timed(what: str) -> Iterator[Stopwatch]:
    """Say how long a preparation took."""
    watch = Stopwatch()
    yield watch
    say(f"  {what}: {watch.seconds:.1f} s")


def percentile(values: list[float], share: float) -> float:
    """Return the value below which ``share`` of the values lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]
