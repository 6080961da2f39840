"""The timed jobs of the role ``consume``."""

from __future__ import annotations

import threading
from collections.abc import Callable

import structlog
from sqlalchemy.exc import DBAPIError

_log = structlog.get_logger(__name__)
_EVERY = 1.0
"""Seconds between two looks at what was touched."""


def announce_task(announce: Callable[[], int]) -> Callable[[threading.Event], None]:
    """Return the task that announces changed values once a second; the database being away ends no process."""

    def run(stop: threading.Event) -> None:
        while not stop.wait(_EVERY):
            try:
                announce()
            except DBAPIError as error:
                _log.warning("announce_waits_for_database", error=type(error).__name__)

    return run
