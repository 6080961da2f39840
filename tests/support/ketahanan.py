"""What a long run is judged by: the memory and the open files of each process, and how long each call took."""

from __future__ import annotations

import os
import statistics
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from tests.support.simpul import Simpul

EVERY = 1.0
"""Seconds between two looks at a process."""


@dataclass
class Series:
    """Values by the moment they were seen."""

    values: list[tuple[float, float]] = field(default_factory=list)

    def add(self, value: float) -> None:
        """Remember a value of now."""
        self.values.append((time.monotonic(), value))

    def between(self, start: float, end: float) -> list[float]:
        """Return the values of a span of time."""
        return [value for at, value in self.values if start <= at < end]


class Steady(threading.Thread):
    """Somebody who does the same thing at the same pace, call after call."""

    def __init__(self, act: Callable[[], object], *, a_second: float, stop: threading.Event) -> None:
        """Do ``act`` until ``stop`` is set."""
        super().__init__(daemon=True)
        self._act, self._pause, self._stop_acting = act, 1 / a_second, stop
        self.seconds = Series()
        self.done = 0
        self.failure: Exception | None = None

    def run(self) -> None:
        """Act; what takes longer than the pause is followed at once, and what fails ends it."""
        due = time.monotonic()
        while not self._stop_acting.is_set():
            began = time.monotonic()
            try:
                self._act()
            except Exception as failure:  # noqa: BLE001 - handed to the test, which raises it
                self.failure = failure
                return
            self.seconds.add(time.monotonic() - began)
            self.done += 1
            due = max(due + self._pause, began)
            self._stop_acting.wait(max(0.0, due - time.monotonic()))


class Watch(threading.Thread):
    """Looks at every process of a running system: its resident memory in MiB, and its open files.

    The processes of PostgreSQL are one, since connections come and go, and of their memory only their own counts: pages of the
    shared buffers become resident as they are touched.
    """

    def __init__(self, simpul: Simpul, stop: threading.Event) -> None:
        """Look until ``stop`` is set."""
        super().__init__(daemon=True)
        self._simpul, self._stop_looking = simpul, stop
        self.memory: dict[str, Series] = defaultdict(Series)
        self.files: dict[str, Series] = defaultdict(Series)

    def run(self) -> None:
        """Look once a second."""
        while not self._stop_looking.wait(EVERY):
            memory, files = defaultdict[str, float](float), defaultdict[str, float](float)
            for process in processes_of(self._simpul):
                with suppress(OSError):  # it may have ended meanwhile
                    name = name_of(process)
                    memory[name] += resident(process, own=name == "postgres")
                    files[name] += len(list((process / "fd").iterdir()))
            for name in memory:
                self.memory[name].add(memory[name])
                self.files[name].add(files[name])


def processes_of(simpul: Simpul) -> Iterator[Path]:
    """Yield the folder in /proc of each process that runs on the data folder of ``simpul``, and of each of its children.

    PostgreSQL's children write their titles over the command line and the environment that they came with.
    """
    var, parents = str(simpul.folder / "var").encode(), {}
    ours: set[str] = set()
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            parents[process] = (process / "stat").read_text().rpartition(")")[2].split()[1]
            told = (process / "environ").read_bytes() + (process / "cmdline").read_bytes()
            if var in told and int(process.name) != os.getpid():
                ours.add(process.name)
    yield from (process for process, parent in parents.items() if process.name in ours or parent in ours)


def name_of(process: Path) -> str:
    """Return what a process is: ``postgres``, or its Python module and number."""
    words = (process / "cmdline").read_bytes().decode(errors="replace").split("\0")
    if "-m" not in words:
        return "postgres"
    return f"{words[words.index('-m') + 1]} {process.name}"


def resident(process: Path, *, own: bool) -> float:
    """Return the resident memory in MiB; with ``own`` only what no file or other process shares."""
    wanted = "RssAnon:" if own else "VmRSS:"
    lines = (process / "status").read_text().splitlines()
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith(wanted)), 0.0)


def median(values: list[float]) -> float:
    """Return the middle value."""
    return statistics.median(values)
