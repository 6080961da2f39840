"""The sheets of the instruments over REST: answers and their history, suggestions from facts, what is established."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, text

from simpul.perizinan.v1 import peristiwa_pb2 as izin

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


class Evaluator:
    """Somebody with a role before the REST interface."""

    def __init__(self, client: FlaskClient, headers: dict[str, str]) -> None:
        self._client = client
        self._headers = headers

    def look(self, sheet: str) -> Any:
        return self._client.get(f"/v1/instrumen/{sheet}", headers=self._headers)

    def answer(self, sheet: str, butir: str, jawaban: object, version: int | None = None, **more: object) -> Any:
        path, _, query = sheet.partition("?")
        if version is None:
            version = self.look(sheet).get_json()["version"]
        return self._client.put(
            f"/v1/instrumen/{path}/jawaban/{butir}?{query}",
            headers=self._headers | {"If-Match": f'"{version}"'},
            json={"jawaban": jawaban, **more},
        )

    def act(self, sheet: str, act: str, body: object = None, version: int | None = None) -> Any:
        path, _, query = sheet.partition("?")
        if version is None:
            version = self.look(sheet).get_json()["version"]
        headers = self._headers | {"If-Match": f'"{version}"'}
        more: dict[str, Any] = {} if body is None else {"json": body}
        return self._client.post(f"/v1/instrumen/{path}/{act}?{query}", headers=headers, **more)

    def answer_all(self, sheet: str, jawaban: dict[str, Any], **more: object) -> None:
        for butir, satu in jawaban.items():
            answer = self.answer(sheet, butir, satu, 0, **more)
            assert answer.status_code == 200, (butir, answer.get_json())


@pytest.fixture
def inspektorat(client: FlaskClient, bearer: Bearer) -> Evaluator:
    """Give an evaluator of the Inspektorat."""
    return Evaluator(client, bearer("inspektorat"))


@pytest.fixture
def organisasi_api(client: FlaskClient, bearer: Bearer) -> Evaluator:
    """Give an evaluator of Bagian Organisasi."""
    return Evaluator(client, bearer("organisasi"))


@pytest.mark.parametrize(
    "jawaban, nilai, kategori, komponen",
    [
        (T1, "87.80", "A", ["24.6000", "25.5000", "13.9500", "23.7500"]),
        (K1, "62.25", "B", ["20.1000", "17.1000", "10.8000", "14.2500"]),
    ],
)
def test_twelve_answers_make_the_value_of_sakip(
    inspektorat: Evaluator, jawaban: dict[str, str], nilai: str, kategori: str, komponen: list[str]
) -> None:
    inspektorat.answer_all("sakip/2026", jawaban, bukti=["LKE halaman 4"])

    sheet = inspektorat.look("sakip/2026").get_json()
    assert (sheet["nilai"], sheet["kategori"], sheet["dari"]) == (nilai, kategori, "jawaban")
    assert [satu["skor"] for satu in sheet["komponen"]] == komponen
    assert sheet["kurang"] == []
    assert {satu["asal"] for satu in sheet["jawaban"]} == {"evaluator"}


def test_a_sheet_that_is_not_whole_has_no_value_and_says_what_is_missing(inspektorat: Evaluator) -> None:
    inspektorat.answer_all("sakip/2026", {kode: K1[kode] for kode in list(K1)[:6]})

    sheet = inspektorat.look("sakip/2026").get_json()
    assert (sheet["nilai"], sheet["kategori"]) == (None, None)
    assert "6 butir" in sheet["alasan"]
    assert [satu["butir"] for satu in sheet["kurang"]] == list(K1)[6:]
    assert [satu["skor"] for satu in sheet["komponen"]] == ["20.1000", "17.1000", None, None]


def test_criteria_suggest_the_answer_of_their_sub_component(inspektorat: Evaluator) -> None:
    criteria = {f"1.b.{n}": "terpenuhi" for n in range(1, 10)} | {"1.b.10": "sebagian", "1.b.11": "sebagian"}
    inspektorat.answer_all("sakip/2026?opd=dlh", criteria)

    saran = butir_of(inspektorat.look("sakip/2026?opd=dlh").get_json(), "1.b")["saran"]
    assert saran["jawaban"] == "B"
    assert saran["sandaran"][0]["nilai"] == "90.91"


def test_an_answer_over_a_standing_suggestion_needs_a_reason(inspektorat: Evaluator) -> None:
    inspektorat.answer_all("sakip/2026?opd=dlh", {f"2.a.{n}": "terpenuhi" for n in range(1, 4)})

    bare = inspektorat.answer("sakip/2026?opd=dlh", "2.a", "A")
    reasoned = inspektorat.answer("sakip/2026?opd=dlh", "2.a", "A", alasan="Aplikasi sendiri", bukti=["foto"])
    taken = inspektorat.answer("sakip/2026?opd=dlh", "2.a", "BB")

    assert (bare.status_code, list(bare.get_json()["errors"])) == (422, ["alasan"])
    assert (reasoned.status_code, reasoned.get_json()["asal"]) == (200, "evaluator")
    assert (taken.status_code, taken.get_json()["asal"]) == (200, "saran")


def test_the_regency_has_no_list_of_criteria_and_says_so(inspektorat: Evaluator) -> None:
    sheet = inspektorat.look("sakip/2026").get_json()

    assert "79 kriteria" in sheet["catatan"][0]
    assert inspektorat.answer("sakip/2026", "1.b.11", "terpenuhi", 0).status_code == 404
    assert "80 kriteria" in inspektorat.look("sakip/2026?opd=dlh").get_json()["catatan"][0]


def test_every_answer_stays_in_the_history(inspektorat: Evaluator, engine: Engine) -> None:
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


def test_a_change_needs_a_version_that_is_not_older_than_the_answer(
    inspektorat: Evaluator, client: FlaskClient
) -> None:
    inspektorat.answer("sakip/2026", "1.a", "B", 0)
    headers = inspektorat._headers

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
        ("ipp/2026", "31", 2, 0, 404),
        ("skm/2026", "responden", -1, 0, 422),
    ],
)
def test_refusals_come_in_their_order(
    inspektorat: Evaluator, sheet: str, butir: str, jawaban: object, version: int, status: int
) -> None:
    assert inspektorat.answer(sheet, butir, jawaban, version).status_code == status


def test_f02_and_f03_make_the_index_of_a_unit_and_units_that_of_the_regency(organisasi_api: Evaluator) -> None:
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


def test_a_batch_of_f03_is_withdrawn_with_a_reason(organisasi_api: Evaluator) -> None:
    batch = organisasi_api.act("ipp/2026?opd=dlh", "f03", {"jawaban": F03}).get_json()["id"]

    bare = organisasi_api.act("ipp/2026?opd=dlh", f"f03/{batch}/withdraw", {})
    done = organisasi_api.act("ipp/2026?opd=dlh", f"f03/{batch}/withdraw", {"alasan": "Salah unit"})
    again = organisasi_api.act("ipp/2026?opd=dlh", f"f03/{batch}/withdraw", {"alasan": "Salah unit"})

    assert [satu.status_code for satu in (bare, done, again)] == [422, 200, 404]
    assert organisasi_api.look("ipp/2026?opd=dlh").get_json()["f03"] == []
    assert organisasi_api.act("ipp/2026?opd=dlh", "f03", {"jawaban": [[5] * 11]}).status_code == 422


def test_the_online_form_asks_eleven_questions_and_has_its_own_rubric(organisasi_api: Evaluator) -> None:
    organisasi_api.answer("ipp/2026?opd=dlh", "bentuk", "daring")

    sheet = organisasi_api.look("ipp/2026?opd=dlh").get_json()
    assert butir_of(sheet, "20")["pilihan"][4]["kata"] == "Server sendiri"
    assert organisasi_api.act("ipp/2026?opd=dlh", "f03", {"jawaban": [[5] * 11]}).status_code == 201


def test_the_units_own_word_stands_beside_and_does_not_count(organisasi_api: Evaluator) -> None:
    organisasi_api.answer_all("ipp/2026?opd=dlh", {f"f01.{n}": 5 for n in range(1, 31)})

    sheet = organisasi_api.look("ipp/2026?opd=dlh").get_json()
    assert sheet["nilai"] is None
    assert butir_of(sheet, "f01.3")["jawaban"]["jawaban"] == 5


def test_the_survey_is_suggested_whole_from_its_facts(organisasi_api: Evaluator, arus: Any, take_in: Any) -> None:
    for satu in SURVEI:
        arus.survei(MEI, [int(nilai) for nilai in satu])
    arus.survei(MEI, [0, *[4] * 8])
    take_in(arus.items)

    sheet = organisasi_api.look("skm/2026").get_json()
    sums = {satu["kode"]: satu["saran"]["jawaban"] for satu in sheet["komponen"][0]["butir"]}
    assert list(sums.values()) == [6, 20, 20, 22, 21, 21, 16, 21, 21, 20]
    assert (sheet["nilai"], sheet["kategori"], sheet["dari"]) == ("84.26", "B", "saran")
    assert sheet["jawaban"] == []
    assert butir_of(sheet, "waktu")["saran"]["sandaran"][0]["asal"] == "/v1/indikator/skm.ikm/asal?opd=&periode=2026"

    taken = organisasi_api.act("skm/2026", "take-saran")
    sheet = organisasi_api.look("skm/2026").get_json()
    assert len(taken.get_json()["data"]) == 10
    assert (sheet["nilai"], sheet["dari"], sheet["kurang"]) == ("84.26", "jawaban", [])
    assert {satu["asal"] for satu in sheet["jawaban"]} == {"saran"}
    assert sheet["jawaban"][0]["sandaran"][0]["nilai"] == "84.26"


def test_a_suggestion_that_moves_on_leaves_the_answer_where_it_was(
    organisasi_api: Evaluator, arus: Any, take_in: Any
) -> None:
    arus.survei(MEI, [4] * 9)
    take_in(arus.items)
    organisasi_api.act("skm/2026?opd=dpmptsp", "take-saran")
    arus.survei(MEI, [2] * 9)
    take_in(arus.items)

    responden = butir_of(organisasi_api.look("skm/2026?opd=dpmptsp").get_json(), "responden")
    assert (responden["jawaban"]["jawaban"], responden["saran"]["jawaban"]) == (1, 2)


def test_permit_facts_suggest_rows_of_ipp(organisasi_api: Evaluator, arus: Any, take_in: Any) -> None:
    establish(arus, layanan="sip-dokter", versi=1, komponen=14)
    establish(arus, layanan="sip-dokter", versi=2, komponen=14)
    arus.survei(MEI, [4] * 9)
    take_in(arus.items)

    saran = suggestions(organisasi_api.look("ipp/2026?opd=dpmptsp").get_json())
    assert saran == {"1": 3, "4": 4, "6": 2, "22": 1}
    assert suggestions(organisasi_api.look("ipp/2026?opd=dlh").get_json()) == {}


def test_a_standard_that_lacks_components_suggests_the_first_step(
    organisasi_api: Evaluator, arus: Any, take_in: Any
) -> None:
    establish(arus, layanan="sip-dokter", versi=1, komponen=14)
    establish(arus, layanan="pbg", versi=1, komponen=9)
    take_in(arus.items)

    assert suggestions(organisasi_api.look("ipp/2026?opd=dpmptsp").get_json()) == {"1": 1, "22": 1}


def test_an_established_sheet_is_frozen_and_told_and_reopens_with_a_reason(
    inspektorat: Evaluator, engine: Engine
) -> None:
    incomplete = inspektorat.act("sakip/2026?opd=dlh", "establish")
    inspektorat.answer_all("sakip/2026?opd=dlh", T1)
    unproven = inspektorat.act("sakip/2026?opd=dlh", "establish")
    for kode in ("1.a", "2.c", "3.b", "3.c", "4.a", "4.b", "4.c"):
        inspektorat.answer("sakip/2026?opd=dlh", kode, T1[kode], bukti=["berita acara"])
    stale = inspektorat.act("sakip/2026?opd=dlh", "establish", version=3)
    done = inspektorat.act("sakip/2026?opd=dlh", "establish")

    assert [satu.status_code for satu in (incomplete, unproven, stale, done)] == [422, 422, 412, 200]
    assert set(unproven.get_json()["errors"]) == {"1.a", "2.c", "3.b", "3.c", "4.a", "4.b", "4.c"}
    sheet = done.get_json()
    assert (sheet["status"], sheet["nilai"], sheet["dari"]) == ("ditetapkan", "87.80", "penetapan")
    assert inspektorat.answer("sakip/2026?opd=dlh", "1.a", "E").status_code == 409
    with engine.connect() as conn:
        told = conn.execute(text("SELECT type, subject FROM outbox WHERE type IS NOT NULL")).all()
    assert [tuple(satu) for satu in told] == [("simpul.pelaporan.v1.IndeksDitetapkan", "sakip:2026:dlh")]

    bare = inspektorat.act("sakip/2026?opd=dlh", "reopen", {})
    opened = inspektorat.act("sakip/2026?opd=dlh", "reopen", {"alasan": "Bukti 4.c tidak sah"})
    again = inspektorat.act("sakip/2026?opd=dlh", "reopen", {"alasan": "Bukti 4.c tidak sah"})
    assert [satu.status_code for satu in (bare, opened, again)] == [422, 200, 409]
    assert [satu["aksi"] for satu in opened.get_json()["penetapan"]] == ["reopen", "establish"]
    assert opened.get_json()["penetapan"][0]["alasan"] == "Bukti 4.c tidak sah"


def test_last_year_stands_beside_this_year(inspektorat: Evaluator) -> None:
    inspektorat.answer_all("sakip/2025", K1)

    sheet = inspektorat.look("sakip/2026").get_json()
    assert (sheet["sebelumnya"]["nilai"], sheet["sebelumnya"]["jawaban"]["1.a"]) == ("62.25", "BB")
    assert inspektorat.look("sakip/2021").get_json()["sebelumnya"] is None


def test_the_three_instruments_of_a_year_in_one_list(inspektorat: Evaluator, client: FlaskClient) -> None:
    inspektorat.answer_all("sakip/2026", K1)

    found = client.get("/v1/instrumen?tahun=2026", headers=inspektorat._headers).get_json()["data"]
    assert [(satu["kode"], satu["nilai"], satu["kategori"]) for satu in found] == [
        ("sakip", "62.25", "B"),
        ("ipp", None, None),
        ("skm", None, None),
    ]


@pytest.mark.parametrize("peran", ["pimpinan", "admin"])
def test_pimpinan_reads_and_writes_nothing(client: FlaskClient, bearer: Bearer, peran: str) -> None:
    reader = Evaluator(client, bearer(peran))

    assert reader.look("sakip/2026").status_code == 200
    assert reader.answer("sakip/2026", "1.a", "B").status_code == 403
    assert reader.act("sakip/2026", "establish").status_code == 403


def establish(arus: Any, *, layanan: str, versi: int, komponen: int) -> None:
    """Let a standard be published."""
    isi = izin.StandarPelayananDitetapkan(
        layanan_kode=layanan,
        layanan_versi=versi,
        opd_kode="dpmptsp",
        komponen=[f"k{n}" for n in range(komponen)],
        sla_hari=5,
    )
    arus.add(isi, MEI, subjek=layanan)


def butir_of(sheet: Any, kode: str) -> Any:
    """Return a butir of a sheet."""
    return next(satu for komponen in sheet["komponen"] for satu in komponen["butir"] if satu["kode"] == kode)


def suggestions(sheet: Any) -> dict[str, Any]:
    """Return the suggested answers of a sheet."""
    found = [satu for komponen in sheet["komponen"] for satu in komponen["butir"] if satu["saran"]]
    return {satu["kode"]: satu["saran"]["jawaban"] for satu in found}
