"""Timed jobs: time passes over files that nobody touches."""

from __future__ import annotations

import threading
from collections.abc import Callable
from uuid import UUID

from chassis.timed import every
from perizinan.application.waktu.lapse import LapsePermohonan

PERIOD = 30.0
"""Seconds between two looks; the law counts in days."""


class LapseJob:
    """Looks for files over which time has passed, and notes it."""

    def __init__(self, list_lapsable: Callable[[], list[UUID]], lapse: Callable[[LapsePermohonan], None]) -> None:
        """Find files by ``list_lapsable``, pass each to ``lapse``."""
        self._list = list_lapsable
        self._lapse = lapse

    def __call__(self, stop: threading.Event) -> None:
        """Look every :data:`PERIOD` seconds until ``stop`` is set."""
        every(PERIOD, self.step, name="lapse")(stop)

    def step(self) -> int:
        """Look once; return how many files were looked at."""
        files = self._list()
        for id_ in files:
            self._lapse(LapsePermohonan(permohonan_id=id_))
        return len(files)
