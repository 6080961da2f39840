"""Odd answers on the sheets of instruments: what is no text, reasons of blanks, figures beyond every scale."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from pelaporan.domain.skm import UNSUR

DLH = "sakip/2026?opd=dlh"
ROW = ",".join(["5"] * 14)
BEYOND = ("1e999", "NaN", str(10**400))
"""What no JSON number of ours can be; the whole body is malformed."""


def test_a_note_of_digits_stays_a_text(inspektorat: Any) -> None:
    inspektorat.answer("sakip/2025?opd=dlh", "catatan.1", "0007")
    made = inspektorat.answer(DLH, "catatan.1", "2026").get_json()

    sheet = inspektorat.look(DLH).get_json()
    history = inspektorat.look("sakip/2026/jawaban/catatan.1?opd=dlh").get_json()["data"]
    shown = [made["jawaban"], *(satu["jawaban"] for satu in (*sheet["jawaban"], *history))]
    assert shown == ["2026"] * 3
    assert [satu["jawaban"]["jawaban"] for satu in sheet["keterangan"] if satu["jawaban"]] == ["2026"]
    assert sheet["sebelumnya"]["jawaban"] == {"catatan.1": "0007"}


@pytest.mark.parametrize("butir", ["catatan.1", "1.a", "klaster"])
@pytest.mark.parametrize("jawaban", ['{"a": 1}', "[1]", "true", "2.5", "null", "12", "1e999", str(10**400)])
def test_what_is_no_text_is_no_answer_in_words(inspektorat: Any, client: FlaskClient, butir: str, jawaban: str) -> None:
    answer = put(client, inspektorat, f"sakip/2026/jawaban/{butir}?opd=dlh", f'{{"jawaban": {jawaban}}}')

    assert answer.status_code == (400 if jawaban in BEYOND else 422)
    assert inspektorat.look(DLH).get_json()["jawaban"] == []


@pytest.mark.parametrize(
    "jawaban",
    [
        "-1",
        '"-1"',
        "1.0",
        '"1.0"',
        "true",
        "[]",
        "400000001",
        '"٣"',
        '"+3"',
        '" "',
        f'"{10**400}"',
        str(10**400),
        "NaN",
    ],
)
def test_a_figure_is_a_whole_number_within_its_bounds(inspektorat: Any, client: FlaskClient, jawaban: str) -> None:
    answer = put(client, inspektorat, "skm/2026/jawaban/waktu?opd=dlh", f'{{"jawaban": {jawaban}}}')

    assert answer.status_code == (400 if jawaban in BEYOND else 422)


@pytest.mark.parametrize("alasan", [" ", "\t\n", "\u00a0\u2003"])
def test_a_reason_of_blanks_is_no_reason(inspektorat: Any, alasan: str) -> None:
    inspektorat.answer_all(DLH, {f"2.a.{n}": "terpenuhi" for n in range(1, 4)})

    refused = inspektorat.answer(DLH, "2.a", "A", alasan=alasan)
    assert (refused.status_code, list(refused.get_json()["errors"])) == (422, ["alasan"])


@pytest.mark.parametrize("bukti", [" ", "", "\u00a0"])
def test_blanks_are_no_evidence(inspektorat: Any, bukti: str) -> None:
    refused = inspektorat.answer(DLH, "1.a", "AA", bukti=["LKE halaman 4", bukti])

    assert refused.status_code == 422
    assert "bukti" in next(iter(refused.get_json()["errors"]))


def test_a_sheet_reopens_and_a_batch_goes_for_a_reason_in_words(organisasi_api: Any) -> None:
    organisasi_api.answer_all("skm/2026?opd=dlh", {"responden": 1} | dict.fromkeys(UNSUR, 4))
    organisasi_api.act("skm/2026?opd=dlh", "establish")
    twice = organisasi_api.act("skm/2026?opd=dlh", "establish")
    batch = organisasi_api.act("ipp/2026?opd=dlh", "f03", {"jawaban": [[5] * 14]}).get_json()["id"]

    blank = [
        organisasi_api.act("skm/2026?opd=dlh", "reopen", {"alasan": "  "}),
        organisasi_api.act("ipp/2026?opd=dlh", f"f03/{batch}/withdraw", {"alasan": " \n"}),
    ]
    assert twice.status_code == 409
    assert [(satu.status_code, list(satu.get_json()["errors"])) for satu in blank] == [(422, ["alasan"])] * 2


@pytest.mark.parametrize("baris", [f"[{ROW},5]", "[-1]", "[[1]]", "[true]", "[1e999]", f"[{10**400}]", '["5"]', "5"])
def test_users_answer_with_whole_numbers_of_the_scale(organisasi_api: Any, client: FlaskClient, baris: str) -> None:
    answer = client.post(
        "/v1/instrumen/ipp/2026/f03?opd=dlh",
        headers=organisasi_api.headers,
        data=f'{{"jawaban": [{baris}]}}',
        content_type="application/json",
    )

    assert answer.status_code == (400 if any(satu in baris for satu in BEYOND) else 422)
    assert organisasi_api.look("ipp/2026?opd=dlh").get_json()["f03"] == []


def test_the_form_of_a_unit_does_not_change_under_the_answers_of_its_users(organisasi_api: Any) -> None:
    batch = organisasi_api.act("ipp/2026?opd=dlh", "f03", {"jawaban": [[5] * 14]}).get_json()["id"]
    early = organisasi_api.answer("ipp/2026?opd=dlh", "bentuk", "daring")
    organisasi_api.act("ipp/2026?opd=dlh", f"f03/{batch}/withdraw", {"alasan": "Layanannya daring"})
    changed = organisasi_api.answer("ipp/2026?opd=dlh", "bentuk", "daring")

    assert (early.status_code, list(early.get_json()["errors"])) == (422, ["jawaban"])
    assert changed.status_code == 200
    assert organisasi_api.look("ipp/2026?opd=dlh").status_code == 200


def test_lists_are_pages(inspektorat: Any, client: FlaskClient) -> None:
    for version, jawaban in enumerate(("E", "D", "C")):
        inspektorat.answer(DLH, "1.a", jawaban, version)

    page = inspektorat.look("sakip/2026/jawaban/1.a?opd=dlh&per_halaman=2&halaman=2").get_json()
    assert ([satu["jawaban"] for satu in page.pop("data")], page) == (
        ["E"],
        {"halaman": 2, "per_halaman": 2, "jumlah": 3},
    )
    year = client.get("/v1/instrumen?tahun=2026&per_halaman=1&halaman=3", headers=inspektorat.headers).get_json()
    assert ([satu["kode"] for satu in year.pop("data")], year) == (
        ["skm"],
        {"halaman": 3, "per_halaman": 1, "jumlah": 3},
    )
    assert inspektorat.look("sakip/2026/jawaban/1.a?opd=dlh&per_halaman=501").status_code == 422


def put(client: FlaskClient, who: Any, path: str, body: str) -> Any:
    """Send a body as it is written."""
    headers = who.headers | {"If-Match": '"0"'}
    return client.put(f"/v1/instrumen/{path}", headers=headers, data=body, content_type="application/json")
