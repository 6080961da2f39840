"""Places at which a test may kill the process, to show that nothing is lost or counted twice there.

``SIMPUL_FAILPOINT=name`` kills at the first visit, ``name:3`` at the third. Production refuses the setting.
"""

from __future__ import annotations

import os
import signal
from enum import StrEnum


class Failpoint(StrEnum):
    """The named steps between a write and its effect."""

    BEFORE_COMMIT = "command.before_commit"
    AFTER_COMMIT = "command.after_commit"
    SEQUENCER_BEFORE_COMMIT = "sequencer.before_commit"
    RELAY_BEFORE_SEND = "relay.before_send"
    RELAY_AFTER_ACK = "relay.after_ack"
    RELAY_AFTER_MARK = "relay.after_mark"
    CONSUMER_BEFORE_COMMIT = "consumer.before_commit"
    CONSUMER_AFTER_COMMIT = "consumer.after_commit"
    CONSUMER_AFTER_OFFSET = "consumer.after_offset"


class _Armed:
    """What is armed in this process; nothing unless a setting says so."""

    name: str | None = None
    visits: int = 0


def arm(setting: str | None) -> None:
    """Arm the failpoint that the setting names."""
    if setting:
        name, _, visits = setting.partition(":")
        _Armed.name, _Armed.visits = Failpoint(name), int(visits or 1)


def reach(point: Failpoint) -> None:
    """Pass the point, or die at it as if the power had failed."""
    if _Armed.name == point:
        _Armed.visits -= 1
        if _Armed.visits <= 0:
            os.kill(os.getpid(), signal.SIGKILL)
