"""An assessor rates the whole team at once: each row stands or is refused by itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine, text
from werkzeug.test import TestResponse

from kinerja.adapters.daerah_contoh import Rantai, find_rantai
from kinerja.application.organisasi.load import LoadOrganisasi
from kinerja.domain.pegawai import Pegawai

Token = Callable[..., str]
Rate = Callable[..., TestResponse]
NILAI = {"hasil_kerja": "sesuai", "perilaku": "sesuai", "catatan": ""}


@pytest.fixture
def rantai(daerah: LoadOrganisasi) -> Rantai:
    return find_rantai(daerah, "dinkes")


@pytest.fixture
def tim(daerah: LoadOrganisasi, rantai: Rantai, engine: Engine) -> list[Pegawai]:
    """Give the people below the assessor, each with an SKP of 2025 that holds."""
    below = [each for each in daerah.pegawai if each.atasan_id == rantai.penilai.id]
    insert = (
        "INSERT INTO skp (id, pegawai_id, unit_id, opd_kode, tahun, status, versi, version, catatan)"
        " VALUES (:id, :id, :unit_id, 'dinkes', 2025, 'ditetapkan', 1, 3, '')"
    )
    with engine.begin() as conn:
        conn.execute(text(insert), [{"id": each.id, "unit_id": each.unit_id} for each in below])
    return below


@pytest.fixture
def rate(app: Flask, token: Token, rantai: Rantai) -> Rate:
    """Give a function that rates people as the assessor."""
    key = token("pegawai", "penilai", opd="dinkes", pegawai_id=rantai.penilai.id)

    def send(people: list[str], periode: str = "2025", **nilai: str) -> TestResponse:
        body = {"periode": periode, "baris": [{"pegawai_id": each} | NILAI | nilai for each in people]}
        headers = {"Authorization": f"Bearer {key}"}
        return app.test_client().post("/v1/evaluasi/massal", json=body, headers=headers)

    return send


def refused(answer: TestResponse) -> dict[str, str]:
    return {each["pegawai_id"]: each["code"] for each in answer.get_json()["ditolak"]}


def count(engine: Engine, query: str) -> int:
    with engine.connect() as conn:
        return int(conn.execute(text(query)).scalar_one())


def test_the_whole_team_is_established_with_an_event_and_an_audit_row_each(
    engine: Engine, tim: list[Pegawai], rate: Rate
) -> None:
    answer = rate([each.id for each in tim])

    done: list[dict[str, Any]] = answer.get_json()["ditetapkan"]
    assert (answer.status_code, answer.get_json()["ditolak"]) == (200, [])
    assert {each["pegawai_id"] for each in done} == {each.id for each in tim}
    assert {(each["predikat"], each["status"], each["version"]) for each in done} == {("baik", "ditetapkan", 2)}
    assert count(engine, "SELECT count(*) FROM evaluasi WHERE periode = '2025' AND status = 'ditetapkan'") == len(tim)
    told = "SELECT count(*) FROM outbox WHERE type = 'simpul.kinerja.v1.EvaluasiDitetapkan' AND jejak IS NOT NULL"
    assert count(engine, told) == len(tim)


def test_a_row_that_may_not_be_is_refused_with_its_reason_and_the_others_stand(
    engine: Engine, tim: list[Pegawai], rate: Rate, rantai: Rantai, stranger: Pegawai, daerah: LoadOrganisasi
) -> None:
    first, second = tim[0].id, tim[1].id
    rate([first])
    with engine.begin() as conn:
        conn.execute(text("DELETE FROM skp WHERE pegawai_id = :id"), {"id": second})

    answer = rate([first, second, stranger.id, rantai.penilai.id, "tiada", *(each.id for each in tim[2:])])

    assert answer.status_code == 200
    assert refused(answer) == {
        first: "evaluasi.already_exists",
        second: "skp.not_established",
        stranger.id: "pegawai.not_found",
        rantai.penilai.id: "evaluasi.own",
        "tiada": "pegawai.not_found",
    }
    assert len(answer.get_json()["ditetapkan"]) == len(tim) - 2


def test_a_period_that_has_not_ended_refuses_every_row_with_the_day(tim: list[Pegawai], rate: Rate) -> None:
    answer = rate([tim[0].id], periode="2998")

    assert refused(answer) == {tim[0].id: "evaluasi.too_early"}
    assert "21 Desember 2998" in answer.get_json()["ditolak"][0]["detail"]
    assert rate([tim[0].id], periode="2025-T4").get_json()["ditolak"] == []
    assert list(rate([tim[0].id], periode="2026-T9").get_json()["errors"]) == ["periode"]


def test_a_closed_period_refuses_the_rows_of_its_unit(engine: Engine, tim: list[Pegawai], rate: Rate) -> None:
    closed = (
        "INSERT INTO penutupan_evaluasi (id, unit_id, periode, alasan, ditutup_pada)"
        " VALUES ('tutup', (SELECT id FROM unit WHERE opd_kode = 'dinkes' AND jenis = 'opd'), '2025', '', now())"
    )
    with engine.begin() as conn:
        conn.execute(text(closed))

    assert refused(rate([tim[0].id])) == {tim[0].id: "evaluasi.closed"}


def test_what_is_wrong_in_a_row_is_told_by_row(tim: list[Pegawai], rate: Rate) -> None:
    unknown = rate([tim[0].id], hasil_kerja="hebat")
    twice = rate([tim[0].id, tim[0].id])
    long_note = rate([tim[0].id], catatan="x" * 2001)
    nobody = rate([])

    assert (unknown.status_code, list(unknown.get_json()["errors"])) == (422, ["baris.0.hasil_kerja"])
    assert set(twice.get_json()["errors"]) == {"baris.0.pegawai_id", "baris.1.pegawai_id"}
    assert long_note.get_json()["ditolak"][0]["errors"] == {"catatan": ["Paling panjang 2000 huruf"]}
    assert (nobody.status_code, list(nobody.get_json()["errors"])) == (422, ["baris"])
