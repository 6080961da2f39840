"""An SKP comes to its end: its owner moves or leaves, or its year is over."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, text

from chassis.cli import Rooms
from chassis.domain import HeldClock
from chassis.grpc import channel
from chassis.outbox import Sequencer
from chassis.outbox._leader import connect
from kinerja.adapters.daerah_contoh import find_rantai
from kinerja.application.organisasi.load import LoadOrganisasi
from kinerja.application.skp.close import EndYear
from kinerja.bootstrap import build_application, make_wiring
from kinerja.entrypoints import jobs
from simpul.kinerja.v1 import peristiwa_pb2 as pb
from tests.support.kinerja_orang import refused
from tests.support.kinerja_skp import BARIS
from tests.support.kinerja_tim import TAHUN, Tim, create_skp, done, establish_skp, make_tim

LAST = datetime(TAHUN, 12, 31, 16, 59, 59, tzinfo=UTC)
"""The last second of the year in Jakarta."""
FIRST = datetime(TAHUN, 12, 31, 17, 0, tzinfo=UTC)
"""The first of the next."""


@pytest.fixture
def tim(client: FlaskClient, token: Callable[..., str], daerah: LoadOrganisasi) -> Tim:
    return make_tim(client, token, find_rantai(daerah, "dinkes"))


@pytest.fixture
def end_year(engine: Engine) -> Callable[..., int]:
    """Give a function that does what the job does at a moment."""

    def end(at: datetime, **command: int) -> int:
        application = build_application(
            engine,
            clock=HeldClock(at),
            wake=lambda: None,
            traceparent=lambda: "",
            connect=lambda: channel("127.0.0.1:1", key=None),
        )
        return application.skp.end_year(EndYear(**command))

    return end


def closed(engine: Engine) -> list[tuple[str, str, dict[str, Any]]]:
    """Return the news of ended plans: of which, why, and the audit row with it."""
    with connect(engine) as leader:
        Sequencer(engine).drain(leader)
    with engine.connect() as conn:
        rows = conn.execute(text("SELECT data, jejak::jsonb FROM log WHERE type LIKE '%SkpDitutup' ORDER BY urut"))
        news = [(pb.SkpDitutup.FromString(bytes(data)), jejak) for data, jejak in rows]
    return [(event.skp_id, event.alasan_kode, jejak) for event, jejak in news]


def counts_of_unit(tim: Tim) -> dict[str, int]:
    """Return how far the unit of the person is with the plans of the year."""
    rows = done(tim.bkpsdm.get(f"/v1/skp/rekap?tahun={TAHUN}"))["data"]
    return next(row for row in rows if row["unit_id"] == tim.rantai.pegawai.unit_id)


def waiting_of(page: str) -> str:
    """Return the part of a page that tells who has no plan yet."""
    _, found, rest = page.partition("Belum menyusun")
    return rest.partition("</ul>")[0] if found else ""


def test_a_move_ends_the_plans_of_this_year_and_later_alone(tim: Tim, daerah: LoadOrganisasi, engine: Engine) -> None:
    plans = {
        tahun: establish_skp(tim.pegawai, tim.penilai, create_skp(tim.pegawai, tahun=tahun))["id"]
        for tahun in (TAHUN - 1, TAHUN, TAHUN + 1)
    }
    elsewhere = next(each for each in daerah.pegawai if each.opd_kode == "dlh" and not each.memimpin)
    body = {"unit_id": elsewhere.unit_id, "jabatan_kode": elsewhere.jabatan.kode, "alasan": "SK 800/1"}

    tim.bkpsdm.send(f"/v1/pegawai/{tim.rantai.pegawai.id}/move", body, version=1)

    status = {tahun: tim.bkpsdm.get(f"/v1/skp/{id_}").get_json()["status"] for tahun, id_ in plans.items()}
    assert status == {TAHUN - 1: "ditetapkan", TAHUN: "ditutup", TAHUN + 1: "ditutup"}
    assert [(id_, why) for id_, why, _ in closed(engine)] == [(plans[TAHUN], "pindah"), (plans[TAHUN + 1], "pindah")]


def test_a_plan_ends_when_its_year_is_over_in_jakarta(tim: Tim, end_year: Callable[..., int], engine: Engine) -> None:
    held = establish_skp(tim.pegawai, tim.penilai, create_skp(tim.pegawai))["id"]
    draft = create_skp(tim.penilai)["id"]
    later = create_skp(tim.pegawai, tahun=TAHUN + 1)["id"]

    early, ended, again = end_year(LAST), end_year(FIRST), end_year(FIRST)

    status = [tim.bkpsdm.get(f"/v1/skp/{id_}").get_json()["status"] for id_ in (held, draft, later)]
    assert (early, ended, again) == (0, 1, 0)
    assert status == ["ditutup", "draf", "draf"]
    [(skp_id, why, jejak)] = closed(engine)
    assert (skp_id, why) == (held, "akhir_tahun")
    assert (jejak["aksi"], jejak["aktor"], jejak["ke"]) == ("close_skp.akhir_tahun", "sistem", {"status": "ditutup"})


def test_a_plan_that_ended_with_its_year_counts_as_established(tim: Tim, end_year: Callable[..., int]) -> None:
    establish_skp(tim.pegawai, tim.penilai, create_skp(tim.pegawai))
    before = counts_of_unit(tim)

    end_year(FIRST)

    again = tim.pegawai.send("/v1/skp", {"tahun": TAHUN, "baris": [BARIS]})
    assert before["ditetapkan"] == 1
    assert counts_of_unit(tim) == before
    assert refused(again) == (409, "skp.already_exists")


def test_whose_plan_ended_with_its_year_is_not_told_to_have_none(
    tim: Tim, end_year: Callable[..., int], sesi: Callable[..., FlaskClient]
) -> None:
    establish_skp(tim.pegawai, tim.penilai, create_skp(tim.pegawai))
    end_year(FIRST)
    penilai = sesi("pegawai", "penilai", opd="dinkes", pegawai_id=tim.rantai.penilai.id)
    bkpsdm = sesi("bkpsdm", opd="bkpsdm")

    pages = [
        penilai.get(f"/skp/tim?tahun={TAHUN}").text,
        bkpsdm.get(f"/skp/rekap/{tim.rantai.pegawai.unit_id}?tahun={TAHUN}").text,
    ]

    assert [tim.rantai.pegawai.nama in page for page in pages] == [True, True]
    assert [tim.rantai.pegawai.nama in waiting_of(page) for page in pages] == [False, False]


def test_who_moved_after_the_year_counts_where_the_plan_held(
    tim: Tim, end_year: Callable[..., int], daerah: LoadOrganisasi
) -> None:
    establish_skp(tim.pegawai, tim.penilai, create_skp(tim.pegawai))
    before = counts_of_unit(tim)
    end_year(FIRST)
    elsewhere = next(each for each in daerah.pegawai if each.opd_kode == "dlh" and not each.memimpin)
    body = {"unit_id": elsewhere.unit_id, "jabatan_kode": elsewhere.jabatan.kode, "alasan": "SK 800/1"}

    done(tim.bkpsdm.send(f"/v1/pegawai/{tim.rantai.pegawai.id}/move", body, version=1))

    assert counts_of_unit(tim) == before


def test_nobody_waits_for_a_plan_of_whom_none_is_asked(tim: Tim, sesi: Callable[..., FlaskClient]) -> None:
    before = counts_of_unit(tim)
    create_skp(tim.pegawai)
    body = {"alasan_kode": "cltn", "dasar": "SK 850/12", "dari": f"{TAHUN}-04-01"}

    done(tim.bkpsdm.send(f"/v1/pegawai/{tim.rantai.pegawai.id}/pengecualian", body))

    without = before | {"pegawai": before["pegawai"] - 1, "belum": before["belum"] - 1}
    penilai = sesi("pegawai", "penilai", opd="dinkes", pegawai_id=tim.rantai.penilai.id)
    assert counts_of_unit(tim) == without
    assert tim.rantai.pegawai.nama not in waiting_of(penilai.get(f"/skp/tim?tahun={TAHUN}").text)


def test_of_whom_none_is_asked_counts_with_a_plan_that_holds(tim: Tim) -> None:
    establish_skp(tim.pegawai, tim.penilai, create_skp(tim.pegawai))
    before = counts_of_unit(tim)
    body = {"alasan_kode": "mpp", "dasar": "SK 850/13", "dari": f"{TAHUN}-11-01"}

    done(tim.bkpsdm.send(f"/v1/pegawai/{tim.rantai.pegawai.id}/pengecualian", body))

    assert counts_of_unit(tim) == before


def test_many_plans_end_bit_by_bit(tim: Tim, end_year: Callable[..., int]) -> None:
    for tahun in (TAHUN - 2, TAHUN - 1, TAHUN):
        establish_skp(tim.pegawai, tim.penilai, create_skp(tim.pegawai, tahun=tahun))

    assert [end_year(FIRST, banyak=2), end_year(FIRST, banyak=2), end_year(FIRST, banyak=2)] == [2, 1, 0]


def test_a_plan_written_after_its_year_ends_once_it_is_established(tim: Tim, end_year: Callable[..., int]) -> None:
    late = create_skp(tim.pegawai)
    before = end_year(FIRST)
    held = establish_skp(tim.pegawai, tim.penilai, late)

    after = end_year(FIRST)

    status = done(tim.bkpsdm.get(f"/v1/skp/{late['id']}"))["status"]
    assert (before, held["status"], after, status) == (0, "ditetapkan", 1, "ditutup")


def test_a_late_draft_of_who_left_comes_to_its_end(tim: Tim, end_year: Callable[..., int], engine: Engine) -> None:
    mine, other = create_skp(tim.pegawai), create_skp(tim.penilai)
    with engine.begin() as conn:
        conn.execute(text("UPDATE pegawai SET aktif = false WHERE id = :id"), {"id": tim.rantai.pegawai.id})

    ended = end_year(FIRST)

    status = [tim.bkpsdm.get(f"/v1/skp/{each['id']}").get_json()["status"] for each in (mine, other)]
    assert (ended, status, closed(engine)) == (1, ["ditutup", "draf"], [])


def test_the_rows_of_a_superior_whose_plan_ended_with_its_year_can_still_be_served(
    tim: Tim, end_year: Callable[..., int]
) -> None:
    shared = {**BARIS, "indikator": [{**BARIS["indikator"][0], "jumlah": "10", "satuan": "berkas"}]}
    above = establish_skp(tim.penilai, tim.atasan, create_skp(tim.penilai, shared))
    served = {**shared, "induk_id": above["baris"][0]["id"]}
    end_year(FIRST)

    late = create_skp(tim.pegawai, served)
    offered = done(tim.pegawai.get(f"/v1/skp/{late['id']}/induk"))["data"]
    held = establish_skp(tim.pegawai, tim.penilai, late)
    end_year(FIRST)
    after = done(tim.pegawai.get(f"/v1/skp/{late['id']}/induk"))["data"]
    found = done(tim.bkpsdm.get(f"/v1/skp/temuan?tahun={TAHUN}"))["data"]

    assert [row["id"] for row in offered] == [row["id"] for row in above["baris"]]
    assert held["baris"][0]["tertaut"]
    assert [row["cakupan"][0]["terbagi"] for row in after] == ["10"]
    assert found == []


def test_the_job_ends_plans_until_none_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "PERIOD", 0.001)
    left, stop = [200, 200, 7, 0], threading.Event()

    def end_some(_: EndYear) -> int:
        ended = left.pop(0)
        if not left:
            stop.set()
        return ended

    jobs.end_year_task(end_some)(stop)

    assert left == []


def test_the_service_has_the_job(rooms: Rooms) -> None:
    assert make_wiring(rooms).jobs
