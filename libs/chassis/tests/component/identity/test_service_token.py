"""Signed tokens between services: what is let in, what is not (S07), and keys that are replaced under the process."""

from __future__ import annotations

import base64
import hmac
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import grpc
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from joserfc import jws, jwt
from joserfc.jwk import ECKey, OKPKey, RSAKey
from sqlalchemy import Engine

from chassis.domain import HeldClock
from chassis.grpc import channel, create_server
from chassis.identity import Identity
from chassis.identity.service_token import ALGORITHM, LIFE, TokenSigner, TokenVerifier, issuer
from chassis.settings import SERVICES, Settings
from simpul.feed.v1 import feed_pb2, feed_pb2_grpc
from tests.support.kunci import KeyRing, private_pem, public_pem

NOW = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
PERAN = {"layanan": frozenset({"peristiwa.baca"})}


class Forger:
    """Knows kinerja's public key, owns pelaporan's private one and keys of its own; perizinan is called."""

    def __init__(self, ring: KeyRing) -> None:
        self.right = OKPKey.import_key(private_pem(ring.keys["kinerja"]))
        self.pelaporan = OKPKey.import_key(private_pem(ring.keys["pelaporan"]))
        self.public = public_pem(ring.keys["kinerja"])
        self.own = OKPKey.import_key(private_pem(Ed25519PrivateKey.generate()))
        self.header = {"alg": "Ed25519", "typ": "JWT", "kid": self.right.thumbprint()}

    def claims(self, **changes: Any) -> dict[str, Any]:
        now = int(NOW.timestamp())
        told = {"iss": issuer("kinerja"), "aud": issuer("perizinan"), "iat": now, "exp": now + 300, "jti": "a"}
        return {name: value for name, value in (told | changes).items() if value is not None}

    def sign(self, key: Any = None, header: dict[str, Any] | None = None, **changes: Any) -> str:
        """Sign with kinerja's own key unless told otherwise: what is wrong is what ``changes`` say."""
        head = {name: value for name, value in (self.header | (header or {})).items() if value is not None}
        return raw(head, self.claims(**changes), key or self.right)


def raw(header: dict[str, Any], claims: Any, key: Any) -> str:
    """Sign whatever stands in the header."""
    if isinstance(key, OKPKey):
        sign = key.private_key.sign  # type: ignore[union-attr]  # a private key of Ed25519
        return by_hand(header, claims, sign)
    registry = jws.JWSRegistry(algorithms=[header["alg"]], strict_check_header=False)
    return jws.serialize_compact(header, json.dumps(claims).encode(), key, registry=registry)


def part(value: Any) -> str:
    content = value if isinstance(value, bytes) else json.dumps(value).encode()
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def by_hand(header: Any, claims: Any, sign: Callable[[bytes], bytes]) -> str:
    signed = f"{part(header)}.{part(claims)}"
    return f"{signed}.{part(sign(signed.encode()))}"


def _hs256(f: Forger, secret: bytes) -> str:
    return by_hand(f.header | {"alg": "HS256"}, f.claims(), lambda text: hmac.digest(secret, text, "sha256"))


def _own_jwk(f: Forger) -> dict[str, Any]:
    return {"jwk": f.own.as_dict(private=False)}


def _flipped(f: Forger) -> str:
    """Return a right token of which the receiver was changed after it was signed."""
    head, _, signature = f.sign(aud=issuer("pelaporan")).split(".")
    return f"{head}.{part(f.claims())}.{signature}"


