"""A consumer's database is put back, while the group's offsets in Kafka stay where they were."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, text

from chassis.bus.broker import make_topic_anew
from chassis.cadangan._program import dump, load
from chassis.cadangan._snapshot import snapshots
from chassis.settings import read_settings
from tests.support.fixtures import Kafka
from tests.support.uji.handler import read_efek

Antaran = Any  # of conftest.py, which pytest does not let others import

EVENTS = 60


@pytest.fixture
def copy_of_half(antaran: Antaran, tmp_path: Path) -> bytes:
    """Give a copy of the consumer's database when it had taken in half, and let it go on to the end."""
    for role in ("sequence", "relay", "consume"):
        antaran.start(role)
    antaran.write(EVENTS)
    antaran.wait_until_in_effect()
    with snapshots({"uji": antaran.consumer}) as made:
        copy = b"".join(dump(antaran.consumer, made["uji"].id))
    antaran.write(EVENTS)
    antaran.wait_until_in_effect()
    antaran.crew.stop("consume")
    return copy


def put_back(engine: Engine, copy: bytes) -> None:
    """Restore the copy over what is there."""
    engine.dispose()
    load(engine, [copy], replace=True)


def test_what_came_between_the_copy_and_the_restore_is_taken_in_again(antaran: Antaran, copy_of_half: bytes) -> None:
    before = sorted(read_efek(antaran.consumer))
    put_back(antaran.consumer, copy_of_half)
    assert len(read_efek(antaran.consumer)) == EVENTS

    antaran.start("consume")
    antaran.wait_until_in_effect()

    assert sorted(read_efek(antaran.consumer)) == before
    assert antaran.full_history().faults() == []


def test_a_topic_that_was_made_anew_is_read_from_its_start(
    antaran: Antaran, copy_of_half: bytes, kafka: Kafka, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_back(antaran.consumer, copy_of_half)
    antaran.crew.stop("relay")
    monkeypatch.setenv("SIMPUL_BUS", "kafka")
    monkeypatch.setenv("SIMPUL_KAFKA_BOOTSTRAP", kafka.address)
    monkeypatch.setattr("chassis.bus.kafka.topic_of", lambda _: antaran.topic)
    make_topic_anew(read_settings("perizinan"))
    with antaran.producer.begin() as conn:
        conn.execute(text("DELETE FROM relay"))
    antaran.start("relay")
    antaran.wait_until_relayed()
    antaran.start("consume")
    antaran.wait_until_in_effect()

    assert antaran.full_history().faults() == []


def test_a_place_that_holds_another_event_is_not_believed(antaran: Antaran, copy_of_half: bytes) -> None:
    put_back(antaran.consumer, copy_of_half)
    with antaran.consumer.begin() as conn:
        conn.execute(text("UPDATE kemajuan SET letak = letak + 2"))

    antaran.start("consume")
    antaran.wait_until_in_effect()

    assert antaran.full_history().faults() == []
