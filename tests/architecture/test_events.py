"""House rules of the events: no personal data on the bus, and a page for each."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from google.protobuf.descriptor import Descriptor, FieldDescriptor

from tests.support.contracts import event_messages
from tests.support.tree import ROOT

PERSONAL = frozenset(
    [
        "nik",
        "nip",
        "nuptk",
        "npwp",
        "nib",
        "ktp",
        "kk",
        "nama",
        "alamat",
        "telepon",
        "telp",
        "hp",
        "ponsel",
        "wa",
        "surel",
        "email",
        "e_mail",
        "lahir",
        "tanggal_lahir",
        "tempat_lahir",
        "jenis_kelamin",
        "agama",
        "foto",
        "rekening",
        "pekerjaan",
        "ibu",
        "name",
        "address",
        "phone",
        "mail",
        "birth",
    ]
)


EVENTS = event_messages()


def fields(message: Descriptor) -> Iterator[FieldDescriptor]:
    """Give every field of the message and of the messages within it."""
    for field in message.fields:
        yield field
        if field.message_type is not None and field.message_type.full_name.startswith("simpul."):
            yield from fields(field.message_type)


def test_there_are_events_of_all_three_services() -> None:
    assert {name.split(".")[1] for name in EVENTS} == {"perizinan", "kinerja", "pelaporan"}


@pytest.mark.parametrize("name", sorted(EVENTS))
def test_an_event_carries_no_personal_data(name: str) -> None:
    personal = {field.full_name for field in fields(EVENTS[name]) if PERSONAL & {field.name, *field.name.split("_")}}

    assert personal == set()


@pytest.mark.parametrize("name", sorted(EVENTS))
def test_an_event_has_its_page(name: str) -> None:
    kind = name.rsplit(".", 1)[-1]
    page = ROOT / "docs" / "peristiwa" / f"{kind}.md"

    assert page.is_file(), f"{page.name} is missing: run make asyncapi"
    assert name in page.read_text(encoding="utf-8")
