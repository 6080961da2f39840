"""Facts of the domain as messages of the contract: by class name and field name, so that the two cannot drift."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime

from google.protobuf.message import Message
from google.protobuf.timestamp_pb2 import Timestamp

from chassis.contracts import event_types
from perizinan.domain.peristiwa import Peristiwa

PACKAGE = "simpul.perizinan.v1"


def type_of(peristiwa: Peristiwa) -> str:
    """Return the protobuf full name of a fact."""
    return f"{PACKAGE}.{type(peristiwa).__name__}"


def encode(peristiwa: Peristiwa) -> bytes:
    """Return the payload of a fact."""
    message = event_types()[type_of(peristiwa)]()
    for field in fields(peristiwa):
        _set(message, field.name, getattr(peristiwa, field.name))
    return message.SerializeToString()


def _set(message: Message, name: str, value: object) -> None:
    if value is None:
        return
    if isinstance(value, datetime):
        moment: Timestamp = getattr(message, name)
        moment.FromDatetime(value)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        getattr(message, name).extend(value)
    else:
        setattr(message, name, value)
