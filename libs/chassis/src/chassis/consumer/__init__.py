"""The consumer: batches in, effects and progress in one transaction, what cannot be read kept aside."""

from chassis.consumer._consumer import Consumer, calm_collector
from chassis.consumer._dead_letter import DeadLetter, list_dead_letters, resend
from chassis.consumer._handler import Handler, Item, SkipAll
from chassis.consumer._progress import read_places, read_progress

__all__ = [
    "Consumer",
    "DeadLetter",
    "Handler",
    "Item",
    "SkipAll",
    "calm_collector",
    "list_dead_letters",
    "read_places",
    "read_progress",
    "resend",
]
