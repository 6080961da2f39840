"""The year's document to its end: silence that counts, the hearing, the report, the follow-up."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, text

from chassis.domain import HeldClock
from chassis.grpc import channel
from chassis.outbox import Sequencer
from chassis.outbox._leader import connect
from kinerja.adapters.daerah_contoh import Rantai, find_rantai
from kinerja.application.evaluasi.lapse import LapseEvaluasi
from kinerja.application.organisasi.load import LoadOrganisasi
from kinerja.bootstrap import build_application
from tests.support.kinerja_orang import NILAI, STRUKTURAL, Orang, Token, give_skp, refused

TAHUN = 2025
LAPORAN = {"permasalahan": "Data dukung terlambat", "rekomendasi": "Pelatihan pengolahan data"}
TINDAK = {"tindak_lanjut": "Diusulkan ikut pelatihan triwulan II"}


@pytest.fixture
def rantai(daerah: LoadOrganisasi) -> Rantai:
    return find_rantai(daerah, "dinkes")


@pytest.fixture
def pegawai(client: FlaskClient, token: Token, rantai: Rantai) -> Orang:
    return Orang(client, token("pegawai", opd="dinkes", pegawai_id=rantai.pegawai.id))


@pytest.fixture
def penilai(client: FlaskClient, token: Token, rantai: Rantai) -> Orang:
    return Orang(client, token("pegawai", "penilai", opd="dinkes", pegawai_id=rantai.penilai.id))


@pytest.fixture
def atasan(client: FlaskClient, token: Token, rantai: Rantai) -> Orang:
    return Orang(client, token(*STRUKTURAL, opd="dinkes", pegawai_id=rantai.atasan_penilai.id))


@pytest.fixture
def bkpsdm(client: FlaskClient, token: Token) -> Orang:
    return Orang(client, token("bkpsdm", opd="bkpsdm"))


@pytest.fixture
def sent(engine: Engine, rantai: Rantai, penilai: Orang) -> str:
    """Give the path of a yearly appraisal that was handed over."""
    give_skp(engine, rantai.pegawai.id, tahun=TAHUN)
    made = penilai.send("/v1/evaluasi", NILAI | {"pegawai_id": rantai.pegawai.id, "periode": str(TAHUN)}).get_json()
    path = f"/v1/evaluasi/{made['id']}"
    for version, step in enumerate(("establish", "send"), 1):
        assert penilai.send(f"{path}/{step}", version=version).status_code == 200
    return path


@pytest.fixture
def lapse(engine: Engine) -> Callable[[int], int]:
    """Give a function that lets the timed job look so many days from now; returns how many documents it ended."""

    def look(hari: int) -> int:
        application = build_application(
            engine,
            clock=HeldClock(datetime.now(UTC) + timedelta(days=hari)),
            wake=lambda: None,
            traceparent=lambda: "",
            connect=lambda: channel("127.0.0.1:1", key=None),
        )
        return application.evaluasi.lapse_evaluasi(LapseEvaluasi())

    return look


def test_fourteen_days_of_silence_and_the_superior_sets_it(
    engine: Engine, sent: str, pegawai: Orang, lapse: Callable[[int], int]
) -> None:
    looks = [lapse(14), lapse(15), lapse(16)]
    shown = pegawai.get(sent).get_json()
    late = pegawai.send(f"{sent}/receive", version=4)
    with connect(engine) as leader:
        Sequencer(engine).drain(leader)
    with engine.connect() as conn:
        query = "SELECT jejak FROM log WHERE jejak IS NOT NULL ORDER BY urut DESC LIMIT 1"
        audit = str(conn.execute(text(query)).scalar_one())

    assert looks == [0, 1, 0]
    assert (shown["status"], shown["version"]) == ("ditetapkan_atasan", 4)
    assert refused(late) == (409, "evaluasi.transition_not_allowed")
    assert "sistem" in audit


def test_who_answers_in_time_is_left_alone(sent: str, pegawai: Orang, lapse: Callable[[int], int]) -> None:
    pegawai.send(f"{sent}/receive", version=3)

    assert lapse(100) == 0
    assert pegawai.get(sent).get_json()["status"] == "diterima"


def test_an_objection_is_heard_then_decided_then_reported_then_followed_up(
    sent: str, pegawai: Orang, penilai: Orang, atasan: Orang, bkpsdm: Orang
) -> None:
    steps = [
        pegawai.send(f"{sent}/receive", version=3),
        pegawai.send(f"{sent}/object", {"alasan": "Belum dihitung"}, version=4),
        atasan.send(f"{sent}/examine", version=5),
        atasan.send(f"{sent}/decide", {"putusan": "ditolak", "alasan": "Bukti tidak ada"}, version=6),
        penilai.send(f"{sent}/report", LAPORAN, version=7),
        bkpsdm.send(f"{sent}/follow-up", TINDAK, version=8),
    ]
    shown = pegawai.get(sent).get_json()

    assert [each.status_code for each in steps] == [200] * 6, [each.get_json() for each in steps]
    assert [each.get_json()["status"] for each in steps] == [
        "diterima", "keberatan", "diperiksa", "diputus", "dilaporkan", "ditindaklanjuti",
    ]  # fmt: skip
    assert {key: shown[key] for key in LAPORAN | TINDAK} == LAPORAN | TINDAK


def test_what_may_still_be_objected_to_is_not_reported_yet(
    engine: Engine, sent: str, pegawai: Orang, penilai: Orang
) -> None:
    pegawai.send(f"{sent}/receive", version=3)
    early = penilai.send(f"{sent}/report", LAPORAN, version=4)
    with engine.begin() as conn:
        conn.execute(text("UPDATE evaluasi SET diterima_pada = now() - interval '15 days'"))
    mute = penilai.send(f"{sent}/report", LAPORAN | {"rekomendasi": " "}, version=4)
    reported = penilai.send(f"{sent}/report", LAPORAN | {"permasalahan": ""}, version=4)

    assert refused(early) == (409, "keberatan.still_open")
    assert (mute.status_code, list(mute.get_json()["errors"])) == (422, ["rekomendasi"])
    assert reported.get_json()["status"] == "dilaporkan"


def test_what_the_superior_set_is_reported_and_who_may_do_what(
    sent: str, pegawai: Orang, penilai: Orang, atasan: Orang, bkpsdm: Orang, lapse: Callable[[int], int]
) -> None:
    lapse(15)

    refusals = [
        refused(pegawai.send(f"{sent}/report", LAPORAN, version=4)),
        refused(bkpsdm.send(f"{sent}/report", LAPORAN, version=4)),
        refused(atasan.send(f"{sent}/examine", version=4)),
        refused(bkpsdm.send(f"{sent}/follow-up", TINDAK, version=4)),
        refused(penilai.send(f"{sent}/follow-up", TINDAK, version=4)),
        refused(penilai.send(f"{sent}/report", {}, version=4)),
    ]

    assert refusals == [
        (403, "auth.forbidden"),
        (403, "auth.forbidden"),
        (409, "evaluasi.transition_not_allowed"),
        (409, "evaluasi.transition_not_allowed"),
        (403, "auth.forbidden"),
        (422, "request.invalid"),
    ]
    assert penilai.send(f"{sent}/report", LAPORAN, version=4).status_code == 200