NOW_S = int(NOW.timestamp())
FORGERIES: dict[str, Callable[[Forger], str]] = {
    "alg none": lambda f: by_hand(f.header | {"alg": "none"}, f.claims(), lambda _: b""),
    "alg none with a signature": lambda f: by_hand(f.header | {"alg": "None"}, f.claims(), lambda _: b"x" * 64),
    "no alg": lambda f: by_hand({"typ": "JWT", "kid": f.header["kid"]}, f.claims(), lambda _: b"x" * 64),
    "HS256 with the public key's PEM": lambda f: _hs256(f, f.public),
    "HS256 with the public key's bytes": lambda f: _hs256(f, base64.b64decode(f.public.splitlines()[1])[-32:]),
    "HS256 with nothing": lambda f: _hs256(f, b""),
    "RS256": lambda f: f.sign(RSAKey.import_key(rsa.generate_private_key(65537, 2048)), {"alg": "RS256"}),
    "ES256": lambda f: f.sign(ECKey.import_key(ec.generate_private_key(ec.SECP256R1())), {"alg": "ES256"}),
    "a key that nobody knows": lambda f: f.sign(f.own),
    "a key that nobody knows, by its own thumbprint": lambda f: f.sign(f.own, {"kid": f.own.thumbprint()}),
    "another service's key": lambda f: f.sign(f.pelaporan, {"kid": f.pelaporan.thumbprint()}),
    "another service's key under the right thumbprint": lambda f: f.sign(f.pelaporan),
    "kid that climbs": lambda f: f.sign(f.own, {"kid": "../../../../dev/null"}),
    "kid of a file": lambda f: f.sign(f.own, {"kid": "kinerja.pem"}),
    "kid of SQL": lambda f: f.sign(f.own, {"kid": "' UNION SELECT 'x"}),
    "kid that is a list": lambda f: by_hand(f.header | {"kid": ["a"]}, f.claims(), lambda _: b"x" * 64),
    "kid that is empty": lambda f: f.sign(header={"kid": ""}),
    "no kid": lambda f: f.sign(header={"kid": None}),
    "jwk in the header": lambda f: f.sign(f.own, _own_jwk(f)),
    "jwk in the header, signed right": lambda f: f.sign(header=_own_jwk(f)),
    "jku": lambda f: f.sign(f.own, {"jku": "https://jahat.example/kunci.json"}),
    "x5u": lambda f: f.sign(f.own, {"x5u": "https://jahat.example/sertifikat.pem"}),
    "x5c": lambda f: f.sign(f.own, {"x5c": ["MIIB"]}),
    "crit": lambda f: f.sign(header={"crit": ["exp"]}),
    "b64 false": lambda f: by_hand(f.header | {"b64": False, "crit": ["b64"]}, f.claims(), lambda _: b"x" * 64),
    "for another service": lambda f: f.sign(aud=issuer("pelaporan")),
    "for several": lambda f: f.sign(aud=[issuer("perizinan"), issuer("pelaporan")]),
    "for nobody": lambda f: f.sign(aud=None),
    "by nobody": lambda f: f.sign(iss=None),
    "by us": lambda f: f.sign(iss=issuer("perizinan")),
    "by a service that there is not": lambda f: f.sign(iss="/simpul/jahat"),
    "over for a minute and a second": lambda f: f.sign(iat=NOW_S - 361, exp=NOW_S - 61),
    "without an end": lambda f: f.sign(exp=None),
    "that never ends": lambda f: f.sign(exp=NOW_S + 10**9),
    "whose end is text": lambda f: f.sign(exp="kelak"),
    "whose end is no number": lambda f: f.sign(exp=float("nan")),
    "whose end is infinite": lambda f: f.sign(exp=float("inf")),
    "made in the future": lambda f: f.sign(iat=NOW_S + 120, exp=NOW_S + 400),
    "not before later": lambda f: f.sign(nbf=NOW_S + 120),
    "without a moment": lambda f: f.sign(iat=None),
    "without a number": lambda f: f.sign(jti=None),
    "changed after it was signed": _flipped,
    "claims that are a list": lambda f: raw(f.header, b'["a"]', f.right),
    "claims that are no JSON": lambda f: raw(f.header, b"\xff\xfe", f.right),
    "nested": lambda f: raw(f.header | {"cty": "JWT"}, f.sign().encode(), f.right),
    "deep": lambda f: raw(f.header, b"[" * 500, f.right),
    "empty": lambda _: "",
    "dots": lambda _: "..",
    "doubled dots": lambda f: f.sign().replace(".", ".."),
    "five parts": lambda f: f.sign() + ".a.a",
    "two parts": lambda f: f.sign().rpartition(".")[0],
    "an empty signature": lambda f: f.sign().rpartition(".")[0] + ".",
    "padded": lambda f: f.sign() + "==",
    "very long": lambda f: f.sign(jti="a" * 5000),
}


@pytest.fixture
def ring(tmp_path: Path) -> KeyRing:
    return KeyRing(tmp_path / "rahasia", SERVICES)


@pytest.fixture
def clock() -> HeldClock:
    return HeldClock(NOW)


@pytest.fixture
def signer(ring: KeyRing, clock: HeldClock) -> TokenSigner:
    return TokenSigner(ring.private("kinerja"), "kinerja", clock)


@pytest.fixture
def verifier(ring: KeyRing, clock: HeldClock) -> TokenVerifier:
    return TokenVerifier(ring.public, "perizinan", ("kinerja", "pelaporan"), clock)


def test_a_token_tells_who_calls(signer: TokenSigner, verifier: TokenVerifier) -> None:
    assert verifier.find(signer.token_for("perizinan")) == "kinerja"
    assert verifier.find(signer.token_for("pelaporan")) is None


def test_the_forger_of_these_tests_can_make_a_right_token(ring: KeyRing, verifier: TokenVerifier) -> None:
    assert verifier.find(Forger(ring).sign()) == "kinerja"


@pytest.mark.parametrize("forge", FORGERIES.values(), ids=FORGERIES)
def test_a_forged_token_is_nobodys(ring: KeyRing, verifier: TokenVerifier, forge: Callable[[Forger], str]) -> None:
    assert verifier.find(forge(Forger(ring))) is None


def test_a_token_is_made_anew_before_it_ends_and_not_for_every_call(
    signer: TokenSigner, verifier: TokenVerifier, clock: HeldClock
) -> None:
    first = signer.token_for("perizinan")
    clock.move(timedelta(minutes=2, seconds=59))
    assert signer.token_for("perizinan") == first

    clock.move(timedelta(seconds=2))
    second = signer.token_for("perizinan")

    assert second != first
    assert verifier.find(second) == "kinerja"
    claims = jwt.decode(first, signer._key.get(), algorithms=[ALGORITHM]).claims
    assert claims["exp"] - claims["iat"] == LIFE.total_seconds()


