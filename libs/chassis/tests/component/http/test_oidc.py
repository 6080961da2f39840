"""Sign-in at a provider: the way there and back, roles out of claims, the doors that are offered, the way out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient
from sqlalchemy import text
from werkzeug.test import TestResponse

from tests.support.borang import read_borang
from tests.support.catatan import World, csrf_of
from tests.support.oidc import CLIENT_ID, Provider, come_back, go, is_in


@pytest.fixture
def world(make_world: Callable[..., World], told: dict[str, Any]) -> World:
    return make_world(**told)


def test_who_signs_in_at_the_provider_has_the_roles_and_the_agency_of_the_claims(
    world: World, provider: Provider
) -> None:
    provider.claims |= {"pegawai": "pgw-17"}
    client = world.client()

    back = come_back(client, go(client))

    assert (back.status_code, back.headers["Location"]) == (303, "/v1/saya")
    saya = client.get("/v1/saya").get_json()
    assert (saya["peran"], saya["opd_kode"], saya["pegawai_id"]) == (["penulis"], "dpmptsp", "pgw-17")
    assert provider.subject not in saya["akun"]


def test_the_provider_is_asked_with_code_state_nonce_and_pkce(world: World, provider: Provider) -> None:
    for _ in range(2):
        client = world.client()
        come_back(client, go(client))

    first, second = provider.asked
    assert (first["response_type"], first["code_challenge_method"], first["scope"]) == ("code", "S256", "openid groups")
    assert first["redirect_uri"] == "http://localhost/masuk/oidc/kembali"
    for name in ("state", "nonce", "code_challenge"):
        assert len(first[name]) >= 43
        assert first[name] != second[name]


def test_the_session_is_new_and_the_one_before_is_over(world: World) -> None:
    client, other = world.client(), world.client()
    come_back(client, go(client))
    before = client.get_cookie("simpul_perizinan")
    assert before is not None
    other.set_cookie("simpul_perizinan", before.value)
    assert is_in(other)

    come_back(client, go(client))

    after = client.get_cookie("simpul_perizinan")
    assert after is not None
    assert after.value != before.value
    assert not is_in(other)


@pytest.mark.parametrize("berikut", ["https://jahat.example/", "//jahat.example", "/\\jahat.example", "javascript:a"])
def test_the_way_back_leads_to_our_own_pages_only(world: World, berikut: str) -> None:
    client = world.client()

    assert come_back(client, go(client, berikut)).headers["Location"] == "/"


@pytest.mark.parametrize(
    "groups", [None, [], ["/simpul/lain", "/simpul/admin"], "/simpul/layanan", {"a": 1}, [1, None]]
)
def test_who_has_no_role_here_does_not_come_in_and_leaves_no_account(
    world: World, provider: Provider, groups: Any
) -> None:
    provider.claims["groups"] = groups
    client = world.client()

    back = come_back(client, go(client))

    assert (back.status_code, is_in(client)) == (403, False)
    assert "belum berhak" in back.text
    with world.engine.connect() as conn:
        assert conn.execute(text("SELECT count(*) FROM akun WHERE akun LIKE 'oidc.%'")).scalar_one() == 0


def test_other_roles_take_effect_at_the_next_sign_in_and_end_the_sessions_before(
    world: World, provider: Provider
) -> None:
    first, second = world.client(), world.client()
    come_back(first, go(first))
    come_back(second, go(second))
    assert is_in(first)

    provider.claims["groups"] = ["/simpul/pembaca"]
    come_back(second, go(second))

    assert not is_in(first)
    assert second.get("/v1/saya").get_json()["peran"] == ["pembaca"]

    provider.claims["groups"] = []
    come_back(first, go(first))

    assert not is_in(second)


def test_nothing_of_the_person_is_kept(world: World, provider: Provider) -> None:
    provider.claims |= {"name": "Sri Wahyuni", "email": "sri@contoh.go.id", "preferred_username": "198001012005012001"}
    client = world.client()
    come_back(client, go(client))

    with world.engine.connect() as conn:
        stored = str([conn.exec_driver_sql(f"SELECT * FROM {name}").all() for name in ("akun", "sesi")])  # noqa: S608

    assert [word for word in ("Sri", "contoh", "19800101", provider.subject) if word in stored] == []


def test_a_key_that_the_provider_renewed_is_asked_for(
    make_world: Callable[..., World], told: dict[str, Any], provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chassis.identity.oidc.provider._KEYS_AT_LEAST", 0)
    client = make_world(**told).client()
    come_back(client, go(client))
    provider.renew_key()

    assert come_back(client, go(client)).status_code == 303


@pytest.mark.parametrize("metadata", [{"issuer": "https://lain.example"}, {"token_endpoint": None}, {"jwks_uri": "x"}])
def test_a_provider_that_contradicts_itself_counts_as_away(
    world: World, provider: Provider, metadata: dict[str, Any]
) -> None:
    provider.lies.metadata = metadata

    answer = world.client().get("/masuk/oidc")

    assert answer.status_code == 503
    assert "tidak menjawab" in answer.text


def test_while_the_provider_is_away_the_door_says_so_and_local_accounts_go_on(
    make_world: Callable[..., World], told: dict[str, Any]
) -> None:
    world = make_world(**told | {"oidc_issuer": "http://127.0.0.1:1"})

    answer = world.client().get("/masuk/oidc")

    assert answer.status_code == 503
    assert "tidak menjawab" in answer.text
    assert read_borang(answer.text, "/masuk").metode == "post"


def test_signing_out_ends_our_session_and_leads_to_the_providers_end(world: World, provider: Provider) -> None:
    client, other = world.client(), world.client()
    come_back(client, go(client))
    cookie = client.get_cookie("simpul_perizinan")
    assert cookie is not None
    other.set_cookie("simpul_perizinan", cookie.value)

    there = client.post("/keluar", data={"csrf_token": csrf_of(client.get("/borang"))})

    address = urlsplit(there.headers["Location"])
    assert f"{address.scheme}://{address.netloc}{address.path}" == f"{provider.issuer}/selesai"
    assert parse_qs(address.query) == {
        "client_id": [CLIENT_ID],
        "post_logout_redirect_uri": ["http://localhost/masuk"],
    }
    assert f"form-action 'self' {provider.issuer};" in there.headers["Content-Security-Policy"]
    assert not is_in(other)


def test_the_door_offers_both_ways_or_the_one_there_is(make_world: Callable[..., World], told: dict[str, Any]) -> None:
    doors = {
        "local": make_world().client().get("/masuk?next=/a").text,
        "both": make_world(**told).client().get("/masuk?next=/a").text,
        "provider": make_world(**told, local_accounts=False).client().get("/masuk?next=/a").text,
    }

    offered = {name: ("/masuk/oidc?next=%2Fa" in page, 'name="sandi"' in page) for name, page in doors.items()}
    assert offered == {"local": (False, True), "both": (True, True), "provider": (True, False)}


def test_without_local_accounts_the_form_is_refused(make_world: Callable[..., World], told: dict[str, Any]) -> None:
    client = make_world(**told, local_accounts=False).client()
    client.get("/masuk/oidc")
    page = make_world(**told).client()

    assert _post_form(page, client).status_code == 403
    assert not is_in(client)


def _post_form(page: FlaskClient, client: FlaskClient) -> TestResponse:
    """Post what a page with a form would have posted, with its cookie."""
    token = csrf_of(page.get("/masuk"))
    cookie = page.get_cookie("simpul_perizinan_csrf")
    assert cookie is not None
    client.set_cookie("simpul_perizinan_csrf", cookie.value)
    return client.post("/masuk", data={"akun": "penulis", "sandi": "x", "csrf_token": token})


def test_without_a_provider_its_addresses_do_not_exist(make_world: Callable[..., World]) -> None:
    client = make_world().client()

    assert [client.get(path).status_code for path in ("/masuk/oidc", "/masuk/oidc/kembali")] == [404, 404]


def test_in_production_the_cookie_is_bound_to_the_host_and_the_way_back_is_https(
    make_world: Callable[..., World], told: dict[str, Any], provider: Provider
) -> None:
    provider.lies.metadata = {
        name: f"https://sso.example/{name}" for name in ("authorization_endpoint", "token_endpoint")
    }
    world = make_world(**told, env="prod", trusted_hosts=("simpul.example",))

    answer = world.client().get("/masuk/oidc", headers={"Host": "simpul.example"})

    assert answer.status_code == 503, "keys by plain http are not taken in prod"
