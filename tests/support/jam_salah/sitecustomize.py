"""On the path of a process whose clock libfaketime shifts: its sleep, which libfaketime 0.9.10 breaks (EINVAL)."""

import select
import time


def _sleep(seconds: float) -> None:
    select.select([], [], [], seconds)


time.sleep = _sleep  # type: ignore[assignment]  # whoever sleeps here names a float