def test_clocks_may_be_half_a_minute_apart_and_no_more(
    ring: KeyRing, signer: TokenSigner, verifier: TokenVerifier, clock: HeldClock
) -> None:
    token = signer.token_for("perizinan")
    clock.move(LIFE + timedelta(seconds=29))
    assert verifier.find(token) == "kinerja"

    clock.move(timedelta(seconds=1))

    assert verifier.find(token) is None


def test_keys_are_replaced_without_a_restart(ring: KeyRing, signer: TokenSigner, verifier: TokenVerifier) -> None:
    old_pem, old = public_pem(ring.keys["kinerja"]), signer.token_for("perizinan")
    new_key = Ed25519PrivateKey.generate()
    ring.publish("kinerja", old_pem, public_pem(new_key))
    assert verifier.find(old) == "kinerja"

    ring.private("kinerja").write_bytes(private_pem(new_key))
    new = signer.token_for("perizinan")
    assert new != old
    assert {verifier.find(old), verifier.find(new)} == {"kinerja"}

    ring.publish("kinerja", public_pem(new_key))
    assert verifier.find(new) == "kinerja"
    assert verifier.find(old) is None


def test_a_key_that_is_taken_away_lets_nobody_in(ring: KeyRing, signer: TokenSigner, verifier: TokenVerifier) -> None:
    token = signer.token_for("perizinan")
    assert verifier.find(token) == "kinerja"

    (ring.public / "kinerja.pem").unlink()

    assert verifier.find(token) is None


def test_a_signer_whose_key_is_half_written_goes_on_with_the_one_before(
    ring: KeyRing, signer: TokenSigner, verifier: TokenVerifier
) -> None:
    signer.token_for("perizinan")
    ring.private("kinerja").write_bytes(b"-----BEGIN PRIV")

    assert verifier.find(signer.token_for("perizinan")) == "kinerja"


@pytest.fixture
def signed(settings: Settings, ring: KeyRing) -> Settings:
    return replace(settings, service_key_file=ring.private("perizinan"), service_keys_dir=ring.public)


def test_a_proof_is_of_no_use_over_the_connection_of_another(
    signed: Settings, engine: Engine, ring: KeyRing, signer: TokenSigner, clock: HeldClock
) -> None:
    identity, token = Identity(signed, engine, PERAN, clock=clock), signer.token_for("perizinan")

    assert identity.by_service(token, {"pelaporan"}) is None
    assert identity.by_service(token, set()) is None
    for seen_as in (None, {"kinerja"}, {"kinerja", "kinerja.simpul.svc"}):
        pengguna = identity.by_service(token, seen_as)
        assert pengguna is not None
        assert (pengguna.akun, pengguna.scopes) == ("layanan.kinerja", frozenset({"saya.baca", "peristiwa.baca"}))


class Feed(feed_pb2_grpc.EventFeedServiceServicer):
    def ReadEvents(self, request: Any, context: Any) -> feed_pb2.ReadEventsResponse:  # noqa: N802
        return feed_pb2.ReadEventsResponse(last=7)

    def SubscribeEvents(self, request: Any, context: Any) -> Iterator[feed_pb2.ReadEventsResponse]:  # noqa: N802
        yield feed_pb2.ReadEventsResponse(last=7)


def test_over_grpc_no_forgery_is_let_in_and_none_is_a_fault_of_ours(
    signed: Settings, engine: Engine, ring: KeyRing, signer: TokenSigner, clock: HeldClock
) -> None:
    server = create_server(
        signed,
        Identity(signed, engine, PERAN, clock=clock),
        add=[lambda server: feed_pb2_grpc.add_EventFeedServiceServicer_to_server(Feed(), server)],
        scopes=dict.fromkeys(
            (f"/simpul.feed.v1.EventFeedService/{name}" for name in ("ReadEvents", "SubscribeEvents")), "peristiwa.baca"
        ),
        port=0,
    )
    server.start()
    shown = ""
    codes: dict[str, object] = {}
    try:
        with channel(f"127.0.0.1:{server.port}", key=lambda: shown) as opened:
            stub = feed_pb2_grpc.EventFeedServiceStub(opened)
            shown = signer.token_for("perizinan")
            assert stub.ReadEvents(feed_pb2.ReadEventsRequest()).last == 7
            for name, forge in FORGERIES.items():
                shown = forge(Forger(ring))
                codes[name] = _code(lambda: stub.ReadEvents(feed_pb2.ReadEventsRequest()))
    finally:
        server.stop(grace=0)

    assert codes == dict.fromkeys(FORGERIES, grpc.StatusCode.UNAUTHENTICATED)


def _code(ask: Callable[[], Any]) -> object:
    try:
        return ask()
    except grpc.RpcError as error:
        return error.code()
