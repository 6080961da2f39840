"""REST: an appraisal from the ratings to the decision of an objection."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError

from chassis.cli import Rooms
from chassis.domain import Conflict, HeldClock, Pengguna
from chassis.grpc import channel
from chassis.outbox import Sequencer
from chassis.outbox._leader import connect
from kinerja.adapters.daerah_contoh import Rantai, find_rantai
from kinerja.adapters.evaluasi.repository import SqlEvaluasiRepository
from kinerja.application.evaluasi.assess import CreateEvaluasi
from kinerja.application.organisasi.load import LoadOrganisasi
from kinerja.application.wewenang import PERAN
from kinerja.bootstrap import build_application
from kinerja.domain.evaluasi import Evaluasi, Nilai, TingkatPenilai
from kinerja.domain.periode import Periode
from kinerja.domain.predikat import Ekspektasi
from simpul.kinerja.v1 import peristiwa_pb2 as pb
from tests.support.kinerja_orang import NILAI, STRUKTURAL, Orang, Token, give_skp, refused

Events = Callable[[], list[tuple[str, str, bytes]]]


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


@pytest.fixture(autouse=True)
def skp(engine: Engine, rantai: Rantai) -> None:
    """Give the person an SKP of 2026 that holds."""
    give_skp(engine, rantai.pegawai.id)


@pytest.fixture
def events(engine: Engine) -> Events:
    def read() -> list[tuple[str, str, bytes]]:
        with connect(engine) as leader:
            Sequencer(engine).drain(leader)
        with engine.connect() as conn:
            query = (
                "SELECT type, subject, data FROM log WHERE type LIKE '%Evaluasi%' OR type LIKE '%Keberatan%'"
                " ORDER BY urut"
            )
            return [(row[0].rpartition(".")[2], row[1], bytes(row[2])) for row in conn.execute(text(query))]

    return read


@pytest.fixture
def rate(penilai: Orang, rantai: Rantai) -> Callable[..., dict[str, Any]]:
    def make(periode: str = "2026-T1", **nilai: str) -> dict[str, Any]:
        body = {"pegawai_id": rantai.pegawai.id, "periode": periode} | NILAI | nilai
        answer = penilai.send("/v1/evaluasi", body)
        assert answer.status_code == 201, answer.get_json()
        made: dict[str, Any] = answer.get_json()
        return made

    return make


Rate = Callable[..., dict[str, Any]]


@pytest.mark.parametrize(
    "hasil_kerja, perilaku, predikat",
    [
        ("di_atas", "di_atas", "sangat_baik"),
        ("sesuai", "sesuai", "baik"),
        ("di_bawah", "di_atas", "butuh_perbaikan"),
        ("di_atas", "di_bawah", "kurang"),
        ("di_bawah", "di_bawah", "sangat_kurang"),
    ],
)
def test_two_ratings_make_the_predikat(rate: Rate, hasil_kerja: str, perilaku: str, predikat: str) -> None:
    assert rate(hasil_kerja=hasil_kerja, perilaku=perilaku)["predikat"] == predikat


def test_a_quarter_is_rated_changed_and_established(rate: Rate, penilai: Orang, rantai: Rantai, events: Events) -> None:
    made = rate()
    path = f"/v1/evaluasi/{made['id']}"

    changed = penilai.send(path, NILAI | {"hasil_kerja": "di_atas"}, version=1, method="PUT")
    established = penilai.send(f"{path}/establish", version=2)

    assert (made["predikat"], made["status"], made["version"]) == ("baik", "dievaluasi", 1)
    assert (changed.status_code, changed.get_json()["predikat"]) == (200, "sangat_baik")
    assert (established.status_code, established.get_json()["status"]) == (200, "ditetapkan")
    assert established.headers["ETag"] == '"3"'
    [(name, subject, data)] = events()
    event = pb.EvaluasiDitetapkan.FromString(data)
    assert (name, subject, event.evaluasi_id) == ("EvaluasiDitetapkan", made["id"], made["id"])
    assert (event.pegawai_id, event.penilai_id) == (rantai.pegawai.id, rantai.penilai.id)
    assert (event.periode, event.predikat, event.tingkat_penilai) == ("2026-T1", "sangat_baik", "penilai")
    assert (event.opd_kode, event.unit_id, event.tahun) == ("dinkes", rantai.pegawai.unit_id, 2026)


def test_a_quarter_ends_with_its_establishment(rate: Rate, penilai: Orang) -> None:
    path = f"/v1/evaluasi/{rate()['id']}"
    penilai.send(f"{path}/establish", version=1)

    assert refused(penilai.send(f"{path}/send", version=2)) == (409, "evaluasi.transition_not_allowed")
    assert refused(penilai.send(path, NILAI, version=2, method="PUT")) == (409, "evaluasi.transition_not_allowed")


def test_one_appraisal_a_person_and_period(rate: Rate, penilai: Orang, rantai: Rantai) -> None:
    rate()

    again = penilai.send("/v1/evaluasi", {"pegawai_id": rantai.pegawai.id, "periode": "2026-T1"} | NILAI)

    assert refused(again) == (409, "evaluasi.already_exists")
    assert rate("2026-T2")["periode"] == "2026-T2"


@pytest.mark.parametrize("status, versi", [("diajukan", 0), ("draf", 0)])
def test_without_an_established_plan_nobody_is_rated(
    engine: Engine, penilai: Orang, rantai: Rantai, status: str, versi: int
) -> None:
    with engine.begin() as conn:
        conn.execute(text("UPDATE skp SET status = :status, versi = :versi"), {"status": status, "versi": versi})

    answer = penilai.send("/v1/evaluasi", {"pegawai_id": rantai.pegawai.id, "periode": "2026-T1"} | NILAI)

    assert refused(answer) == (409, "skp.not_established")


def test_a_plan_of_another_year_does_not_count(penilai: Orang, rantai: Rantai) -> None:
    answer = penilai.send("/v1/evaluasi", {"pegawai_id": rantai.pegawai.id, "periode": "2025-T4"} | NILAI)

    assert refused(answer) == (409, "skp.not_established")


@pytest.mark.parametrize(
    "field, value",
    [("hasil_kerja", "bagus"), ("perilaku", ""), ("periode", "2026-T5"), ("catatan", "x" * 2001)],
)
def test_what_says_nothing_is_refused(penilai: Orang, rantai: Rantai, field: str, value: str) -> None:
    body = {"pegawai_id": rantai.pegawai.id, "periode": "2026-T1"} | NILAI | {field: value}

    answer = penilai.send("/v1/evaluasi", body)

    assert (answer.status_code, list(answer.get_json()["errors"])) == (422, [field])


def test_who_may_rate_whom(
    pegawai: Orang, penilai: Orang, bkpsdm: Orang, client: FlaskClient, token: Token, daerah: LoadOrganisasi,
    rantai: Rantai,
) -> None:  # fmt: skip
    stranger = next(each for each in daerah.pegawai if each.opd_kode == "dlh" and each.memimpin)
    foreign = Orang(client, token("penilai", opd="dlh", pegawai_id=stranger.id))

    def rate(orang: Orang, pegawai_id: str) -> tuple[int, str]:
        return refused(orang.send("/v1/evaluasi", {"pegawai_id": pegawai_id, "periode": "2026-T1"} | NILAI))

    assert rate(pegawai, rantai.pegawai.id) == (403, "auth.forbidden")
    assert rate(bkpsdm, rantai.pegawai.id) == (403, "auth.forbidden")
    assert rate(penilai, rantai.penilai.id) == (403, "evaluasi.own")
    assert rate(foreign, rantai.pegawai.id) == (404, "pegawai.not_found")
    assert rate(penilai, "tiada") == (404, "pegawai.not_found")


def test_the_superiors_superior_says_why_and_is_told_as_the_assessor(
    atasan: Orang, rantai: Rantai, events: Events
) -> None:
    body = {"pegawai_id": rantai.pegawai.id, "periode": "2026-T1"} | NILAI

    mute = atasan.send("/v1/evaluasi", body)
    made = atasan.send("/v1/evaluasi", body | {"catatan": "Atasan langsung cuti besar"}).get_json()
    established = atasan.send(f"/v1/evaluasi/{made['id']}/establish", version=1)

    assert (mute.status_code, list(mute.get_json()["errors"])) == (422, ["catatan"])
    assert established.get_json()["tingkat_penilai"] == "atasan_penilai"
    event = pb.EvaluasiDitetapkan.FromString(events()[0][2])
    assert (event.tingkat_penilai, event.penilai_id) == ("atasan_penilai", rantai.atasan_penilai.id)


def test_refusals_come_in_order(rate: Rate, pegawai: Orang, penilai: Orang, client: FlaskClient) -> None:
    path = f"/v1/evaluasi/{rate()['id']}"

    def write(orang: Orang, at: str, version: int | None) -> tuple[int, str]:
        return refused(orang.send(at, {"asing": 1}, version=version, method="PUT"))

    assert refused(client.post(f"{path}/establish")) == (401, "auth.unauthenticated")
    assert refused(pegawai.send(f"{path}/establish", version=1)) == (403, "auth.forbidden")
    assert write(penilai, "/v1/evaluasi/tiada", 1) == (404, "evaluasi.not_found")
    assert write(penilai, path, None) == (428, "version.required")
    assert write(penilai, path, 7) == (412, "version.stale")
    assert write(penilai, path, 1) == (422, "request.invalid")
    assert refused(penilai.send(f"{path}/establish", version=9)) == (412, "version.stale")


def test_a_peer_and_another_agency_find_nothing(
    rate: Rate, client: FlaskClient, token: Token, daerah: LoadOrganisasi, rantai: Rantai
) -> None:
    path = f"/v1/evaluasi/{rate()['id']}"
    peer = next(
        each for each in daerah.pegawai
        if each.unit_id == rantai.pegawai.unit_id and each.id != rantai.pegawai.id and not each.memimpin
    )  # fmt: skip
    stranger = next(each for each in daerah.pegawai if each.opd_kode == "dlh" and each.memimpin)
    others = [
        Orang(client, token("pegawai", opd="dinkes", pegawai_id=peer.id)),
        Orang(client, token("penilai", opd="dlh", pegawai_id=stranger.id)),
        Orang(client, token("pegawai", opd="dinkes")),
    ]

    assert [each.get(path).status_code for each in others] == [404, 404, 404]
    assert [each.get("/v1/evaluasi").get_json()["jumlah"] for each in others] == [0, 0, 0]


def test_the_list_is_filtered(rate: Rate, pegawai: Orang, penilai: Orang, bkpsdm: Orang, rantai: Rantai) -> None:
    rate("2026-T1")
    rate("2026-T2")

    def count(orang: Orang, query: str = "") -> int:
        return int(orang.get(f"/v1/evaluasi?{query}").get_json()["jumlah"])

    assert [count(each) for each in (pegawai, penilai, bkpsdm)] == [2, 2, 2]
    assert count(bkpsdm, "periode=2026-T1") == 1
    assert count(bkpsdm, f"pegawai_id={rantai.pegawai.id}&status=dievaluasi") == 2
    assert count(bkpsdm, "status=ditetapkan") == count(bkpsdm, f"pegawai_id={rantai.penilai.id}") == 0


@pytest.mark.parametrize(
    "periode, now, status",
    [
        ("2026", "2026-12-20T23:59:00+07:00", 409),
        ("2026", "2026-12-21T00:00:00+07:00", 201),
        ("2026-T3", "2026-09-19T23:59:00+07:00", 409),
        ("2026-T3", "2026-09-20T00:00:00+07:00", 201),
        ("2026-T4", "2026-12-20T23:59:00+07:00", 409),
    ],
)
def test_a_period_is_rated_once_it_has_nearly_ended(
    rooms: Rooms, rantai: Rantai, periode: str, now: str, status: int
) -> None:
    moment = datetime.fromisoformat(now)
    application = build_application(
        rooms.engine,
        clock=HeldClock(moment),
        wake=lambda: None,
        traceparent=lambda: "",
        connect=lambda: channel("127.0.0.1:1", key=None),
    )
    penilai = Pengguna(
        akun="penilai", pengguna_id="x", scopes=PERAN["penilai"], opd_kode="dinkes", pegawai_id=rantai.penilai.id
    )
    nilai = Nilai(hasil_kerja=Ekspektasi.SESUAI, perilaku=Ekspektasi.SESUAI, catatan="")
    command = CreateEvaluasi(pengguna=penilai, pegawai_id=rantai.pegawai.id, periode=periode, nilai=nilai)

    if status == 201:
        assert application.evaluasi.create_evaluasi(command).status == "dievaluasi"
        return
    with pytest.raises(Conflict) as refusal:
        application.evaluasi.create_evaluasi(command)
    assert refusal.value.code == "evaluasi.too_early"


def test_only_a_second_appraisal_reads_as_already_there(engine: Engine, rantai: Rantai) -> None:
    def add(id_: str, pegawai_id: str) -> None:
        made = Evaluasi(
            id=id_,
            pegawai_id=pegawai_id,
            unit_id=rantai.pegawai.unit_id,
            opd_kode="dinkes",
            periode=Periode(2026, 1),
            nilai=Nilai(hasil_kerja=Ekspektasi.SESUAI, perilaku=Ekspektasi.SESUAI, catatan=""),
            penilai_id=rantai.penilai.id,
            tingkat_penilai=TingkatPenilai.PENILAI,
        )
        with engine.begin() as conn:
            SqlEvaluasiRepository(conn).add(made)

    add("satu", rantai.pegawai.id)

    with pytest.raises(Conflict):
        add("dua", rantai.pegawai.id)
    with pytest.raises(IntegrityError):
        add("tiga", "tiada")
    with pytest.raises(IntegrityError):
        add("satu", rantai.atasan_penilai.id)
