"""Whoever subscribes can read what each event says: the document and the pages are whole."""

from __future__ import annotations

import pytest

from tools.asyncapi import Event, committed, generate, read_events

EVENTS = read_events()


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.name)
def test_an_event_and_each_of_its_fields_say_what_they_mean(event: Event) -> None:
    assert event.says.endswith(".")
    assert [field.proto.name for field in event.fields if not field.meaning.endswith((".", "…", "?"))] == []


def test_events_of_two_services_never_share_a_name() -> None:
    names = [event.name for event in EVENTS]

    assert len(names) == len(set(names))


def test_the_document_and_the_pages_are_what_the_protos_say() -> None:
    assert committed() == generate()
