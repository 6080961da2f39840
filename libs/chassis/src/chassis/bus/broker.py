"""Kafka as the settings describe it. The client's library is loaded here, when the bus is Kafka.

By name, for importing it takes a tenth of the start of every command, and where the feed is the bus none has a use for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from types import ModuleType

from chassis.bus._port import Places, Publisher, Subscriber
from chassis.settings import Settings

_SESSION_MS = {"prod": 45000, "dev": 6000}
"""After this silence a member counts as dead; at a desk one does not want to wait."""


def open_publisher(settings: Settings) -> Publisher:
    """Return the publisher of the service's topic; connects at the first event."""
    kafka = _library()
    publisher: Publisher = kafka.KafkaPublisher(kafka.topic_of(settings.service), kafka.connection_options(settings))
    return publisher


def open_subscriber(settings: Settings, sources: Sequence[str], places: Places) -> Subscriber:
    """Return a member of the service's group that follows the topics of ``sources`` from the places that it is told."""
    kafka = _library()
    topics = [kafka.topic_of(source) for source in sources]
    options, session = kafka.connection_options(settings), _SESSION_MS[settings.env]
    subscriber: Subscriber = kafka.KafkaSubscriber(settings.service, topics, options, places, session_ms=session)
    return subscriber


def create_topic(settings: Settings) -> None:
    """Make the topic of the service if it is not there."""
    _library().create_topic(settings)


def make_topic_anew(settings: Settings) -> None:
    """Make the topic of the service anew, empty: whatever it holds goes."""
    _library().drop_topic(settings)
    _library().create_topic(settings)


def _library() -> ModuleType:
    return import_module("chassis.bus.kafka")
