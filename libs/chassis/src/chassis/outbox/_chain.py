"""The hash chain over the log: each row's hash covers the row and the hash before it."""

from __future__ import annotations

import struct
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from uuid import UUID

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_FIXED = struct.Struct(">qq16sq5i")


def row_hash(
    before: bytes,
    urut: int,
    posisi: int | None,
    event_id: UUID,
    type_: str | None,
    subject: str,
    time: datetime,
    data: bytes | None,
    traceparent: str,
    jejak: str | None,
) -> bytes:
    """Return the SHA-256 of a row of the log after a row whose hash is ``before``; None and empty differ."""
    parts = (_bytes(type_), subject.encode(), data, traceparent.encode(), _bytes(jejak))
    lengths = [-1 if part is None else len(part) for part in parts]
    fixed = _FIXED.pack(urut, posisi or 0, event_id.bytes, (time - _EPOCH) // _MICROSECOND, *lengths)
    return sha256(b"".join((before, fixed, *(part or b"" for part in parts)))).digest()


def _bytes(text: str | None) -> bytes | None:
    return None if text is None else text.encode()
