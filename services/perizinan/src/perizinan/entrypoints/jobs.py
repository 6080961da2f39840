"""Timed jobs: time passes over files that nobody touches."""

from __future__ import annotations

import threading
from collections.abc import Callable
from uuid import UUID

import structlog
from sqlalchemy.exc import DBAPIError

from perizinan.application.waktu.lapse import LapsePermohonan

_log = structlog.get_logger(__name__)

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
        while not stop.is_set():
            try:
                self.step()
            except DBAPIError as error:
                _log.warning("lapse_waits_for_database", error=type(error).__name__)
            stop.wait(PERIOD)

    def step(self) -> int:
        """Look once; return how many files were looked at."""
        files = self._list()
        for id_ in files:
            self._lapse(LapsePermohonan(permohonan_id=id_))
        return len(files)
