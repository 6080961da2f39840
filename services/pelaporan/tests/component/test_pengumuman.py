"""Announcing: only what changed, at most once a second."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, text

from chassis.domain import HeldClock
from pelaporan.adapters.pengumuman import PengumumanFactory
from pelaporan.application.indikator.announce import announce_nilai
from simpul.pelaporan.v1.peristiwa_pb2 import IndikatorDihitung
from simpul.perizinan.v1 import peristiwa_pb2 as izin

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
        return [IndikatorDihitung.FromString(row.data) for row in sorted(rows, key=lambda row: row.id) if row.data]

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


Publish = Callable[..., None]
TOLAK, TERBIT = "simpul.perizinan.v1.PermohonanDitolak", "simpul.perizinan.v1.IzinDiterbitkan"


@pytest.fixture
def publish(client: FlaskClient, bearer: Callable[[str], dict[str, str]]) -> Publish:
    """Give a function that publishes a definition which counts events of a type, over ``ukuran`` and ``rumus``."""
    headers = bearer("organisasi")

    def publish(kode: str, tipe: str, *, dari: str = "2026-01-01", rumus: str = "satu", **ukuran: Any) -> None:
        naskah: dict[str, Any] = {
            "kode": kode,
            "nama": kode,
            "satuan": "berkas",
            "dasar_hukum": "UU 25/2009",
            "pembilang": "satu",
        }
        naskah |= {"ukuran": {"satu": {"peristiwa": [tipe], **ukuran}}, "rumus": rumus}
        answer = client.post("/v1/indikator", json={"definisi": naskah, "berlaku_dari": dari}, headers=headers)
        assert answer.status_code == 201, answer.get_json()

    return publish


def test_a_new_version_that_changes_values_is_announced_without_a_new_event(
    arus: Any, take_in: Any, announce: Any, clock: HeldClock, publish: Publish
) -> None:
    arus.permohonan(MARET, akhir=izin.PermohonanDitolak)
    take_in(arus.items)
    announce()
    clock.move(timedelta(seconds=2))

    publish("ppt.diputus", TERBIT)

    found = {(event.kode, event.opd_kode, event.periode, event.nilai, event.definisi_versi) for event in announce()}
    assert found == {
        ("ppt.diputus", opd, periode, "0.00", 2)
        for opd in ("", "dpmptsp")
        for periode in ("2026-03", "2026-T1", "2026")
    }


def test_a_new_indicator_over_the_latest_events_is_announced(
    arus: Any, take_in: Any, announce: Any, clock: HeldClock, publish: Publish
) -> None:
    arus.permohonan(MARET, akhir=izin.PermohonanDitolak)
    take_in(arus.items)
    announce()
    clock.move(timedelta(seconds=2))

    publish("uji.terakhir", TOLAK, atas="terakhir")

    found = {(event.kode, event.periode, event.nilai) for event in announce() if not event.opd_kode}
    assert found == {
        ("uji.terakhir", periode, "1.00") for periode in ("2026-03", "2026-04", "2026-T1", "2026-T2", "2026")
    }


def test_what_rests_on_an_indicator_moves_with_its_later_version(
    arus: Any, take_in: Any, announce: Any, clock: HeldClock, publish: Publish
) -> None:
    publish("uji.dasar", TOLAK, dari="2020-01-01")
    publish("uji.atas", "simpul.perizinan.v1.SurveiDiisi", dari="2020-01-01", rumus="uji.dasar * 10 + satu")
    publish("uji.dasar", TERBIT)
    announce()
    clock.move(timedelta(seconds=2))

    arus.permohonan(MARET, akhir=izin.IzinDiterbitkan)
    take_in(arus.items)

    found = {event.kode: event.nilai for event in announce() if (event.opd_kode, event.periode) == ("", "2026-03")}
    assert (found["uji.dasar"], found["uji.atas"]) == ("1.00", "10.00")
