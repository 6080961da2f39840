"""The timed jobs of the role ``consume``."""

from __future__ import annotations

import threading
from collections.abc import Callable

from chassis.timed import every
from kinerja.application.skp.close import EndYear

PERIOD = 60.0
"""Seconds between two looks for plans whose year is over."""


def end_year_task(end_year: Callable[[EndYear], int]) -> Callable[[threading.Event], None]:
    """Return the task that ends the SKP of years that are over, some at a time until none is left."""

    def end_all() -> None:
        while end_year(EndYear()):
            pass

    return every(PERIOD, end_all, name="end_year")
