"""REST: who must be rated in a unit and a period is one thing for the progress, the spread and the closing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, text

from kinerja.adapters.daerah_contoh import Rantai, find_rantai
from kinerja.application.organisasi.load import LoadOrganisasi
from kinerja.domain.pegawai import Pegawai
from tests.support.kinerja_orang import NILAI, STRUKTURAL, Orang, Token, give_skp, refused

ALASAN = {"alasan": "SK 800/1"}
Counted = tuple[int, int]
Count = Callable[[str], Counted]


@pytest.fixture
def rantai(daerah: LoadOrganisasi) -> Rantai:
    return find_rantai(daerah, "dinkes")


@pytest.fixture
def bkpsdm(client: FlaskClient, token: Token) -> Orang:
    return Orang(client, token("bkpsdm", opd="bkpsdm"))


@pytest.fixture
def as_person(client: FlaskClient, token: Token) -> Callable[[Pegawai], Orang]:
    return lambda who: Orang(client, token(*STRUKTURAL, opd=who.opd_kode, pegawai_id=who.id))


As = Callable[[Pegawai], Orang]


@pytest.fixture
def tujuan(daerah: LoadOrganisasi) -> Pegawai:
    """Give the head of the unit to which the person moves: a seksi of another agency."""
    return find_rantai(daerah, "dlh").penilai


@pytest.fixture
def counts(bkpsdm: Orang, rantai: Rantai, tujuan: Pegawai) -> Callable[[str], tuple[Counted, Counted]]:
    """Give a function that counts the old and the new unit: how many must be rated, and how many of them are not."""

    def count(periode: str) -> tuple[Counted, Counted]:
        rows = {
            each["unit_id"]: each for each in bkpsdm.get(f"/v1/evaluasi/rekap?periode={periode}").get_json()["data"]
        }
        units = (rantai.pegawai.unit_id, tujuan.unit_id)
        for each in units:
            spread = bkpsdm.get(f"/v1/evaluasi/sebaran?unit_id={each}&periode={periode}").get_json()
            row = rows[each]
            assert spread["belum"] == row["belum"] + row["dievaluasi"]
            assert spread["populasi"] == row["ditetapkan"]
        old, new = (rows[each] for each in units)
        return (old["pegawai"], old["belum"]), (new["pegawai"], new["belum"])

    return count


Counts = Callable[[str], tuple[Counted, Counted]]


@pytest.fixture
def move(engine: Engine, bkpsdm: Orang, rantai: Rantai, tujuan: Pegawai) -> Callable[[str], None]:
    """Give a function that moves the person, who had a plan, on a day of 2026 to a unit where they get another."""

    def to(hari: str) -> None:
        give_skp(engine, rantai.pegawai.id)
        body = ALASAN | {"unit_id": tujuan.unit_id, "jabatan_kode": rantai.pegawai.jabatan.kode}
        moved = bkpsdm.send(f"/v1/pegawai/{rantai.pegawai.id}/move", body, version=1)
        assert moved.status_code == 200, moved.get_json()
        with engine.begin() as conn:
            conn.execute(
                text("UPDATE skp SET ditutup_pada = :hari WHERE status = 'ditutup'"), {"hari": f"{hari} 10:00+07"}
            )
        give_skp(engine, rantai.pegawai.id)

    return to


def test_a_unit_below_a_closed_one_is_closed_in_the_progress_too(
    engine: Engine, bkpsdm: Orang, daerah: LoadOrganisasi
) -> None:
    opd = next(each for each in daerah.unit if each.opd_kode == "dinkes" and each.jenis == "opd")
    with engine.begin() as conn:
        query = "INSERT INTO penutupan_evaluasi VALUES ('tutup', :unit_id, '2026-T1', '', now())"
        conn.execute(text(query), {"unit_id": opd.id})

    rows = bkpsdm.get("/v1/evaluasi/rekap?periode=2026-T1").get_json()["data"]

    assert {row["ditutup"] for row in rows if row["opd_kode"] == "dinkes"} == {True}
    assert {row["ditutup"] for row in rows if row["opd_kode"] != "dinkes"} == {False}


@pytest.mark.parametrize(
    "hari, periode, lama, baru",
    [
        ("2026-05-20", "2026-T1", 0, 0),
        ("2026-05-20", "2026-T2", 0, 1),
        ("2026-05-20", "2026-T3", -1, 1),
        ("2026-05-20", "2026", 0, 1),
        ("2026-04-15", "2026-T2", -1, 1),
        ("2026-04-16", "2026-T2", 0, 1),
        ("2026-06-15", "2026-T2", 0, 1),
        ("2026-06-16", "2026-T2", 0, 0),
    ],
)
def test_who_moved_is_rated_where_whole_months_of_the_period_were_worked(
    counts: Counts, move: Callable[[str], None], hari: str, periode: str, lama: int, baru: int
) -> None:
    (old, _), (new, _) = counts(periode)
    move(hari)

    (old_then, _), (new_then, _) = counts(periode)

    assert (old_then - old, new_then - new) == (lama, baru)


def test_who_moved_is_rated_by_the_old_superior_for_the_time_before_and_by_the_new_one_after(
    counts: Counts, move: Callable[[str], None], rantai: Rantai, tujuan: Pegawai, as_person: As
) -> None:
    move("2026-05-20")
    lama, baru = as_person(rantai.penilai), as_person(tujuan)
    body = NILAI | {"pegawai_id": rantai.pegawai.id}
    (_, before), (_, before_new) = counts("2026-T2")

    early = refused(baru.send("/v1/evaluasi", body | {"periode": "2026-T1"}))
    late = refused(lama.send("/v1/evaluasi", body | {"periode": "2026-T3"}))
    made = [each.send("/v1/evaluasi", body | {"periode": "2026-T2"}) for each in (lama, baru)]
    units = [each.get_json()["unit_id"] for each in made]
    (_, after), (_, after_new) = counts("2026-T2")

    assert early == (409, "evaluasi.not_here")
    assert late == (404, "pegawai.not_found")
    assert units == [rantai.pegawai.unit_id, tujuan.unit_id]
    assert (before - after, before_new - after_new) == (1, 1)
    assert lama.get("/v1/evaluasi?periode=2026-T2").get_json()["jumlah"] == 1
    assert baru.get("/v1/evaluasi?periode=2026-T2").get_json()["jumlah"] == 1
    assert lama.get(f"/v1/evaluasi/{made[1].get_json()['id']}").status_code == 404


def test_who_left_unrated_is_not_asked_for_and_who_was_rated_counts(
    engine: Engine, counts: Counts, bkpsdm: Orang, rantai: Rantai, as_person: As
) -> None:
    give_skp(engine, rantai.pegawai.id)
    body = NILAI | {"pegawai_id": rantai.pegawai.id, "periode": "2026-T1"}
    made = as_person(rantai.penilai).send("/v1/evaluasi", body).get_json()
    as_person(rantai.penilai).send(f"/v1/evaluasi/{made['id']}/establish", version=1)
    before = [counts(periode)[0] for periode in ("2026-T1", "2026-T2")]
    bkpsdm.send(f"/v1/pegawai/{rantai.pegawai.id}/deactivate", ALASAN, version=1)

    after = [counts(periode)[0] for periode in ("2026-T1", "2026-T2")]

    assert after == [before[0], (before[1][0] - 1, before[1][1] - 1)]


def test_of_whom_no_plan_is_asked_nobody_waits_for(counts: Counts, bkpsdm: Orang, rantai: Rantai) -> None:
    path = f"/v1/pegawai/{rantai.pegawai.id}/pengecualian"
    before = [counts(periode)[0] for periode in ("2026-T1", "2026-T2")]
    body = {"alasan_kode": "cltn", "dasar": "SK 850/12", "dari": "2026-04-01"}

    made = bkpsdm.send(path, body)
    after = [counts(periode)[0] for periode in ("2026-T1", "2026-T2")]
    ended = bkpsdm.send(f"/v1/pengecualian/{made.get_json()['id']}/end", {"sampai": "2026-05-31"}, version=1)
    back = counts("2026-T2")[0]

    assert (made.status_code, made.get_json()["sampai"], ended.status_code) == (201, None, 200)
    assert after == [before[0], (before[1][0] - 1, before[1][1] - 1)]
    assert back == before[1]
    assert bkpsdm.get(path).get_json()["data"][0]["sampai"] == "2026-05-31"


@pytest.mark.parametrize(
    "field, value", [("alasan_kode", "malas"), ("dasar", " "), ("dari", "kemarin"), ("sampai", "2026-03-31")]
)
def test_an_exemption_says_why_and_since_when(bkpsdm: Orang, rantai: Rantai, field: str, value: Any) -> None:
    body = {"alasan_kode": "mpp", "dasar": "SK 1", "dari": "2026-04-01"} | {field: value}

    answer = bkpsdm.send(f"/v1/pegawai/{rantai.pegawai.id}/pengecualian", body)

    assert (answer.status_code, list(answer.get_json()["errors"])) == (422, [field])


def test_an_exemption_ends_once_and_in_order(bkpsdm: Orang, rantai: Rantai) -> None:
    body = {"alasan_kode": "mpp", "dasar": "SK 1", "dari": "2026-04-01"}
    made = bkpsdm.send(f"/v1/pegawai/{rantai.pegawai.id}/pengecualian", body).get_json()
    path = f"/v1/pengecualian/{made['id']}/end"

    assert refused(bkpsdm.send("/v1/pengecualian/tiada/end", {}, version=1)) == (404, "pengecualian.not_found")
    assert refused(bkpsdm.send(path, {})) == (428, "version.required")
    assert refused(bkpsdm.send(path, {}, version=4)) == (412, "version.stale")
    assert refused(bkpsdm.send(path, {"sampai": "2026-03-01"}, version=1)) == (422, "request.invalid")
    assert bkpsdm.send(path, {"sampai": "2026-06-30"}, version=1).status_code == 200
