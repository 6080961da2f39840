"""CloudEvents 1.0 in Kafka's binary mode: the headers of architecture §3, exactly.

Written out by hand since a message passes here in a microsecond; the contract suite holds it equal to the CloudEvents
library's own binding.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from chassis.pesan import Pesan

CONTENT_TYPE = b"application/protobuf"

Headers = list[tuple[str, bytes]]

_VERSION = ("ce_specversion", b"1.0")
_CONTENT = ("content-type", CONTENT_TYPE)


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
        waktu = datetime.fromisoformat(attributes["ce_time"].decode())
        if waktu.tzinfo is None:
            raise EnvelopeError("ce_time has no offset")
        return Pesan(
            attributes["ce_source"].decode(),
            int(attributes["ce_sequence"]),
            attributes["ce_id"].decode(),
            attributes["ce_type"].decode(),
            attributes["ce_subject"].decode(),
            waktu,
            value or b"",
            attributes["ce_traceparent"].decode() if "ce_traceparent" in attributes else "",
            partisi,
            offset,
        )
    except KeyError as error:
        raise EnvelopeError(f"header {error.args[0]} is missing") from error
    except ValueError as error:
        raise EnvelopeError(f"a header cannot be read: {error}") from error
