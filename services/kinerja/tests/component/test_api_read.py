"""REST: who may see what."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine

from chassis.http import PUBLIC, routes
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
def engine(shared_engine: Engine) -> Engine:
    return shared_engine


def test_no_route_of_the_service_is_open_but_the_door(app: Flask) -> None:
    own = [route for route in routes(app) if route.scope == PUBLIC]

    assert {route.rule for route in own} <= {
        "/masuk",
        "/masuk/oidc",
        "/masuk/oidc/kembali",
        "/keluar",
        "/openapi.json",
        "/docs",
        "/aset/<path:nama>",
        "/tema",
        "/hitung",
        "/hitung/<kode>",
        "/hitung/nip",
    } | {route.rule for route in own if route.rule.startswith(("/docs", "/v1/hitung/"))}


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


def test_the_document_of_the_api_names_every_route(client: FlaskClient) -> None:
    paths = client.get("/openapi.json").get_json()["paths"]

    assert {"/v1/organisasi", "/v1/pegawai", "/v1/pegawai/{pegawai_id}/move", "/v1/surat-mati"} <= set(paths)
