"""The event types that this build knows: every message of the ``peristiwa`` protos."""

from __future__ import annotations

from functools import cache

from google.protobuf.descriptor_pool import Default
from google.protobuf.message import Message
from google.protobuf.message_factory import GetMessageClass

from simpul.kinerja.v1 import peristiwa_pb2 as kinerja_pb2
from simpul.pelaporan.v1 import peristiwa_pb2 as pelaporan_pb2
from simpul.perizinan.v1 import peristiwa_pb2 as perizinan_pb2

_FILES = tuple(module.DESCRIPTOR.name for module in (perizinan_pb2, kinerja_pb2, pelaporan_pb2))


class UnknownType(Exception):
    """This build's protos have no such event."""


@cache
def event_types() -> dict[str, type[Message]]:
    """Return the class of every event by its protobuf full name."""
    files = [Default().FindFileByName(name) for name in _FILES]
    messages = [message for file in files for message in file.message_types_by_name.values()]
    return {message.full_name: GetMessageClass(message) for message in messages}


def decode(tipe: str, data: bytes) -> Message:
    """Return the payload as a message.

    Raises :class:`UnknownType`, or protobuf's ``DecodeError`` where the bytes are no such message.
    """
    try:
        message_class = event_types()[tipe]
    except KeyError:
        raise UnknownType(tipe) from None
    return message_class.FromString(data)
