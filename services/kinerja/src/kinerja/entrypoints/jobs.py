"""The timed jobs of the role ``consume``."""

from __future__ import annotations

import threading
from collections.abc import Callable

from chassis.timed import every
from kinerja.application.evaluasi.lapse import LapseEvaluasi
from kinerja.application.skp.close import EndYear

PERIOD = 60.0
"""Seconds between two looks; the law counts in days."""


def end_year_task(end_year: Callable[[EndYear], int]) -> Callable[[threading.Event], None]:
    """Return the task that ends the SKP of years that are over, some at a time until none is left."""

    def end_all() -> None:
        while end_year(EndYear()):
            pass

    return every(PERIOD, end_all, name="end_year")


def lapse_evaluasi_task(lapse_evaluasi: Callable[[LapseEvaluasi], int]) -> Callable[[threading.Event], None]:
    """Return the task that counts the silence on documents handed over, some at a time until none is left."""

    def lapse_all() -> None:
        while lapse_evaluasi(LapseEvaluasi()):
            pass

    return every(PERIOD, lapse_all, name="lapse_evaluasi")
