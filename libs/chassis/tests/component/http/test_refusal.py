"""Refusals: their order, their code, their sentence."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from werkzeug.test import TestResponse

from chassis.database import create_engine
from chassis.http import create_app
from chassis.settings import Settings
from tests.support.catatan import World


def _problem(response: TestResponse) -> tuple[int, str]:
    assert response.mimetype == "application/problem+json"
    body = response.get_json()
    assert body["status"] == response.status_code
    assert body["detail"]
    assert body["request_id"] == response.headers["X-Request-Id"]
    return response.status_code, body["code"]


@pytest.fixture
def closed(world: World) -> str:
    """Make a note that is closed, at version 2."""
    id_ = world.post("/v1/catatan", {"isi": "a"}).get_json()["id"]
    assert world.post(f"/v1/catatan/{id_}/tutup", {"isi": "b"}, If_Match='"1"').status_code == 200
    return str(id_)


def test_an_unknown_caller_comes_first(world: World, closed: str) -> None:
    response = world.client().post(f"/v1/catatan/{closed}/tutup", json={"salah": 1})

    assert _problem(response) == (401, "auth.unauthenticated")
    assert response.headers["WWW-Authenticate"].startswith("Bearer")


def test_then_the_scope(world: World) -> None:
    response = world.post(f"/v1/catatan/{uuid4()}/tutup", {"salah": 1}, akun="pembaca")

    assert _problem(response) == (403, "auth.forbidden")


def test_then_the_thing_itself(world: World) -> None:
    response = world.post(f"/v1/catatan/{uuid4()}/tutup", {"salah": 1})

    assert _problem(response) == (404, "catatan.not_found")
    assert response.get_json()["detail"] == "Catatan tidak ada."


def test_then_the_version_that_is_missing(world: World, closed: str) -> None:
    response = world.post(f"/v1/catatan/{closed}/tutup", {"salah": 1})

    assert _problem(response) == (428, "version.required")


@pytest.mark.parametrize("seen", ['"1"', 'W/"2"', "2", '"dua"', '"2", "3"', '"' + "9" * 40 + '"'])
def test_then_the_version_that_is_stale(world: World, closed: str, seen: str) -> None:
    response = world.post(f"/v1/catatan/{closed}/tutup", {"salah": 1}, If_Match=seen)

    assert _problem(response) == (412, "version.stale")


def test_then_the_state(world: World, closed: str) -> None:
    response = world.post(f"/v1/catatan/{closed}/tutup", {"salah": 1}, If_Match='"2"')

    assert _problem(response) == (409, "catatan.transition_not_allowed")


def test_the_fields_come_last(world: World) -> None:
    id_ = world.post("/v1/catatan", {"isi": "a"}).get_json()["id"]

    response = world.post(f"/v1/catatan/{id_}/tutup", {"salah": 1}, If_Match='"1"')

    assert _problem(response) == (422, "request.invalid")
    assert response.get_json()["errors"] == {"isi": ["Wajib diisi."], "salah": ["Tidak dikenal."]}


@pytest.mark.parametrize("field", ["id", "status", "opd_kode", "peran", "nilai", "created_at", "version"])
def test_a_field_that_is_not_the_callers_is_refused(world: World, field: str) -> None:
    response = world.post("/v1/catatan", {"isi": "a", field: "x"})

    assert _problem(response) == (422, "request.invalid")
    assert response.get_json()["errors"] == {field: ["Tidak dikenal."]}
    assert world.count() == 0


def test_errors_of_nested_fields_name_their_place(world: World) -> None:
    response = world.post("/v1/catatan", {"isi": "", "tanda": [{"kata": "a"}, {"lain": 1}]})

    assert response.get_json()["errors"] == {
        "isi": ["Panjangnya 1 sampai 100."],
        "tanda.1.kata": ["Wajib diisi."],
        "tanda.1.lain": ["Tidak dikenal."],
    }


@pytest.mark.parametrize(
    "query", ["halaman=0", "per_halaman=501", "halaman=x", "page=2", "status=lain", "halaman=1e400"]
)
def test_a_query_that_nobody_knows_is_refused(world: World, query: str) -> None:
    response = world.client().get(f"/v1/catatan?{query}", headers=world.bearer())

    assert _problem(response) == (422, "request.invalid")


@pytest.mark.parametrize("path", ["/v1/cari", "/v1/saya"])
def test_a_route_without_a_query_refuses_any(world: World, path: str) -> None:
    response = world.client().get(f"{path}?peran=admin", headers=world.bearer())

    assert _problem(response) == (422, "request.invalid")


def test_a_list_is_a_page(world: World) -> None:
    world.post("/v1/catatan", {"isi": "a"})

    body = world.client().get("/v1/catatan?halaman=1&per_halaman=500", headers=world.bearer()).get_json()

    assert {key: body[key] for key in ("halaman", "per_halaman", "jumlah")} == {
        "halaman": 1,
        "per_halaman": 500,
        "jumlah": 1,
    }
    assert [row["isi"] for row in body["data"]] == ["a"]


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"\xff\xfe",
        b'{"isi": NaN}',
        b'{"isi": "\\u0000"}',
        b'{"isi": "\\ud800"}',
        b"[" * 10_000,
        b'{"a":' * 10_000 + b"1" + b"}" * 10_000,
        b'{"isi": 1e999}',
        b"isi=a",
    ],
    ids=["cut", "binary", "nan", "nul", "surrogate", "deep-list", "deep-object", "infinite", "form"],
)
def test_what_is_not_json_is_malformed(world: World, body: bytes) -> None:
    headers = world.bearer() | {"Content-Type": "application/json"}
    response = world.client().post("/v1/catatan", data=body, headers=headers)

    assert _problem(response) in {(400, "request.malformed"), (422, "request.invalid")}
    assert world.count() == 0


@pytest.mark.parametrize("body", [[], "teks", 1, None, [{}], {"isi": None}, {"isi": {}}, {"isi": 1e30}])
def test_json_of_another_shape_is_invalid(world: World, body: Any) -> None:
    assert world.post("/v1/catatan", body).status_code == 422


def test_another_media_type_is_malformed(world: World) -> None:
    response = world.client().post("/v1/catatan", data="isi=a", headers=world.bearer())

    assert _problem(response) == (400, "request.malformed")


@pytest.mark.parametrize("path", ["/v1/catatan?status=%00", "/v1/a%00b"])
def test_a_nul_never_reaches_the_database(world: World, path: str) -> None:
    assert world.client().get(path, headers=world.bearer()).status_code in {400, 404}


def test_a_body_that_is_too_large_is_refused(world: World) -> None:
    response = world.post("/v1/catatan", {"isi": "x" * 3_000_000})

    assert _problem(response) == (413, "request.too_large")


def test_a_body_in_chunks_is_refused_rather_than_cut_off_at_the_limit(world: World) -> None:
    body = BytesIO(b'{"isi": "a"}' + b" " * 3_000_000)

    response = world.client().post(
        "/v1/catatan",
        input_stream=body,
        content_type="application/json",
        headers=world.bearer(),
        environ_overrides={"wsgi.input_terminated": True},
    )

    assert _problem(response) == (413, "request.too_large")
    assert world.count() == 0


def test_a_form_with_ten_thousand_parts_is_refused(world: World) -> None:
    client = world.client()
    world.sign_in(client)

    response = client.post(
        "/tulis", data={f"a{n}": (None, "b") for n in range(10_000)}, content_type="multipart/form-data"
    )

    assert response.status_code in {400, 403, 413}


def test_unknown_addresses_and_methods_are_problems(world: World) -> None:
    client = world.client()

    assert _problem(client.get("/v1/tidak-ada")) == (404, "request.not_found")
    assert _problem(client.delete("/v1/catatan")) == (405, "request.method_not_allowed")
    assert _problem(client.get("/v1/catatan/bukan-uuid/tutup")) == (405, "request.method_not_allowed")


def test_a_bug_is_a_500_that_tells_nothing(world: World) -> None:
    response = world.client().get("/v1/rusak")

    assert _problem(response) == (500, "server.error")
    assert "ZeroDivision" not in response.get_data(as_text=True)


def test_people_get_a_page(world: World) -> None:
    for path, status in (("/tidak-ada", 404), ("/bug", 500)):
        response = world.client().get(path)
        assert (response.status_code, response.mimetype) == (status, "text/html")
        assert "rahasia-dalam" not in response.get_data(as_text=True)


def test_versions_come_as_etags(world: World) -> None:
    response = world.post("/v1/catatan", {"isi": "a"})

    assert response.status_code == 201
    assert response.headers["ETag"] == '"1"'


def test_the_callers_request_id_comes_back_when_it_is_well_formed(world: World) -> None:
    client = world.client()

    assert client.get("/v1/saya", headers={"X-Request-Id": "abc-12345678"}).headers["X-Request-Id"] == "abc-12345678"
    assert client.get("/v1/saya", headers={"X-Request-Id": "a b\tc<>"}).headers["X-Request-Id"] != "a b\tc<>"


def test_a_database_that_is_away_is_a_503_and_not_a_bug(settings: Settings) -> None:
    away = create_engine("postgresql+psycopg://nobody@127.0.0.1:1/tidak-ada")
    client = create_app(settings, engine=away, peran={}).test_client()

    response = client.get("/v1/saya", headers={"Authorization": "Bearer spt_" + "a" * 43})

    assert _problem(response) == (503, "server.unavailable")
    assert response.headers["Retry-After"] == "1"
    assert client.get("/readyz").status_code == 503
    assert client.get("/livez").status_code == 200


def test_a_connection_that_died_in_the_pool_is_replaced(world: World) -> None:
    headers = world.bearer()
    assert world.client().get("/v1/saya", headers=headers).status_code == 200
    with world.engine.connect() as conn:
        conn.exec_driver_sql(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        conn.invalidate()

    assert world.client().get("/v1/saya", headers=headers).status_code == 200
