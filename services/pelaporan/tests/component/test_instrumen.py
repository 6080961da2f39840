"""The sheets of the instruments over REST: answers and their history, suggestions from facts, what is established."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, text

from chassis.cli import Rooms
from chassis.domain import HeldClock
from chassis.identity import Identity
from pelaporan.application.wewenang import PERAN
from pelaporan.bootstrap import make_app

T1 = dict(zip(
    [f"{k}.{s}" for k in "1234" for s in "abc"],
    ["A", "BB", "BB", "BB", "BB", "A", "BB", "A", "AA", "A", "A", "AA"], strict=True,
))  # fmt: skip
K1 = dict(zip(
    [f"{k}.{s}" for k in "1234" for s in "abc"],
    ["BB", "B", "CC", "B", "CC", "C", "A", "BB", "CC", "B", "CC", "C"], strict=True,
))  # fmt: skip
F02 = [4, 3, 5, 2, 4, 4, 3, 2, 3, 3, 4, 3, 2, 4, 3, 4, 3, 3, 4, 2, 4, 3, 3, 5, 3, 4, 2, 3, 5, 2]
F03 = [
    [4, 5, 4, 3, 4, 4, 3, 5, 4, 3, 4, 4, 5, 4],
    [3, 4, 4, 4, 5, 3, 4, 4, 3, 4, 4, 3, 4, 5],
    [5, 4, 5, 4, 4, 5, 4, 3, 4, 4, 5, 4, 4, 4],
    [2, 3, 4, 3, 3, 4, 4, 3, 2, 3, 4, 3, 3, 4],
]
MEI = datetime(2026, 5, 12, 3, tzinfo=UTC)
SURVEI = ["344343443", "443433344", "334342334", "344433433", "433443343", "324332433"]
Bearer = Callable[[str], dict[str, str]]


@pytest.mark.parametrize(
    "jawaban, nilai, kategori, komponen",
    [
        (T1, "87.80", "A", ["24.6000", "25.5000", "13.9500", "23.7500"]),
        (K1, "62.25", "B", ["20.1000", "17.1000", "10.8000", "14.2500"]),
    ],
)
def test_twelve_answers_make_the_value_of_sakip(
    inspektorat: Any, jawaban: dict[str, str], nilai: str, kategori: str, komponen: list[str]
) -> None:
    inspektorat.answer_all("sakip/2026", jawaban, bukti=["LKE halaman 4"])

    sheet = inspektorat.look("sakip/2026").get_json()
    assert (sheet["nilai"], sheet["kategori"], sheet["dari"]) == (nilai, kategori, "jawaban")
    assert [satu["skor"] for satu in sheet["komponen"]] == komponen
    assert sheet["kurang"] == []
    assert {satu["asal"] for satu in sheet["jawaban"]} == {"evaluator"}


def test_a_sheet_that_is_not_whole_has_no_value_and_says_what_is_missing(inspektorat: Any) -> None:
    inspektorat.answer_all("sakip/2026", {kode: K1[kode] for kode in list(K1)[:6]})

    sheet = inspektorat.look("sakip/2026").get_json()
    assert (sheet["nilai"], sheet["kategori"]) == (None, None)
    assert "6 butir" in sheet["alasan"]
    assert [satu["butir"] for satu in sheet["kurang"]] == list(K1)[6:]
    assert [satu["skor"] for satu in sheet["komponen"]] == ["20.1000", "17.1000", None, None]


def test_the_regency_has_no_list_of_criteria_and_says_so(inspektorat: Any) -> None:
    sheet = inspektorat.look("sakip/2026").get_json()

    assert "79 kriteria" in sheet["catatan"][0]
    assert inspektorat.answer("sakip/2026", "1.b.11", "terpenuhi", 0).status_code == 404
    assert "80 kriteria" in inspektorat.look("sakip/2026?opd=dlh").get_json()["catatan"][0]


def test_the_two_highest_answers_need_evidence(inspektorat: Any) -> None:
    inspektorat.answer_all("sakip/2026", T1 | {"catatan.1": "A"})
    without = [satu["butir"] for satu in inspektorat.look("sakip/2026").get_json()["kurang"]]
    refused = inspektorat.act("sakip/2026", "establish")
    for butir in without:
        inspektorat.answer("sakip/2026", butir, T1[butir], bukti=["SK 12/2026"])

    assert without == [butir for butir, jawaban in T1.items() if jawaban in ("AA", "A")]
    assert (refused.status_code, inspektorat.act("sakip/2026", "establish").status_code) == (422, 200)


def test_every_answer_stays_in_the_history(inspektorat: Any, engine: Engine) -> None:
    first = inspektorat.answer("sakip/2026", "1.a", "B", 0, alasan="Dokumen belum diformalkan")
    second = inspektorat.answer("sakip/2026", "1.a", "BB", first.get_json()["version"], bukti=["SK 12/2026"])

    riwayat = inspektorat.look("sakip/2026/jawaban/1.a").get_json()["data"]
    assert [(satu["jawaban"], satu["version"]) for satu in riwayat] == [("BB", 2), ("B", 1)]
    assert riwayat[1]["alasan"] == "Dokumen belum diformalkan"
    assert second.headers["ETag"] == '"2"'
    with engine.connect() as conn:
        jejak = conn.execute(text("SELECT jejak FROM outbox WHERE jejak LIKE '%answer_butir%'")).all()
    assert len(jejak) == 2
    assert "diformalkan" not in str(jejak)


def test_a_change_needs_a_version_that_is_not_older_than_the_answer(inspektorat: Any, client: FlaskClient) -> None:
    inspektorat.answer("sakip/2026", "1.a", "B", 0)
    headers = inspektorat.headers

    without = client.put("/v1/instrumen/sakip/2026/jawaban/1.a", headers=headers, json={"jawaban": "A"})
    stale = inspektorat.answer("sakip/2026", "1.a", "A", 0)
    unseen = inspektorat.answer("sakip/2026", "1.a", "A", 7)
    other = inspektorat.answer("sakip/2026", "1.b", "A", 0)

    assert [satu.status_code for satu in (without, stale, unseen, other)] == [428, 412, 412, 200]


@pytest.mark.parametrize(
    "sheet, butir, jawaban, version, status",
    [
        ("rb/2026", "1.a", "B", 0, 404),
        ("sakip/26", "1.a", "B", 0, 404),
        ("sakip/2019", "1.a", "B", 0, 404),
        ("sakip/2026?opd=tidak-ada", "1.a", "B", 0, 404),
        ("sakip/2026", "5.a", "B", 0, 404),
        ("sakip/2026", "1.a", "F", 9, 412),
        ("sakip/2026", "1.a", "F", 0, 422),
        ("sakip/2026", "1.a", 90, 0, 422),
        ("ipp/2026", "1", 6, 0, 422),
        ("ipp/2026", "1", True, 0, 422),
        ("ipp/2026", "1", 2.5, 0, 422),
        ("ipp/2026", "32", 2, 0, 404),
        ("skm/2026", "responden", -1, 0, 422),
    ],
)
def test_refusals_come_in_their_order(
    inspektorat: Any, sheet: str, butir: str, jawaban: object, version: int, status: int
) -> None:
    assert inspektorat.answer(sheet, butir, jawaban, version).status_code == status


def test_f02_and_f03_make_the_index_of_a_unit_and_units_that_of_the_regency(organisasi_api: Any) -> None:
    organisasi_api.answer_all("ipp/2026?opd=dlh", {str(n): nilai for n, nilai in enumerate(F02, start=1)})
    without = organisasi_api.look("ipp/2026?opd=dlh").get_json()
    added = organisasi_api.act("ipp/2026?opd=dlh", "f03", {"jawaban": F03})

    sheet = organisasi_api.look("ipp/2026?opd=dlh").get_json()
    assert (without["nilai"], without["kategori"]) == ("2.52", "C")
    assert [satu["menghalangi"] for satu in without["kurang"]] == [False]
    assert (added.status_code, added.get_json()["responden"]) == (201, 4)
    assert (sheet["nilai"], sheet["kategori"]) == ("3.48", "B-")
    assert (sheet["rincian"]["f02"], sheet["rincian"]["f03"]) == ("3.3642", "3.8214")
    regency = organisasi_api.look("ipp/2026").get_json()
    assert (regency["nilai"], regency["dari"]) == ("3.48", "unit")


def test_a_batch_of_f03_is_withdrawn_with_a_reason(organisasi_api: Any) -> None:
    batch = organisasi_api.act("ipp/2026?opd=dlh", "f03", {"jawaban": F03}).get_json()["id"]

    bare = organisasi_api.act("ipp/2026?opd=dlh", f"f03/{batch}/withdraw", {})
    done = organisasi_api.act("ipp/2026?opd=dlh", f"f03/{batch}/withdraw", {"alasan": "Salah unit"})
    again = organisasi_api.act("ipp/2026?opd=dlh", f"f03/{batch}/withdraw", {"alasan": "Salah unit"})

    assert [satu.status_code for satu in (bare, done, again)] == [422, 200, 404]
    assert organisasi_api.look("ipp/2026?opd=dlh").get_json()["f03"] == []
    assert organisasi_api.act("ipp/2026?opd=dlh", "f03", {"jawaban": [[5] * 11]}).status_code == 422


def test_the_online_form_asks_eleven_questions_and_has_its_own_rubric(organisasi_api: Any) -> None:
    organisasi_api.answer("ipp/2026?opd=dlh", "bentuk", "daring")

    assert organisasi_api.butir("ipp/2026?opd=dlh", "20")["pilihan"][4]["kata"] == "Server sendiri"
    assert organisasi_api.act("ipp/2026?opd=dlh", "f03", {"jawaban": [[5] * 11]}).status_code == 201


def test_the_units_own_word_stands_beside_and_does_not_count(organisasi_api: Any) -> None:
    organisasi_api.answer_all("ipp/2026?opd=dlh", {f"f01.{n}": 5 for n in range(1, 31)})

    sheet = organisasi_api.look("ipp/2026?opd=dlh").get_json()
    assert sheet["nilai"] is None
    assert organisasi_api.butir("ipp/2026?opd=dlh", "f01.3")["jawaban"]["jawaban"] == 5


def test_last_year_stands_beside_this_year(inspektorat: Any) -> None:
    inspektorat.answer_all("sakip/2025", K1)

    sheet = inspektorat.look("sakip/2026").get_json()
    assert (sheet["sebelumnya"]["nilai"], sheet["sebelumnya"]["jawaban"]["1.a"]) == ("62.25", "BB")
    assert inspektorat.look("sakip/2021").get_json()["sebelumnya"] is None


def test_the_three_instruments_of_a_year_in_one_list(inspektorat: Any, client: FlaskClient) -> None:
    inspektorat.answer_all("sakip/2026", K1)

    found = client.get("/v1/instrumen?tahun=2026", headers=inspektorat.headers).get_json()["data"]
    assert [(satu["kode"], satu["nilai"], satu["kategori"]) for satu in found] == [
        ("sakip", "62.25", "B"),
        ("ipp", None, None),
        ("skm", None, None),
    ]


def test_the_page_of_the_regency_says_which_predikat_its_units_would_bear(inspektorat: Any) -> None:
    for opd in ("dlh", "dinkes", "disdik"):
        inspektorat.answer_all(f"sakip/2026?opd={opd}", K1 | {"klaster": "utama"})

    sheet = inspektorat.look("sakip/2026").get_json()
    assert [(satu["kode"], satu["terpenuhi"]) for satu in sheet["klaster"]][:2] == [("CC", True), ("B", False)]
    assert sheet["klaster"][1]["kurang"] == ["unit pendukung 0 dari 3"]
    assert sheet["klaster"][2]["kurang"][0] == "unit utama paling kurang BB"
    assert [(satu["opd"], satu["nilai"]) for satu in sheet["unit"]] == [
        ("dinkes", "62.25"),
        ("disdik", "62.25"),
        ("dlh", "62.25"),
    ]


@pytest.mark.parametrize("peran", ["pimpinan", "admin"])
def test_pimpinan_reads_and_writes_nothing(evaluator: Any, peran: str) -> None:
    reader = evaluator(peran)

    assert reader.look("sakip/2026").status_code == 200
    assert reader.answer("sakip/2026", "1.a", "B").status_code == 403
    assert reader.act("sakip/2026", "establish").status_code == 403


def test_the_index_of_the_regency_is_established_from_its_units(organisasi_api: Any) -> None:
    f02 = {str(n): nilai for n, nilai in enumerate(F02, start=1)}
    for opd in ("dlh", "dinkes"):
        organisasi_api.answer_all(f"ipp/2026?opd={opd}", f02)
    organisasi_api.act("ipp/2026?opd=dlh", "f03", {"jawaban": F03})
    organisasi_api.act("ipp/2026?opd=dlh", "establish")

    early = organisasi_api.look("ipp/2026").get_json()
    refused = organisasi_api.act("ipp/2026", "establish")
    organisasi_api.act("ipp/2026?opd=dinkes", "establish")
    done = organisasi_api.act("ipp/2026", "establish")
    issued = organisasi_api.act("ipp/2026", "laporan")

    assert [satu["kalimat"] for satu in early["kurang"]] == ["Dinas Kesehatan: nilainya belum ditetapkan"]
    assert (refused.status_code, refused.get_json()["errors"]) == (422, {"nilai": [early["kurang"][0]["kalimat"]]})
    assert (done.status_code, done.get_json()["nilai"], done.get_json()["kategori"]) == (200, "3.00", "C")
    assert issued.status_code == 201


def test_the_year_turns_at_midnight_in_jakarta(rooms: Rooms, bearer: Callable[[str], dict[str, str]]) -> None:
    clock = HeldClock(datetime(2026, 12, 31, 18, tzinfo=UTC))
    client, _ = make_app(replace(rooms, clock=clock)).test_client(), bearer("organisasi")
    token = Identity(rooms.settings, rooms.engine, PERAN, clock=clock).token.issue("organisasi")
    headers = {"Authorization": f"Bearer {token}"}

    shown = client.get("/v1/instrumen", headers=headers).get_json()["data"]
    next_year = client.get("/v1/instrumen/ipp/2028", headers=headers)
    page = client.get("/instrumen", headers=headers).text
    definition = client.get("/definisi/coba", headers=headers).text

    assert {satu["tahun"] for satu in shown} == {2027}
    assert "SAKIP 2027" in page
    assert 'value="2027-01-01"' in definition
    assert next_year.status_code == 200
