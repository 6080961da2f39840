"""REST: the PPK stands where the register of people ends; an objection is decided by one above who did not sign."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, text

from chassis.outbox import Sequencer
from chassis.outbox._leader import connect
from kinerja.adapters.daerah_contoh import Rantai, find_rantai
from kinerja.application.organisasi.load import LoadOrganisasi
from kinerja.domain.pegawai import Pegawai
from simpul.kinerja.v1 import peristiwa_pb2 as pb
from tests.support.kinerja_orang import NILAI, STRUKTURAL, Orang, Token, give_skp, refused

TAHUN = 2025
BARIS = {"hasil_kerja": "A", "jenis": "utama", "indikator": [{"uraian": "B", "target": "1"}]}
KEBERATAN = {"alasan": "Realisasi belum dihitung"}
DITOLAK = {"putusan": "ditolak", "alasan": "Bukti tidak ada"}
Document = Callable[..., str]


@pytest.fixture
def rantai(daerah: LoadOrganisasi) -> Rantai:
    return find_rantai(daerah, "dinkes")


@pytest.fixture
def sekda(daerah: LoadOrganisasi) -> Pegawai:
    return next(each for each in daerah.pegawai if each.atasan_id is None)


@pytest.fixture
def as_person(client: FlaskClient, token: Token) -> Callable[[Pegawai], Orang]:
    return lambda who: Orang(client, token(*STRUKTURAL, opd=who.opd_kode, pegawai_id=who.id))


As = Callable[[Pegawai], Orang]


@pytest.fixture
def ppk(client: FlaskClient, token: Token) -> Orang:
    return Orang(client, token("ppk"))


@pytest.fixture
def person_of(daerah: LoadOrganisasi) -> Callable[[str | None], Pegawai]:
    by_id = {each.id: each for each in daerah.pegawai}
    return lambda id_: by_id[id_ or ""]


By = Callable[[str | None], Pegawai]


@pytest.fixture
def document(engine: Engine, as_person: As) -> Document:
    """Give a function that lets an assessor's appraisal of a person go as far as the objection; returns its path."""

    def make(whom: Pegawai, assessor: Orang, *, objects: bool = True) -> str:
        give_skp(engine, whom.id, tahun=TAHUN)
        body = NILAI | {"pegawai_id": whom.id, "periode": str(TAHUN), "catatan": "Penilai cuti besar"}
        made = assessor.send("/v1/evaluasi", body)
        assert made.status_code == 201, made.get_json()
        path, own = f"/v1/evaluasi/{made.get_json()['id']}", as_person(whom)
        steps: list[tuple[Orang, str, Any]] = [
            (assessor, "establish", None),
            (assessor, "send", None),
            (own, "receive", None),
        ]
        if objects:
            steps.append((own, "object", KEBERATAN))
        for version, (who, step, fields) in enumerate(steps, 1):
            answer = who.send(f"{path}/{step}", fields, version=version)
            assert answer.status_code == 200, answer.get_json()
        return path

    return make


def test_the_ppk_establishes_the_plan_of_the_sekda_and_rates_it(
    ppk: Orang, sekda: Pegawai, as_person: As, engine: Engine
) -> None:
    plan = as_person(sekda).send("/v1/skp", {"tahun": TAHUN, "baris": [BARIS]}).get_json()
    as_person(sekda).send(f"/v1/skp/{plan['id']}/submit", version=1)
    established = ppk.send(f"/v1/skp/{plan['id']}/establish", version=2)
    made = ppk.send("/v1/evaluasi", NILAI | {"pegawai_id": sekda.id, "periode": str(TAHUN)})
    signed = ppk.send(f"/v1/evaluasi/{made.get_json()['id']}/establish", version=1).get_json()

    assert (established.status_code, made.status_code) == (200, 201)
    assert (signed["status"], signed["tingkat_penilai"]) == ("ditetapkan", "penilai")
    assert (signed["penilai_id"], signed["penilai"]) == (None, "Pejabat Pembina Kepegawaian")
    with connect(engine) as leader:
        Sequencer(engine).drain(leader)
    with engine.connect() as conn:
        query = "SELECT data FROM log WHERE type LIKE '%EvaluasiDitetapkan' ORDER BY urut DESC LIMIT 1"
        event = pb.EvaluasiDitetapkan.FromString(bytes(conn.execute(text(query)).scalar_one()))
    assert (event.pegawai_id, event.penilai_id, event.tingkat_penilai) == (sekda.id, "", "penilai")


