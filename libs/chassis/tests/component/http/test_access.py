"""Who is let in: tokens, sessions, forms, and routes that forgot to say."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from chassis.domain import HeldClock
from chassis.http import PUBLIC, Blueprint, ScopeMissing, create_app, routes
from chassis.settings import Settings
from tests.support.catatan import SANDI, World, csrf_of


def _b64(value: object) -> str:
    raw = value if isinstance(value, bytes) else json.dumps(value).encode()
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _jwt(header: dict[str, object], claims: dict[str, object] | None = None, signature: bytes = b"x" * 32) -> str:
    return f"{_b64(header)}.{_b64(claims or {'sub': 'penulis', 'exp': 9999999999})}.{_b64(signature)}"


FORGED: dict[str, str] = {
    "empty": "Bearer ",
    "blank": "Bearer    ",
    "no scheme": "spt_" + "a" * 43,
    "basic": "Basic " + base64.b64encode(f"penulis:{SANDI}".encode()).decode(),
    "random": "Bearer spt_" + "a" * 43,
    "long": "Bearer spt_" + "a" * 5000,
    "short": "Bearer spt_",
    "other prefix": "Bearer spk_" + "a" * 43,
    "hash as token": "Bearer " + "0" * 64,
    "sql": "Bearer ' OR '1'='1",
    "unicode": "Bearer spt_é" + "a" * 42,
    "account": "Bearer penulis",
    "password": f"Bearer {SANDI}",
    "none": "Bearer " + _jwt({"alg": "none"}, signature=b""),
    "None": "Bearer " + _jwt({"alg": "None"}),
    "hs256": "Bearer " + _jwt({"alg": "HS256", "typ": "JWT"}),
    "rs256": "Bearer " + _jwt({"alg": "RS256", "kid": "1"}),
    "kid traversal": "Bearer " + _jwt({"alg": "HS256", "kid": "../../../../dev/null"}),
    "kid sql": "Bearer " + _jwt({"alg": "HS256", "kid": "' UNION SELECT 'x"}),
    "jku": "Bearer " + _jwt({"alg": "RS256", "jku": "https://penyerang.example/jwks.json"}),
    "x5u": "Bearer " + _jwt({"alg": "RS256", "x5u": "https://penyerang.example/cert.pem"}),
    "jwk": "Bearer " + _jwt({"alg": "RS256", "jwk": {"kty": "RSA", "n": "AQAB", "e": "AQAB"}}),
    "audience": "Bearer " + _jwt({"alg": "HS256"}, {"sub": "penulis", "aud": "lain"}),
    "expired": "Bearer " + _jwt({"alg": "HS256"}, {"sub": "penulis", "exp": 1}),
    "two": "Bearer spt_" + "a" * 43 + ", Bearer spt_" + "b" * 43,
}


@pytest.mark.parametrize("header", FORGED.values(), ids=FORGED.keys())
def test_a_forged_token_is_refused_on_public_routes_too(world: World, header: str) -> None:
    given = {"Authorization": header.encode().decode("latin-1")}

    answers = {
        path: world.client().get(path, headers=given).status_code for path in ("/v1/saya", "/v1/cari", "/v1/catatan")
    }

    assert set(answers.values()) == {401}


def test_a_real_token_with_a_letter_changed_is_refused(world: World) -> None:
    token = world.identity.token.issue("penulis")
    changed = token[:-1] + ("A" if token[-1] != "A" else "B")

    assert world.client().get("/v1/saya", headers={"Authorization": f"Bearer {token}"}).status_code == 200
    for forged in (changed, token.upper(), token + "A", token[:-1], f"{token} {token}"):
        assert world.client().get("/v1/saya", headers={"Authorization": f"Bearer {forged}"}).status_code == 401


def test_a_token_a_minute_past_its_end_is_refused(make_world: Callable[..., World]) -> None:
    clock = HeldClock(datetime(2026, 6, 22, 1, tzinfo=UTC))
    world = make_world(clock=clock)
    header = {"Authorization": f"Bearer {world.identity.token.issue('penulis', life=timedelta(hours=1))}"}
    clock.move(timedelta(hours=1, seconds=61))

    assert world.client().get("/v1/saya", headers=header).status_code == 401


def test_saya_says_who_calls(world: World) -> None:
    answer = world.client().get("/v1/saya", headers=world.bearer())

    assert answer.get_json() == {"akun": "penulis", "peran": ["penulis"], "opd_kode": "dpmptsp"}


def test_signing_in_makes_a_session_and_goes_on(world: World) -> None:
    client = world.client()

    response = world.sign_in(client, next="/tulis?a=1")

    assert (response.status_code, response.headers["Location"]) == (303, "/tulis?a=1")
    assert client.get("/tulis").get_data(as_text=True) == "penulis "


@pytest.mark.parametrize(
    "env, secure, name", [("dev", False, "simpul_perizinan"), ("prod", True, "__Host-simpul-perizinan")]
)
def test_the_cookie_is_locked_down(make_world: Callable[..., World], env: str, secure: bool, name: str) -> None:
    client = make_world(env=env, trusted_hosts=("localhost",)).app.test_client()
    base = "https://localhost" if secure else "http://localhost"
    token = csrf_of(client.get("/masuk", base_url=base))
    data = {"akun": "penulis", "sandi": SANDI, "csrf_token": token}

    response = client.post("/masuk", data=data, base_url=base)

    cookie = next(value for value in response.headers.getlist("Set-Cookie") if value.startswith(f"{name}="))
    parts = {part.strip() for part in cookie.split(";")[1:]}
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= parts
    assert ("Secure" in parts) is secure
    assert not [part for part in parts if part.startswith("Domain")]


def test_the_session_id_is_another_after_every_sign_in(world: World) -> None:
    client = world.client()
    client.set_cookie("simpul_perizinan", "pilihan-penyerang")
    ids: set[str] = set()
    world.sign_in(client)
    for _ in range(5):
        ids.add(client.get_cookie("simpul_perizinan").value)  # type: ignore[union-attr]
        token = csrf_of_session(world, client)
        client.post("/keluar", data={"csrf_token": token})
        world.sign_in(client)
        ids.add(client.get_cookie("simpul_perizinan").value)  # type: ignore[union-attr]

    assert "pilihan-penyerang" not in ids
    assert len(ids) == 6


def csrf_of_session(world: World, client: FlaskClient) -> str:
    """Return the token of a signed-in browser, as its pages show it."""
    return csrf_of(client.get("/borang"))


def test_signing_out_ends_the_session_for_whoever_copied_it(world: World) -> None:
    client, thief = world.client(), world.client()
    world.sign_in(client)
    thief.set_cookie("simpul_perizinan", client.get_cookie("simpul_perizinan").value)  # type: ignore[union-attr]
    assert thief.get("/v1/saya").status_code == 200

    client.post("/keluar", data={"csrf_token": csrf_of_session(world, client)})

    assert thief.get("/v1/saya").status_code == 401


def test_a_wrong_password_shows_the_form_again(world: World) -> None:
    response = world.sign_in(world.client(), sandi="salah")

    assert response.status_code == 401
    assert "Akun atau sandi tidak cocok." in response.get_data(as_text=True)
    assert "salah" not in response.get_data(as_text=True)


def test_after_ten_wrong_passwords_the_form_says_how_long_to_wait(world: World) -> None:
    client = world.client()
    for _ in range(10):
        world.sign_in(client, sandi="salah")

    response = world.sign_in(client)

    assert response.status_code == 429
    assert 0 < int(response.headers["Retry-After"]) <= 900
    assert "Coba lagi 15 menit lagi." in response.get_data(as_text=True)


FOREIGN = [
    "https://penyerang.example/", "//penyerang.example/", "/\\penyerang.example", "\\\\penyerang.example", "javascript:alert(1)",
    "https:penyerang.example", "/\t/penyerang.example", "///penyerang.example", "http:///penyerang.example", "penyerang.example",
    " //penyerang.example", "/%0d%0aLocation: https://penyerang.example".replace("%0d%0a", "\r\n"),
]  # fmt: skip


@pytest.mark.parametrize("next_", FOREIGN)
def test_nobody_is_sent_elsewhere(world: World, next_: str) -> None:
    client = world.client()

    assert world.sign_in(client, next=next_).headers["Location"] == "/"
    assert client.get("/masuk", query_string={"next": next_}).headers["Location"] == "/"


def test_a_person_is_led_to_the_door_and_back(world: World) -> None:
    response = world.client().get("/tulis?a=1")

    assert response.status_code == 303
    assert response.headers["Location"] == "/masuk?next=%2Ftulis%3Fa%3D1"


def test_htmx_is_told_where_the_door_is(world: World) -> None:
    response = world.client().get("/tulis", headers={"HX-Request": "true"})

    assert (response.status_code, response.headers["HX-Redirect"]) == (401, "/masuk?next=%2Ftulis")


def _unsafe(world: World) -> list[str]:
    return [route.rule for route in routes(world.app) if route.method == "POST"]


@pytest.mark.parametrize("kind", ["none", "foreign", "foreign-htmx", "own-other-origin", "own-cross-site"])
def test_no_unsafe_route_acts_on_a_cookie_without_its_token(world: World, kind: str) -> None:
    client, other = world.client(), world.client()
    world.sign_in(client)
    world.sign_in(other, akun="pembaca")
    own, foreign = csrf_of_session(world, client), csrf_of_session(world, other)
    headers = {
        "none": {},
        "foreign": {"X-CSRF-Token": foreign},
        "foreign-htmx": {"X-CSRF-Token": foreign, "HX-Request": "true"},
        "own-other-origin": {"X-CSRF-Token": own, "Origin": "https://penyerang.example"},
        "own-cross-site": {"X-CSRF-Token": own, "Sec-Fetch-Site": "cross-site"},
    }[kind]
    statuses = {}
    for rule in _unsafe(world):
        path = rule.replace("<uuid:catatan_id>", "01980000-0000-7000-8000-000000000000")
        statuses[rule] = client.post(path, json={"isi": "a"}, headers=headers).status_code

    assert set(statuses.values()) == {403}, statuses
    assert world.count() == 0


def test_the_token_of_the_page_is_accepted_as_field_and_as_header(world: World) -> None:
    client = world.client()
    world.sign_in(client)
    token = csrf_of_session(world, client)

    assert client.post("/tulis", data={"isi": "a", "csrf_token": token}).status_code == 200
    assert client.post("/v1/catatan", json={"isi": "a"}, headers={"X-CSRF-Token": token}).status_code == 201


def test_a_visitors_form_needs_the_token_of_that_browser(world: World) -> None:
    client, other = world.client(), world.client()
    token = csrf_of(client.get("/masuk"))
    other.get("/masuk")

    assert client.post("/survei", data={"csrf_token": token}).status_code == 200
    assert other.post("/survei", data={"csrf_token": token}).status_code == 403
    assert world.client().post("/survei", data={"csrf_token": token}).status_code == 403


def test_programs_without_a_cookie_need_no_token(world: World) -> None:
    assert world.client().post("/v1/hitung", json={"isi": "abc"}).get_json() == {"panjang": 3}
    assert world.post("/v1/catatan", {"isi": "a"}).status_code == 201


def test_a_route_without_a_scope_keeps_the_application_from_starting(settings: Settings, engine: Engine) -> None:
    api = Blueprint("lupa", __name__)

    @api.route("/v1/lupa")
    def forgotten() -> str:
        return ""

    with pytest.raises(ScopeMissing, match="GET /v1/lupa"):
        create_app(settings, engine=engine, peran={}, blueprints=[api], checks=[])


def test_every_route_is_listed_with_its_scope(world: World) -> None:
    listed = {(route.method, route.rule): route.scope for route in routes(world.app)}

    assert listed["POST", "/v1/catatan"] == "catatan.tulis"
    assert listed["GET", "/v1/cari"] == PUBLIC
    assert len(listed) == sum(
        len((rule.methods or set()) - {"HEAD", "OPTIONS"}) for rule in world.app.url_map.iter_rules()
    )


def test_public_look_ups_are_limited_by_address(world: World) -> None:
    client = world.client()
    statuses = [client.get("/v1/cari", headers={"X-Ada": "0"}).status_code for _ in range(21)]

    refused = client.get("/v1/cari")

    assert statuses == [404] * 20 + [429]
    assert refused.get_json()["code"] == "rate.limited"
    assert 0 < int(refused.headers["Retry-After"]) <= 60
    assert client.get("/v1/cari", environ_base={"REMOTE_ADDR": "10.9.9.9"}).status_code == 200


def test_who_finds_what_they_ask_for_may_ask_as_often_as_they_like(world: World) -> None:
    client = world.client()

    assert {client.get("/v1/cari").status_code for _ in range(30)} == {200}
