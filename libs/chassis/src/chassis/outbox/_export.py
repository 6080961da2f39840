"""The log as a file of JSON lines, with its chain: whoever has the file can check it without us.

A line is a row, the last line is the head. A line has one spelling: what is read is written again and compared, so that
no byte can change unseen, not even one that means nothing.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any, TypeVar
from uuid import UUID

import orjson
import psycopg

from chassis.outbox._verify import ChainBroken, Head, LogRow, Verified, Walk, reading

_FIELDS = ("urut", "posisi", "event_id", "type", "subject", "time", "data", "traceparent", "jejak", "hash")
T = TypeVar("T")
_HEAD = ("urut", "posisi", "hash")


def export(connection: psycopg.Connection[Any], write: Callable[[bytes], object]) -> Verified:
    """Write the whole log by lines and return what was seen; raises :class:`ChainBroken` like ``verify``."""
    walk = Walk()
    with reading(connection) as (rows, head):
        for row in rows:
            walk.step(row)
            write(_to_line(row))
    verified = walk.finish(head)
    if head is not None:
        write(_to_head_line(head))
    return verified


def verify_lines(lines: Iterable[bytes]) -> Verified:
    """Check what :func:`export` wrote; raises :class:`ChainBroken` at the first line that is not as it was written."""
    walk, before, number = Walk(), b"", 0
    for line in lines:
        if number:
            walk.step(_parsed(number, before, _to_row, _to_line))
        before, number = line, number + 1
    return walk.finish(_parsed(number, before, _to_head, _to_head_line))


def _parsed(number: int, line: bytes, parse: Callable[[dict[str, Any]], T], write: Callable[[T], bytes]) -> T:
    """Return what a line says, if it is spelled as we spell it."""
    try:
        told = parse(orjson.loads(line))
        same = write(told) == line
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ChainBroken(f"line {number} is not of this log") from error
    if not same:
        raise ChainBroken(f"line {number} was changed")
    return told


def _to_line(row: LogRow) -> bytes:
    urut, posisi, event_id, type_, subject, time, data, traceparent, jejak, hash_ = row
    encoded = None if data is None else b64encode(data).decode()
    moment = time.astimezone(UTC).isoformat(timespec="microseconds")
    values = (urut, posisi, str(event_id), type_, subject, moment, encoded, traceparent, jejak, hash_.hex())
    return orjson.dumps(dict(zip(_FIELDS, values, strict=True))) + b"\n"


def _to_row(told: dict[str, Any]) -> LogRow:
    urut, posisi, event_id, type_, subject, time, data, traceparent, jejak, hash_ = (told[name] for name in _FIELDS)
    decoded = None if data is None else b64decode(data)
    moment = datetime.fromisoformat(time)
    return urut, posisi, UUID(event_id), type_, subject, moment, decoded, traceparent, jejak, bytes.fromhex(hash_)


def _to_head_line(head: Head) -> bytes:
    return orjson.dumps({"kepala": dict(zip(_HEAD, (head[0], head[1], head[2].hex()), strict=True))}) + b"\n"


def _to_head(told: dict[str, Any]) -> Head:
    urut, posisi, hash_ = (told["kepala"][name] for name in _HEAD)
    return urut, posisi, bytes.fromhex(hash_)
