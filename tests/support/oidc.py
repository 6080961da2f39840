"""An OpenID Connect provider for tests: honest unless told otherwise, so that each lie of S08 can be told to a service."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from time import time
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import requests
from flask.testing import FlaskClient
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey
from werkzeug.test import TestResponse

CLIENT_ID, CLIENT_SECRET = "simpul-perizinan", "rahasia-klien-uji-yang-panjang"

Claims = dict[str, Any]

PETA = """
cakupan: openid groups
peran:
  klaim: groups
  tabel:
    perizinan: {/simpul/penulis: penulis, /simpul/pembaca: [pembaca]}
    kinerja: {/simpul/lain: admin}
opd:
  klaim: opd
  tabel: {DPMPTSP: dpmptsp, DLH: dlh}
pegawai:
  klaim: pegawai
"""
"""What the claims mean to perizinan."""


def leave(claims: Claims) -> Claims:
    """Change nothing."""
    return claims


@dataclass
class Lies:
    """What the provider does wrong."""

    claims: Callable[[Claims], Claims] = leave
    """Changes the claims of the ID token."""
    sign: Callable[[Claims, RSAKey], str] | None = None
    """Makes the ID token in another way."""
    answer: Callable[[dict[str, str]], dict[str, str]] = lambda told: told
    """Changes what the browser brings back."""
    metadata: dict[str, Any] = field(default_factory=dict)


class Provider:
    """Everybody who comes is ``subject``, with ``claims``; the address is ``issuer``."""

    def __init__(self) -> None:
        """Make a key."""
        self.key = RSAKey.generate_key(2048)
        self.subject = "0c5d-subjek"
        self.claims: Claims = {"groups": ["/simpul/penulis"], "opd": "DPMPTSP"}
        self.lies = Lies()
        self.asked: list[dict[str, str]] = []
        self.redeemed = 0
        self._codes: dict[str, dict[str, str]] = {}
        self.issuer = ""

    def renew_key(self) -> None:
        """Sign with another key from now on."""
        self.key = RSAKey.generate_key(2048)

    def answer(self, path: str, query: dict[str, str], form: dict[str, str], auth: str) -> tuple[int, Any, str | None]:
        """Return status, body, and where to go on."""
        match path:
            case "/.well-known/openid-configuration":
                return 200, self._describe(), None
            case "/jwks":
                return 200, {"keys": [{**self.key.as_dict(private=False), "kid": self.key.thumbprint()}]}, None
            case "/authorize":
                return 303, {}, self._authorize(query)
            case "/token":
                return *self._redeem(form, auth), None
            case "/selesai":
                return 303, {}, query["post_logout_redirect_uri"]
        return 404, {}, None

    def _describe(self) -> dict[str, Any]:
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/jwks",
            "end_session_endpoint": f"{self.issuer}/selesai",
            "token_endpoint_auth_methods_supported": ["client_secret_basic"],
            "authorization_response_iss_parameter_supported": True,
        } | self.lies.metadata

    def _authorize(self, query: dict[str, str]) -> str:
        self.asked.append(query)
        code = secrets.token_urlsafe(16)
        self._codes[code] = query
        told = self.lies.answer({"code": code, "state": query.get("state", ""), "iss": self.issuer})
        return f"{query['redirect_uri']}?{urlencode(told)}"

    def _redeem(self, form: dict[str, str], auth: str) -> tuple[int, Any]:
        """Hold the code against what was asked: once, for this client, with its verifier (S256)."""
        asked = self._codes.pop(form.get("code", ""), None)
        right = "Basic " + base64.b64encode(f"{CLIENT_ID}:{CLIENT_SECRET}".encode()).decode()
        if asked is None or auth != right or form.get("redirect_uri") != asked["redirect_uri"]:
            return 400, {"error": "invalid_grant"}
        challenge = base64.urlsafe_b64encode(hashlib.sha256(form.get("code_verifier", "").encode()).digest())
        if (
            asked.get("code_challenge_method") != "S256"
            or asked.get("code_challenge") != challenge.rstrip(b"=").decode()
        ):
            return 400, {"error": "invalid_grant"}
        self.redeemed += 1
        return 200, {
            "access_token": "at",
            "token_type": "Bearer",
            "expires_in": 60,
            "id_token": self._make_token(asked),
        }

    def _make_token(self, asked: dict[str, str]) -> str:
        now = int(time())
        claims = {
            "iss": self.issuer,
            "sub": self.subject,
            "aud": CLIENT_ID,
            "iat": now,
            "exp": now + 300,
            "nonce": asked.get("nonce"),
            **self.claims,
        }
        claims = self.lies.claims(claims)
        if self.lies.sign is not None:
            return self.lies.sign(claims, self.key)
        return jwt.encode({"alg": "RS256", "kid": self.key.thumbprint()}, claims, self.key)


def sign_with_nothing(claims: Claims, _: RSAKey) -> str:
    """Return a token with ``alg`` none."""
    parts = ({"alg": "none", "typ": "JWT"}, claims)
    return ".".join(base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode() for part in parts) + "."


def sign_with_secret(claims: Claims, _: RSAKey) -> str:
    """Return a token signed with the client's secret, which more than the provider knows."""
    return jwt.encode({"alg": "HS256"}, claims, OctKey.import_key(CLIENT_SECRET), algorithms=["HS256"])


def sign_with_public_key(claims: Claims, key: RSAKey) -> str:
    """Return a token whose HMAC takes the public key for a secret."""
    secret = OctKey.import_key(base64.b64encode(key.as_pem(private=False)))
    return jwt.encode({"alg": "HS256", "kid": key.thumbprint()}, claims, secret, algorithms=["HS256"])


def sign_with_another_key(claims: Claims, key: RSAKey) -> str:
    """Return a token signed by somebody else under the right number."""
    return jwt.encode({"alg": "RS256", "kid": key.thumbprint()}, claims, RSAKey.generate_key(2048))


@contextmanager
def running_provider() -> Iterator[Provider]:
    """Run a provider on a free port."""
    provider = Provider()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer({})

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", "0"))).decode()
            self._answer(_flat(body))

        def _answer(self, form: dict[str, str]) -> None:
            parts = urlsplit(self.path)
            auth = self.headers.get("Authorization", "")
            status, body, further = provider.answer(parts.path, _flat(parts.query), form, auth)
            content = json.dumps(body).encode()
            self.send_response(status)
            if further is not None:
                self.send_header("Location", further)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    provider.issuer = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _flat(query: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(query, keep_blank_values=True).items()}


def go(client: FlaskClient, berikut: str = "/v1/saya") -> str:
    """Press the button, let the provider say yes, and return the address that it sends the browser back to."""
    there = client.get("/masuk/oidc", query_string={"next": berikut})
    assert there.status_code == 303, there.text
    answer = requests.get(there.headers["Location"], allow_redirects=False, timeout=5)
    return answer.headers["Location"]


def come_back(client: FlaskClient, address: str, **changes: str | None) -> TestResponse:
    """Open the address that the provider sent us to, with what the test changes of its answer."""
    parts = urlsplit(address)
    query = _flat(parts.query) | changes
    return client.get(parts.path, query_string={name: value for name, value in query.items() if value is not None})


def is_in(client: FlaskClient) -> bool:
    """Tell whether somebody is signed in."""
    return client.get("/v1/saya").status_code == 200
