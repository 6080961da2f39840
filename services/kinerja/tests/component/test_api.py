"""REST: who may see and change what, and in which order refusals come."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from chassis.http import PUBLIC, routes
from kinerja.adapters.daerah_contoh import find_rantai
from kinerja.application.organisasi.load import LoadOrganisasi
from kinerja.domain.pegawai import Pegawai

Token = Callable[..., str]


def bearer(token: str, version: int | None = None, key: str | None = None) -> dict[str, str]:
    headers = {"Authorization": f"Bearer {token}"}
    if version is not None:
        headers["If-Match"] = f'"{version}"'
    if key is not None:
        headers["Idempotency-Key"] = key
    return headers


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def someone(daerah: LoadOrganisasi) -> Pegawai:
    return find_rantai(daerah, "dinkes").pegawai


@pytest.fixture
def stranger(daerah: LoadOrganisasi) -> Pegawai:
    return next(each for each in daerah.pegawai if each.opd_kode == "dlh" and not each.memimpin)


def test_no_route_of_the_service_is_open_but_the_door(app: Flask) -> None:
    own = [route for route in routes(app) if route.scope == PUBLIC]

    assert {route.rule for route in own} <= {
        "/masuk",
        "/keluar",
        "/openapi.json",
        "/docs",
        "/aset/<path:nama>",
        "/tema",
    } | {route.rule for route in own if route.rule.startswith("/docs")}


@pytest.mark.parametrize("path", ["/v1/organisasi", "/v1/pegawai", "/v1/pegawai/x", "/v1/jabatan", "/v1/unit/x"])
def test_without_a_token_nothing_is_told(client: FlaskClient, path: str) -> None:
    answer = client.get(path)

    assert (answer.status_code, answer.get_json()["code"]) == (401, "auth.unauthenticated")


@pytest.mark.parametrize("path", ["/v1/organisasi", "/v1/pegawai", "/v1/pegawai/x"])
def test_a_subscriber_of_events_reads_no_people(client: FlaskClient, token: Token, path: str) -> None:
    assert client.get(path, headers=bearer(token("pelanggan"))).status_code == 403


@pytest.mark.parametrize(
    "peran, opd, whole", [("pegawai", "dinkes", False), ("bkpsdm", "bkpsdm", True), ("admin", None, True)]
)
def test_the_tree_by_role(client: FlaskClient, token: Token, peran: str, opd: str | None, whole: bool) -> None:
    akar = client.get("/v1/organisasi", headers=bearer(token(peran, opd=opd))).get_json()

    kode = [anak["opd_kode"] for anak in akar["anak"]]
    assert akar["jenis"] == "pemerintah_daerah"
    assert len(kode) >= 30 if whole else kode == [opd]
    assert akar["anak"][0]["kepala"]["pegawai_id"]


@pytest.mark.parametrize(
    "peran, opd, status",
    [
        ("pegawai", "dinkes", 200),
        ("penilai", "dinkes", 200),
        ("atasan_penilai", "dinkes", 200),
        ("bkpsdm", "bkpsdm", 200),
        ("admin", None, 200),
        ("pegawai", "dlh", 404),
        ("pegawai", None, 404),
        ("penilai", "dlh", 404),
        ("pelanggan", None, 403),
    ],
)
def test_a_person_by_role_and_agency(
    client: FlaskClient, token: Token, someone: Pegawai, peran: str, opd: str | None, status: int
) -> None:
    headers = bearer(token(peran, opd=opd))
    answer = client.get(f"/v1/pegawai/{someone.id}", headers=headers)

    assert answer.status_code == status
    assert client.get(f"/v1/pegawai/{someone.id}/jejak", headers=headers).status_code == status
    if status == 200:
        assert answer.headers["ETag"] == '"1"'
        assert (answer.get_json()["pegawai_id"], answer.get_json()["version"]) == (someone.id, 1)
    if status == 404:
        assert answer.get_json()["code"] == "pegawai.not_found"


def test_a_list_has_pages_and_knows_its_parameters(client: FlaskClient, token: Token) -> None:
    headers = bearer(token("pegawai", opd="dinkes"))
    page = client.get("/v1/pegawai?per_halaman=3&halaman=2&jenis=struktural", headers=headers).get_json()

    assert (page["halaman"], page["per_halaman"], len(page["data"])) == (2, 3, 3)
    assert {row["jenis_jabatan"] for row in page["data"]} == {"struktural"}
    for query in ("asing=1", "halaman=0", "per_halaman=501", "jenis=lain"):
        assert client.get(f"/v1/pegawai?{query}", headers=headers).status_code == 422


def test_another_agency_stays_out_of_lists_and_searches(client: FlaskClient, token: Token, stranger: Pegawai) -> None:
    headers = bearer(token("pegawai", opd="dinkes"))

    for query in ("opd=dlh", f"q={stranger.nama}", f"unit={stranger.unit_id}"):
        assert client.get(f"/v1/pegawai?{query}", headers=headers).get_json()["jumlah"] == 0
    assert client.get("/v1/organisasi?opd=dlh", headers=headers).status_code == 404
    assert client.get(f"/v1/unit/{stranger.unit_id}", headers=headers).status_code == 404


def test_a_move_needs_the_role_the_version_and_right_fields_in_this_order(
    client: FlaskClient, token: Token, someone: Pegawai, stranger: Pegawai
) -> None:
    bkpsdm, path = token("bkpsdm", opd="bkpsdm"), f"/v1/pegawai/{someone.id}/move"
    body = {"unit_id": stranger.unit_id, "jabatan_kode": "pengolah-data", "alasan": "SK 800/1"}

    def refused(headers: dict[str, str], body: dict[str, Any], path: str = path) -> tuple[int, str]:
        answer = client.post(path, headers=headers, json=body)
        return answer.status_code, answer.get_json()["code"]

    assert refused({}, {}) == (401, "auth.unauthenticated")
    assert refused(bearer(token("pegawai", opd="dinkes")), {}) == (403, "auth.forbidden")
    assert refused(bearer(token("admin")), body) == (403, "auth.forbidden")
    assert refused(bearer(bkpsdm), {}, "/v1/pegawai/tiada/move") == (404, "pegawai.not_found")
    assert refused(bearer(bkpsdm), {"asing": 1}) == (428, "version.required")
    assert refused(bearer(bkpsdm, 7), {}) == (412, "version.stale")
    assert refused(bearer(bkpsdm, 1), {}) == (422, "request.invalid")
    assert refused(bearer(bkpsdm, 1), body | {"jabatan_kode": "tiada"}) == (422, "request.invalid")
    assert refused(bearer(bkpsdm, 1), body, path.replace("move", "reactivate")) == (
        409,
        "pegawai.transition_not_allowed",
    )

    done = client.post(path, headers=bearer(bkpsdm, 1), json=body)
    assert (done.status_code, done.headers["ETag"], done.get_json()["opd_kode"]) == (200, '"2"', "dlh")


def test_a_repeated_change_answers_what_the_first_one_answered(
    client: FlaskClient, token: Token, someone: Pegawai
) -> None:
    headers = bearer(token("bkpsdm", opd="bkpsdm"), 1, "kunci-1")
    first, again = (
        client.post(f"/v1/pegawai/{someone.id}/deactivate", headers=headers, json={"alasan": "Pensiun"})
        for _ in range(2)
    )

    assert first.status_code == again.status_code == 200
    assert first.get_json() == again.get_json()
    assert again.headers["ETag"] == '"2"'


def test_a_superior_is_named_and_given_back_to_the_tree(
    client: FlaskClient, token: Token, someone: Pegawai, daerah: LoadOrganisasi
) -> None:
    bkpsdm, path = token("bkpsdm", opd="bkpsdm"), f"/v1/pegawai/{someone.id}/assign-atasan"
    rantai = find_rantai(daerah, "dinkes")

    named = client.post(path, headers=bearer(bkpsdm, 1), json={"atasan_id": rantai.atasan_penilai.id, "alasan": "Tim"})
    back = client.post(path, headers=bearer(bkpsdm, 2), json={"atasan_id": None, "alasan": "Tim selesai"})

    assert named.get_json()["atasan_id"] == rantai.atasan_penilai.id
    assert back.get_json()["atasan_id"] == rantai.penilai.id


def test_a_unit_is_renamed(client: FlaskClient, token: Token, someone: Pegawai) -> None:
    bkpsdm, path = token("bkpsdm", opd="bkpsdm"), f"/v1/unit/{someone.unit_id}"

    assert client.post(f"{path}/rename", headers=bearer(bkpsdm), json={"nama": "X"}).status_code == 428
    done = client.post(f"{path}/rename", headers=bearer(bkpsdm, 1), json={"nama": "Seksi Baru"})
    assert (done.status_code, done.get_json()["nama"], done.headers["ETag"]) == (200, "Seksi Baru", '"2"')
    assert client.get(path, headers=bearer(bkpsdm)).headers["ETag"] == '"2"'


def test_the_document_of_the_api_names_every_route(client: FlaskClient) -> None:
    paths = client.get("/openapi.json").get_json()["paths"]

    assert {"/v1/organisasi", "/v1/pegawai", "/v1/pegawai/{pegawai_id}/move", "/v1/surat-mati"} <= set(paths)
