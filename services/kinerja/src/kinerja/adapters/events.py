"""From the domain's events to the messages of the contract."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime
from decimal import Decimal
from typing import Any

from google.protobuf.message import Message
from google.protobuf.timestamp_pb2 import Timestamp

from simpul.kinerja.v1 import peristiwa_pb2


def to_message(event: Any) -> Message:
    """Return the protobuf message of the event's name; the fields of both have the same names."""
    message: type[Message] = getattr(peristiwa_pb2, type(event).__name__)
    return message(**{field.name: _plain(getattr(event, field.name)) for field in fields(event)})


def _plain(value: Any) -> Any:
    """Return a value as protobuf takes it: decimals as text, moments as timestamps."""
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, datetime):
        moment = Timestamp()
        moment.FromDatetime(value)
        return moment
    if isinstance(value, Mapping):
        return {key: _plain(each) for key, each in value.items()}
    return value