def test_nobody_but_the_ppk_rates_the_sekda(
    sekda: Pegawai, as_person: As, client: FlaskClient, token: Token, engine: Engine
) -> None:
    give_skp(engine, sekda.id, tahun=TAHUN)
    body = NILAI | {"pegawai_id": sekda.id, "periode": str(TAHUN)}
    bkpsdm = Orang(client, token("bkpsdm", opd="bkpsdm"))

    assert refused(as_person(sekda).send("/v1/evaluasi", body)) == (403, "evaluasi.own")
    assert refused(bkpsdm.send("/v1/evaluasi", body)) == (403, "auth.forbidden")


def test_the_ppk_rates_nobody_who_has_two_above(ppk: Orang, rantai: Rantai, engine: Engine) -> None:
    give_skp(engine, rantai.pegawai.id, tahun=TAHUN)
    body = NILAI | {"pegawai_id": rantai.pegawai.id, "periode": str(TAHUN)}

    assert refused(ppk.send("/v1/evaluasi", body)) == (403, "auth.forbidden")


def test_an_objection_to_the_sekda_is_decided_by_the_ppk(
    ppk: Orang, sekda: Pegawai, rantai: Rantai, as_person: As, person_of: By, document: Document
) -> None:
    kadis = person_of(rantai.atasan_penilai.atasan_id)
    path = document(kadis, as_person(sekda))
    by_sekda = as_person(sekda).send(f"{path}/decide", DITOLAK, version=5)
    decided = ppk.send(f"{path}/decide", DITOLAK, version=5)

    assert kadis.atasan_id == sekda.id
    assert refused(by_sekda) == (403, "evaluasi.signed_by_you")
    assert (decided.status_code, decided.get_json()["status"]) == (200, "diputus")
    assert (decided.get_json()["pemutus_id"], decided.get_json()["pemutus"]) == (None, "Pejabat Pembina Kepegawaian")


def test_the_next_above_decides_where_the_one_above_signed_and_sees_it_only_then(
    rantai: Rantai, as_person: As, person_of: By, document: Document, ppk: Orang
) -> None:
    kadis = as_person(person_of(rantai.atasan_penilai.atasan_id))
    signer = as_person(rantai.atasan_penilai)
    path = document(rantai.pegawai, signer, objects=False)
    before = kadis.get(path)
    objected = as_person(rantai.pegawai).send(f"{path}/object", KEBERATAN, version=4)
    refusals = [
        refused(each.send(f"{path}/decide", DITOLAK, version=5)) for each in (signer, as_person(rantai.penilai))
    ]
    listed = kadis.get("/v1/evaluasi?status=keberatan").get_json()["jumlah"]
    by_ppk = refused(ppk.send(f"{path}/decide", DITOLAK, version=5))
    decided = kadis.send(f"{path}/decide", DITOLAK, version=5)

    assert (before.status_code, objected.status_code) == (404, 200)
    assert refusals == [(403, "evaluasi.signed_by_you"), (403, "auth.forbidden")]
    assert (listed, by_ppk) == (1, (403, "auth.forbidden"))
    assert (decided.status_code, decided.get_json()["pemutus_id"]) == (
        200,
        person_of(rantai.atasan_penilai.atasan_id).id,
    )


def test_the_ppk_decides_where_the_sekda_signed_for_somebody_absent(
    ppk: Orang, sekda: Pegawai, rantai: Rantai, as_person: As, document: Document
) -> None:
    path = document(rantai.atasan_penilai, as_person(sekda))

    by_sekda = as_person(sekda).send(f"{path}/decide", DITOLAK, version=5)
    decided = ppk.send(f"{path}/decide", DITOLAK, version=5)

    assert refused(by_sekda) == (403, "evaluasi.signed_by_you")
    assert decided.status_code == 200


def test_nobody_stands_above_the_ppk_so_no_objection_waits_for_ever(
    ppk: Orang, sekda: Pegawai, as_person: As, document: Document
) -> None:
    path = document(sekda, ppk, objects=False)

    objected = as_person(sekda).send(f"{path}/object", KEBERATAN, version=4)

    assert refused(objected) == (409, "keberatan.no_decider")


def test_who_signed_is_told_so_before_the_version_is_looked_at(
    rantai: Rantai, as_person: As, document: Document
) -> None:
    signer = as_person(rantai.atasan_penilai)
    path = document(rantai.pegawai, signer)

    answers = [signer.send(f"{path}/decide", {}, version=version) for version in (None, 1, 5)]

    assert [refused(each) for each in answers] == [(403, "evaluasi.signed_by_you")] * 3
