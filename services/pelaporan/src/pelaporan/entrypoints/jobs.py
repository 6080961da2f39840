"""The timed jobs of the role ``consume``."""

from __future__ import annotations

import threading
from collections.abc import Callable

from chassis.timed import every

PERIOD = 1.0
"""Seconds between two looks at what was touched."""


def announce_task(announce: Callable[[], int]) -> Callable[[threading.Event], None]:
    """Return the task that announces changed values once a second."""
    return every(PERIOD, announce, name="announce")
