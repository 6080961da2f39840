"""Feedback: who may give it to whom, who reads it, and what never leaves the service."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine, text
from werkzeug.test import TestResponse

from kinerja.adapters.daerah_contoh import Rantai, find_rantai
from kinerja.application.organisasi.load import LoadOrganisasi
from kinerja.domain.pegawai import Pegawai

Token = Callable[..., str]
ISI = "Cepat menjawab pemohon, bahasanya mudah dipahami"


@dataclass(frozen=True, kw_only=True)
class Orang:
    """A caller: the person and the bearer token."""

    pegawai: Pegawai
    token: str
    app: Flask

    def send(self, method: str, path: str, body: object = None, *, version: int | None = None) -> TestResponse:
        """Send a request as this person."""
        headers = {"Authorization": f"Bearer {self.token}"}
        if version is not None:
            headers["If-Match"] = f'"{version}"'
        return self.app.test_client().open(path, method=method, json=body, headers=headers)

    def give(self, whom: Orang, periode: str = "2026-T1", **fields: str) -> TestResponse:
        """Give feedback."""
        body = {"pegawai_id": whom.pegawai.id, "periode": periode, "isi": ISI} | fields
        return self.send("POST", "/v1/umpan-balik", body)

    def list(self, query: str = "") -> list[dict[str, Any]]:
        """Return what this person sees."""
        data: list[dict[str, Any]] = self.send("GET", f"/v1/umpan-balik{query}").get_json()["data"]
        return data


@dataclass(frozen=True, kw_only=True)
class Kantor:
    """A person, the two above, a peer, someone else of the agency, someone of another."""

    pegawai: Orang
    penilai: Orang
    atasan: Orang
    rekan: Orang
    jauh: Orang
    asing: Orang


@pytest.fixture
def rantai(daerah: LoadOrganisasi) -> Rantai:
    return find_rantai(daerah, "dinkes")


@pytest.fixture
def kantor(daerah: LoadOrganisasi, rantai: Rantai, app: Flask, token: Token, stranger: Pegawai) -> Kantor:
    def orang(pegawai: Pegawai, *peran: str) -> Orang:
        key = token("pegawai", *peran, opd=pegawai.opd_kode, pegawai_id=pegawai.id)
        return Orang(pegawai=pegawai, token=key, app=app)

    above = rantai.penilai.id
    peer = next(each for each in daerah.pegawai if each.atasan_id == above and each.id != rantai.pegawai.id)
    far = next(
        each
        for each in daerah.pegawai
        if each.opd_kode == "dinkes" and not each.memimpin and each.atasan_id not in {above, rantai.atasan_penilai.id}
    )
    return Kantor(
        pegawai=orang(rantai.pegawai),
        penilai=orang(rantai.penilai, "penilai"),
        atasan=orang(rantai.atasan_penilai, "penilai", "atasan_penilai"),
        rekan=orang(peer),
        jauh=orang(far),
        asing=orang(stranger),
    )


@pytest.mark.parametrize(
    "giver, whom, pemberi",
    [
        ("penilai", "pegawai", "penilai"),
        ("atasan", "pegawai", "atasan_penilai"),
        ("rekan", "pegawai", "rekan"),
        ("pegawai", "penilai", "bawahan"),
    ],
)
def test_feedback_comes_from_above_from_beside_and_from_directly_below(
    kantor: Kantor, giver: str, whom: str, pemberi: str
) -> None:
    answer = getattr(kantor, giver).give(getattr(kantor, whom), tentang="berorientasi_pelayanan")

    given = answer.get_json()
    assert (answer.status_code, given["pemberi"], given["tentang"]) == (201, pemberi, "berorientasi_pelayanan")
    assert answer.headers["ETag"] == '"1"'


def test_nobody_gives_feedback_on_themselves_or_on_who_is_not_near(kantor: Kantor) -> None:
    own = kantor.pegawai.give(kantor.pegawai)
    far = kantor.jauh.give(kantor.pegawai)
    of_elsewhere = kantor.asing.give(kantor.pegawai)
    no_one = kantor.pegawai.send("POST", "/v1/umpan-balik", {"pegawai_id": "tiada", "periode": "2026", "isi": ISI})
    two_up = kantor.pegawai.give(kantor.atasan)

    assert (own.status_code, own.get_json()["code"]) == (403, "umpan_balik.own")
    assert (far.status_code, far.get_json()["code"]) == (403, "umpan_balik.not_close")
    assert (of_elsewhere.status_code, of_elsewhere.get_json()["code"]) == (404, "pegawai.not_found")
    assert (no_one.status_code, no_one.get_json()["code"]) == (404, "pegawai.not_found")
    assert two_up.status_code == 403


def test_the_person_reads_it_but_not_the_name_of_a_peer(kantor: Kantor) -> None:
    kantor.rekan.give(kantor.pegawai)
    kantor.penilai.give(kantor.pegawai)

    received = {each["pemberi"]: each for each in kantor.pegawai.list("?arah=diterima")}

    assert received["rekan"]["isi"] == ISI
    assert received["rekan"]["pemberi_nama"] == ""
    assert received["penilai"]["pemberi_nama"] == kantor.penilai.pegawai.nama
    assert "pemberi_id" not in received["rekan"]


def test_the_assessor_reads_what_a_peer_gave_and_not_the_name(kantor: Kantor) -> None:
    id_ = kantor.rekan.give(kantor.pegawai).get_json()["id"]

    seen = [kantor.penilai.list("?arah=tim"), kantor.atasan.list("?arah=tim")]

    assert [[(each["id"], each["pemberi_nama"]) for each in rows] for rows in seen] == [[(id_, "")], [(id_, "")]]


def test_who_gave_it_finds_it_with_their_name_and_others_find_nothing(kantor: Kantor) -> None:
    id_ = kantor.rekan.give(kantor.pegawai).get_json()["id"]
    path = f"/v1/umpan-balik/{id_}"

    own = kantor.rekan.send("GET", path).get_json()
    hidden = [each.send("GET", path) for each in (kantor.jauh, kantor.asing)]

    assert own["pemberi_nama"] == kantor.rekan.pegawai.nama
    assert [each["id"] for each in kantor.rekan.list("?arah=diberikan")] == [id_]
    assert {(each.status_code, each.get_json()["code"]) for each in hidden} == {(404, "umpan_balik.not_found")}
    assert kantor.jauh.list() == kantor.asing.list() == []


def test_what_a_subordinate_gave_the_assessor_is_not_a_teams_feedback_to_that_assessor(kantor: Kantor) -> None:
    kantor.pegawai.give(kantor.penilai)

    assert kantor.penilai.list("?arah=tim") == []
    assert len(kantor.penilai.list("?arah=diterima")) == len(kantor.atasan.list("?arah=tim")) == 1


def test_the_person_answers_once(kantor: Kantor) -> None:
    id_ = kantor.penilai.give(kantor.pegawai).get_json()["id"]
    path = f"/v1/umpan-balik/{id_}/reply"
    body = {"tanggapan": "Saya perbaiki bulan depan"}

    by_giver = kantor.penilai.send("POST", path, body, version=1)
    unversioned = kantor.pegawai.send("POST", path, body)
    done = kantor.pegawai.send("POST", path, body, version=1)
    again = kantor.pegawai.send("POST", path, body, version=2)

    assert (by_giver.status_code, unversioned.status_code) == (403, 428)
    assert (done.status_code, done.get_json()["tanggapan"]) == (200, "Saya perbaiki bulan depan")
    assert (again.status_code, again.get_json()["code"]) == (409, "umpan_balik.transition_not_allowed")


@pytest.mark.parametrize(
    "fields, named",
    [
        ({"isi": " "}, "isi"),
        ({"isi": "x" * 2001}, "isi"),
        ({"periode": "2026-T5"}, "periode"),
        ({"periode": "2027-T1"}, "periode"),
        ({"tentang": "kehadiran"}, "tentang"),
        ({"pemberi": "penilai"}, "pemberi"),
    ],
)
def test_what_is_wrong_is_named(kantor: Kantor, fields: dict[str, str], named: str) -> None:
    answer = kantor.penilai.give(kantor.pegawai, **fields)

    assert (answer.status_code, list(answer.get_json()["errors"])) == (422, [named])


def test_the_event_tells_neither_what_was_said_nor_by_whom(engine: Engine, kantor: Kantor) -> None:
    given = kantor.rekan.give(kantor.pegawai).get_json()
    kantor.pegawai.send("POST", f"/v1/umpan-balik/{given['id']}/reply", {"tanggapan": "Terima kasih"}, version=1)

    with engine.connect() as conn:
        rows = conn.execute(
            text("SELECT type, data, jejak::text AS jejak FROM outbox WHERE subject = :id ORDER BY id"),
            {"id": given["id"]},
        ).all()

    assert [row.type for row in rows] == ["simpul.kinerja.v1.UmpanBalikDiberikan", None]
    told = b"".join(bytes(row.data or b"") + row.jejak.encode() for row in rows)
    for secret in (ISI, "Terima kasih", kantor.rekan.pegawai.nama, kantor.rekan.pegawai.id):
        assert secret.encode() not in told
