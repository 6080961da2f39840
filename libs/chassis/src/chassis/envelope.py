"""CloudEvents 1.0 in Kafka's binary mode: the headers of architecture §3, exactly.

Written out by hand since a message passes here in a microsecond; the contract suite holds it equal to the CloudEvents
library's own binding.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from chassis.pesan import Pesan

CONTENT_TYPE = b"application/protobuf"

Headers = list[tuple[str, bytes]]

_VERSION = ("ce_specversion", b"1.0")
_CONTENT = ("content-type", CONTENT_TYPE)
_NEWEST = 2**63 - 1


class EnvelopeError(Exception):
    """The headers do not make a CloudEvent of ours; the message says which attribute is wrong."""


def to_headers(pesan: Pesan) -> Headers:
    """Return the Kafka headers of an event; its key is the subject and its value the payload."""
    headers = [
        _VERSION,
        ("ce_id", pesan.id.encode()),
        ("ce_source", pesan.sumber.encode()),
        ("ce_type", pesan.tipe.encode()),
        ("ce_time", f"{pesan.waktu.isoformat()[:-6]}Z".encode()),
        ("ce_subject", pesan.subjek.encode()),
        ("ce_sequence", b"%d" % pesan.posisi),
        _CONTENT,
    ]
    if pesan.traceparent:
        headers.append(("ce_traceparent", pesan.traceparent.encode()))
    return headers


def from_headers(headers: Sequence[tuple[str, bytes]], value: bytes | None, *, partisi: int, offset: int) -> Pesan:
    """Return the event that a Kafka message carries; raises :class:`EnvelopeError` where it carries none."""
    attributes = dict(headers)
    try:
        if attributes["ce_specversion"] != b"1.0":
            raise EnvelopeError("ce_specversion is not 1.0")
        if attributes["content-type"] != CONTENT_TYPE:
            raise EnvelopeError("content-type is not application/protobuf")
        return Pesan(
            attributes["ce_source"].decode(),
            _sequence(attributes["ce_sequence"]),
            attributes["ce_id"].decode(),
            attributes["ce_type"].decode(),
            attributes["ce_subject"].decode(),
            _moment(attributes["ce_time"]),
            value or b"",
            attributes["ce_traceparent"].decode() if "ce_traceparent" in attributes else "",
            partisi,
            offset,
        )
    except KeyError as error:
        raise EnvelopeError(f"header {error.args[0]} is missing") from error
    except AttributeError as error:
        raise EnvelopeError("a header has no value") from error
    except (ValueError, OverflowError) as error:
        raise EnvelopeError(f"a header cannot be read: {error}") from error


def _sequence(value: bytes) -> int:
    """Return a position: 1 or more, and no more than the database can count to."""
    if not value.isdigit():
        raise EnvelopeError("ce_sequence is not a decimal")
    sequence = int(value)
    if not 1 <= sequence <= _NEWEST:
        raise EnvelopeError("ce_sequence is out of range")
    return sequence


def _moment(value: bytes) -> datetime:
    waktu = datetime.fromisoformat(value.decode())
    if waktu.tzinfo is None:
        raise EnvelopeError("ce_time has no offset")
    return waktu if waktu.tzinfo is UTC else waktu.astimezone(UTC)
