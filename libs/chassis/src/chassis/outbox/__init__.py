"""From a committed write to its place in the log, and on to the world.

A use case calls :func:`append` in its own transaction. The :class:`Sequencer` gives what was committed its
position in the log; the :class:`Relay` publishes the log; :class:`LogReader` reads it by position.
"""

from chassis.outbox._append import MAX_PAYLOAD, Entri, PayloadTooLarge, append, to_steps
from chassis.outbox._export import export, verify_lines
from chassis.outbox._log import LogReader, LogTail
from chassis.outbox._relay import Relay
from chassis.outbox._sequencer import Sequencer
from chassis.outbox._verify import ChainBroken, Verified, verify
from chassis.outbox._wake import Waker

__all__ = [
    "MAX_PAYLOAD",
    "ChainBroken",
    "Entri",
    "LogReader",
    "LogTail",
    "PayloadTooLarge",
    "Relay",
    "Sequencer",
    "Verified",
    "Waker",
    "append",
    "export",
    "to_steps",
    "verify",
    "verify_lines",
]
