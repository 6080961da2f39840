"""Every lie about a sign-in at a provider, told by the provider or by the browser, is refused (S08)."""

from __future__ import annotations

from collections.abc import Callable
from time import time
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.support.catatan import World
from tests.support.oidc import (
    CLIENT_ID,
    Claims,
    Provider,
    come_back,
    go,
    is_in,
    sign_with_another_key,
    sign_with_nothing,
    sign_with_public_key,
    sign_with_secret,
)


@pytest.fixture
def world(make_world: Callable[..., World], told: dict[str, Any]) -> World:
    return make_world(**told)


def without(*names: str) -> Callable[[Claims], Claims]:
    return lambda claims: {name: value for name, value in claims.items() if name not in names}


def with_(**changes: Any) -> Callable[[Claims], Claims]:
    return lambda claims: claims | changes


LIES: dict[str, dict[str, Any]] = {
    "alg none": {"sign": sign_with_nothing},
    "HS256 with the client's secret": {"sign": sign_with_secret},
    "HS256 with the public key": {"sign": sign_with_public_key},
    "signed by another": {"sign": sign_with_another_key},
    "no token at all": {"sign": lambda *_: ""},
    "no JWT": {"sign": lambda *_: "a.b.c"},
    "another nonce": {"claims": with_(nonce="lain")},
    "no nonce": {"claims": without("nonce")},
    "another issuer": {"claims": with_(iss="https://lain.example")},
    "no issuer": {"claims": without("iss")},
    "for another client": {"claims": with_(aud="lain")},
    "for us among others, made for another": {"claims": with_(aud=[CLIENT_ID, "lain"], azp="lain")},
    "for nobody": {"claims": without("aud")},
    "expired": {"claims": lambda claims: claims | {"exp": int(time()) - 61}},
    "without an end": {"claims": without("exp")},
    "not before later": {"claims": lambda claims: claims | {"nbf": int(time()) + 120}},
    "made in the future": {"claims": lambda claims: claims | {"iat": int(time()) + 120}},
    "without a moment": {"claims": without("iat")},
    "without a subject": {"claims": without("sub")},
    "with an empty subject": {"claims": with_(sub="")},
    "with a subject that is a list": {"claims": with_(sub=["a"])},
    "with another access token's hash": {"claims": with_(at_hash="AAAA")},
    "an agency that nobody knows": {"claims": with_(opd="LAIN")},
    "two agencies": {"claims": with_(opd=["DPMPTSP", "DLH"])},
    "a person that is no code": {"claims": with_(pegawai="../x")},
    "the answer of another provider": {"answer": lambda told: told | {"iss": "https://lain.example"}},
    "an answer that names no provider": {"answer": lambda told: {k: v for k, v in told.items() if k != "iss"}},
    "an answer without a code": {"answer": lambda told: {k: v for k, v in told.items() if k != "code"}},
    "a code that the provider never gave": {"answer": lambda told: told | {"code": "karangan"}},
    "no": {"answer": lambda told: {"error": "access_denied", "state": told["state"], "iss": told["iss"]}},
}


@pytest.mark.parametrize("lie", LIES.values(), ids=LIES)
def test_a_lie_of_the_provider_signs_nobody_in(world: World, provider: Provider, lie: dict[str, Any]) -> None:
    for name, value in lie.items():
        setattr(provider.lies, name, value)
    client = world.client()

    back = come_back(client, go(client))

    assert (back.status_code, is_in(client)) == (401, False)
    assert "tidak berhasil" in back.text


def _forge_state(client: FlaskClient, world: World) -> TestResponse:
    return come_back(client, go(client), state="karangan")


def _lose_state(client: FlaskClient, world: World) -> TestResponse:
    return come_back(client, go(client), state=None)


def _use_state_of_another(client: FlaskClient, world: World) -> TestResponse:
    other = world.client()
    address = go(other)
    go(client)
    return come_back(client, address)


def _come_with_nothing(client: FlaskClient, world: World) -> TestResponse:
    return come_back(client, go(world.client()))


def _change_cookie(client: FlaskClient, world: World) -> TestResponse:
    address = go(client)
    cookie = client.get_cookie("simpul_perizinan_oidc")
    assert cookie is not None
    client.set_cookie("simpul_perizinan_oidc", cookie.value[:-2] + "AA")
    return come_back(client, address)


def _replay(client: FlaskClient, world: World) -> TestResponse:
    other = world.client()
    address = go(other)
    cookie = other.get_cookie("simpul_perizinan_oidc")
    assert cookie is not None
    assert come_back(other, address).status_code == 303
    client.set_cookie("simpul_perizinan_oidc", cookie.value)
    return come_back(client, address)


def _come_twice(client: FlaskClient, world: World) -> TestResponse:
    address = go(client)
    assert come_back(client, address).status_code == 303
    client.delete_cookie("simpul_perizinan")
    return come_back(client, address)


@pytest.mark.parametrize(
    "attempt",
    [_forge_state, _lose_state, _use_state_of_another, _come_with_nothing, _change_cookie, _replay, _come_twice],
)
def test_a_way_back_that_did_not_begin_here_signs_nobody_in(
    world: World, attempt: Callable[[FlaskClient, World], TestResponse]
) -> None:
    client = world.client()

    assert attempt(client, world).status_code == 401
    assert not is_in(client)


def test_a_code_is_of_no_use_without_the_verifier_of_its_own_way(world: World, provider: Provider) -> None:
    """Somebody who caught a code brings it home on a way of his own: the provider refuses the verifier."""
    stolen = parse_qs(urlsplit(go(world.client())).query)["code"][0]
    client = world.client()

    assert come_back(client, go(client), code=stolen).status_code == 401
    assert not is_in(client)
    assert provider.redeemed == 0
