"""Our headers are those of the CloudEvents library, and what is no event of ours says why."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from cloudevents.core.bindings.kafka import to_binary_event
from cloudevents.core.v1.event import CloudEvent

from chassis.envelope import EnvelopeError, Headers, from_headers, to_headers
from chassis.pesan import Pesan
from tests.support.uji.peristiwa import make_pesan

NAMES = [
    "ce_specversion", "ce_id", "ce_source", "ce_type", "ce_time", "ce_subject", "ce_sequence", "content-type",
]  # fmt: skip
TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


def test_the_headers_are_exactly_those_of_the_architecture() -> None:
    assert [name for name, _ in to_headers(make_pesan())] == NAMES
    assert [name for name, _ in to_headers(make_pesan(traceparent=TRACE))] == [*NAMES, "ce_traceparent"]


@pytest.mark.parametrize("traceparent", ["", TRACE])
@pytest.mark.parametrize(
    "waktu",
    [
        datetime(2026, 11, 24, 2, 30, 15, 123456, tzinfo=UTC),
        datetime(2026, 11, 24, 2, 30, 15, tzinfo=UTC),
        datetime(2026, 1, 1, tzinfo=UTC),
    ],
)
def test_the_headers_equal_those_of_the_cloudevents_library(waktu: datetime, traceparent: str) -> None:
    pesan = make_pesan(1234, "berkas-ü", traceparent=traceparent)._replace(waktu=waktu)

    theirs = to_binary_event(_cloudevent(pesan), key_mapper=lambda event: event.get_subject())

    assert dict(to_headers(pesan)) == theirs.headers
    assert (theirs.key, theirs.value) == (pesan.subjek, pesan.data)


@pytest.mark.parametrize("traceparent", ["", TRACE])
def test_an_event_comes_back_as_it_was(traceparent: str) -> None:
    pesan = make_pesan(9, traceparent=traceparent)

    assert from_headers(to_headers(pesan), pesan.data, partisi=0, offset=9) == pesan


def test_a_moment_with_another_offset_is_read_in_utc() -> None:
    headers = _with("ce_time", b"2026-11-24T09:30:15+07:00")

    waktu = from_headers(headers, b"", partisi=0, offset=0).waktu

    assert waktu == datetime(2026, 11, 24, 9, 30, 15, tzinfo=timezone(timedelta(hours=7)))
    assert waktu.tzinfo is UTC


def test_a_payload_of_no_bytes_is_one() -> None:
    assert from_headers(to_headers(make_pesan()), None, partisi=0, offset=0).data == b""


@pytest.mark.parametrize("name", NAMES)
def test_a_missing_header_is_named(name: str) -> None:
    headers = [header for header in to_headers(make_pesan()) if header[0] != name]

    with pytest.raises(EnvelopeError, match=f"header {name} is missing"):
        from_headers(headers, b"", partisi=0, offset=0)


@pytest.mark.parametrize("name", NAMES)
def test_a_header_without_a_value_is_refused(name: str) -> None:
    with pytest.raises(EnvelopeError):
        from_headers(_with(name, None), b"", partisi=0, offset=0)


@pytest.mark.parametrize(
    "name, value, reason",
    [
        ("ce_specversion", b"0.3", "ce_specversion is not 1.0"),
        ("content-type", b"application/json", "content-type is not application/protobuf"),
        ("ce_sequence", b"", "not a decimal"),
        ("ce_sequence", b"-1", "not a decimal"),
        ("ce_sequence", b"1_000", "not a decimal"),
        ("ce_sequence", b"satu", "not a decimal"),
        ("ce_sequence", b"0", "out of range"),
        ("ce_sequence", b"9" * 19, "out of range"),
        ("ce_sequence", b"9" * 5000, "cannot be read"),
        ("ce_time", b"kemarin", "cannot be read"),
        ("ce_time", b"2026-11-24T02:30:15", "no offset"),
        ("ce_time", b"0001-01-01T00:00:00+14:00", "cannot be read"),
        ("ce_source", b"\xff\xfe", "cannot be read"),
        ("ce_id", b"\xff", "cannot be read"),
        ("ce_type", b"\xff", "cannot be read"),
        ("ce_subject", b"\xff", "cannot be read"),
    ],
)
def test_a_header_that_says_nothing_of_ours_is_refused_with_the_reason(name: str, value: bytes, reason: str) -> None:
    with pytest.raises(EnvelopeError, match=reason):
        from_headers(_with(name, value), b"", partisi=0, offset=0)


def test_a_header_beyond_ours_does_not_disturb() -> None:
    pesan = make_pesan(9)

    assert from_headers([*to_headers(pesan), ("x", b"y")], pesan.data, partisi=0, offset=9) == pesan


def _with(name: str, value: bytes | None) -> Headers:
    """Return good headers, one of them with another value; Kafka allows a header without any."""
    return [(key, value if key == name else good) for key, good in to_headers(make_pesan())]  # type: ignore[misc]


def _cloudevent(pesan: Pesan) -> CloudEvent:
    attributes = {
        "specversion": "1.0",
        "id": pesan.id,
        "source": pesan.sumber,
        "type": pesan.tipe,
        "time": pesan.waktu,
        "subject": pesan.subjek,
        "sequence": str(pesan.posisi),
        "datacontenttype": "application/protobuf",
    }
    if pesan.traceparent:
        attributes["traceparent"] = pesan.traceparent
    return CloudEvent(attributes=attributes, data=pesan.data)
