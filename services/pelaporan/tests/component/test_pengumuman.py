"""Announcing: only what changed, at most once a second."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, text

from chassis.domain import HeldClock
from pelaporan.adapters.pengumuman import PengumumanFactory
from pelaporan.application.indikator.announce import announce_nilai
from simpul.pelaporan.v1.peristiwa_pb2 import IndikatorDihitung

MARET = datetime(2026, 3, 10, 3, tzinfo=UTC)


@pytest.fixture
def clock() -> HeldClock:
    """Give a clock that stands in April."""
    return HeldClock(datetime(2026, 4, 20, tzinfo=UTC))


@pytest.fixture
def announce(engine: Engine, clock: HeldClock) -> Callable[[], list[IndikatorDihitung]]:
    """Give a function that announces, and returns what went to the outbox."""
    factory = PengumumanFactory(engine, lambda: None, clock.now)

    def run() -> list[IndikatorDihitung]:
        announce_nilai(open_pengumuman=factory, clock=clock)
        with engine.begin() as conn:
            rows = conn.execute(text("DELETE FROM outbox RETURNING data, id")).all()
        return [IndikatorDihitung.FromString(row.data) for row in sorted(rows, key=lambda row: row.id)]

    return run


def test_a_changed_value_is_announced_for_agency_and_regency_by_month_quarter_and_year(
    arus: Any, take_in: Any, announce: Any
) -> None:
    arus.permohonan(MARET, akhir=None)
    take_in(arus.items)

    found = [event for event in announce() if event.kode == "ppt.permohonan_masuk"]

    assert {(event.opd_kode, event.periode) for event in found} == {
        (opd, periode) for opd in ("", "dpmptsp") for periode in ("2026-03", "2026-T1", "2026")
    }
    assert {event.nilai for event in found} == {"1.00"}
    assert dict(found[0].sampai) == {"perizinan": 1}


def test_an_open_file_is_announced_for_every_later_month(arus: Any, take_in: Any, announce: Any) -> None:
    arus.permohonan(MARET, akhir=None)
    take_in(arus.items)

    periods = {event.periode for event in announce() if event.kode == "ppt.berjalan"}

    assert periods == {"2026-03", "2026-04", "2026-T1", "2026-T2", "2026"}


def test_nothing_is_announced_twice(arus: Any, take_in: Any, announce: Any, clock: HeldClock) -> None:
    arus.permohonan(MARET)
    take_in(arus.items)
    assert announce()
    clock.move(timedelta(seconds=2))

    take_in(arus.items)

    assert announce() == []


def test_only_what_changed_is_announced(arus: Any, take_in: Any, announce: Any, clock: HeldClock) -> None:
    arus.permohonan(MARET, layanan="sip-dokter")
    take_in(arus.items)
    announce()
    clock.move(timedelta(seconds=2))
    arus.permohonan(MARET, layanan="pbg")
    take_in(arus.items)

    changed = {event.kode for event in announce()}

    assert "ppt.tepat_waktu" in changed  # 100 % as before, but of two
    assert "ppt.berjalan" not in changed


def test_a_second_look_within_the_second_waits(arus: Any, take_in: Any, announce: Any, clock: HeldClock) -> None:
    arus.permohonan(MARET)
    take_in(arus.items)
    announce()
    arus.permohonan(MARET)
    take_in(arus.items)

    assert announce() == []
    clock.move(timedelta(seconds=1))
    assert announce()
