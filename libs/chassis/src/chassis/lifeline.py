"""The pipe between the supervisor and what it started: when its end closes, however it died, the process ends."""

from __future__ import annotations

import os
import signal
import threading

VARIABLE = "SIMPUL_LIFELINE_FD"
"""Names the descriptor of the pipe's reading end; not set where no supervisor started us."""


def follow_lifeline(pid: int) -> None:
    """Send SIGTERM to ``pid``, this process or the one above it, when the supervisor is gone."""
    descriptor = os.environ.get(VARIABLE)
    if descriptor is not None:
        threading.Thread(target=_wait_for_end, args=(int(descriptor), pid), name="lifeline", daemon=True).start()


def _wait_for_end(descriptor: int, pid: int) -> None:
    os.read(descriptor, 1)
    os.kill(pid, signal.SIGTERM)
