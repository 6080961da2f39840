"""Running a task of the chassis in a thread for as long as a test needs it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def running_task(task: Callable[[threading.Event], None]) -> Iterator[threading.Event]:
    """Run the task until the block ends; give the event that stops it."""
    stop = threading.Event()
    thread = threading.Thread(target=task, args=(stop,), daemon=True)
    thread.start()
    try:
        yield stop
    finally:
        stop.set()
        thread.join(20)
        assert not thread.is_alive(), f"{task} did not stop"
