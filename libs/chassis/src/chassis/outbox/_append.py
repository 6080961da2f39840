"""The outbox: what a use case has to tell, written in its own transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

import orjson
from sqlalchemy import Connection

from chassis.database import raw
from chassis.database.pipeline import Statement, Step, run
from chassis.domain import uuid7

_INSERT = Statement("""
INSERT INTO outbox (event_id, type, subject, time, data, traceparent, jejak)
VALUES (%(event_id)s, %(type)s, %(subject)s, %(time)s, %(data)s, %(traceparent)s, %(jejak)s)
""")

MAX_PAYLOAD = 900_000
"""Bytes of a payload. A broker takes a million with the headers, and what it refuses would hold up all that follows."""


class PayloadTooLarge(ValueError):
    """An event would be larger than :data:`MAX_PAYLOAD`; the message names it, and how large it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entri:
    """One row of the outbox: an event, an audit row (*jejak*), or both in one."""

    subject: str
    """The id of the aggregate root."""
    time: datetime
    """When it happened."""
    type: str | None = None
    """The protobuf full name; None for an audit row without an event."""
    data: bytes | None = None
    """The payload; None for an audit row without an event."""
    jejak: Mapping[str, object] | None = None
    """Who did what, by opaque id: plain values that JSON can hold."""
    event_id: UUID = field(default_factory=uuid7)


def append(conn: Connection, entri: Sequence[Entri], *, traceparent: str = "") -> None:
    """Append to the outbox in the caller's transaction, in order; one round trip.

    Raises :class:`PayloadTooLarge`, and then nothing is appended.
    """
    steps = to_steps(entri, traceparent=traceparent)
    if steps:
        run(raw(conn), *steps)


def to_steps(entri: Sequence[Entri], *, traceparent: str = "") -> list[Step]:
    """Return the statements that append, for a transaction that sends them with others; raises like :func:`append`."""
    for satu in entri:
        if satu.data is not None and len(satu.data) > MAX_PAYLOAD:
            raise PayloadTooLarge(f"{satu.type} of {satu.subject}: {len(satu.data):,} bytes, more than {MAX_PAYLOAD:,}")
    return [(_INSERT, _to_row(satu, traceparent)) for satu in entri]


def _to_row(satu: Entri, traceparent: str) -> dict[str, object]:
    jejak = None if satu.jejak is None else orjson.dumps(satu.jejak, option=orjson.OPT_SORT_KEYS).decode()
    return {
        "event_id": satu.event_id,
        "type": satu.type,
        "subject": satu.subject,
        "time": satu.time,
        "data": satu.data,
        "traceparent": traceparent,
        "jejak": jejak,
    }
