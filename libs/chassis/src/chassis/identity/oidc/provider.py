"""The provider: what it says of itself, its keys, the exchange of a code, and an ID token held against all of it."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

import requests
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.requests_client import OAuth2Session
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from chassis.domain import Clock, Unauthenticated, Unavailable

ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "Ed25519")
"""How an ID token may be signed: with a key that only the provider has."""

LEEWAY = 60
"""Seconds that the provider's clock may be off."""

_TIMEOUT = 5
_KEEP = 3600.0
_KEYS_AT_LEAST = 30.0
_PAUSE = 3.0
_NEEDED = ("authorization_endpoint", "token_endpoint", "jwks_uri")


class Refused(Unauthenticated):
    """The provider's answer is not to be trusted, or is no; ``reason`` is for the log."""

    def __init__(self, reason: str) -> None:
        """Refuse."""
        super().__init__("auth.oidc_refused")
        self.reason = reason


@dataclass(frozen=True, kw_only=True)
class Client:
    """What we are to the provider."""

    issuer: str
    id: str
    secret: str
    scope: str


@dataclass(frozen=True, kw_only=True)
class _Known:
    """What the provider said of itself, and when."""

    at: float
    metadata: Mapping[str, Any]
    keys: KeySet


class Provider:
    """Speaks with one provider; what it says of itself is asked for once an hour, and anew for a key that is not known."""

    def __init__(self, client: Client, clock: Clock, *, https: bool) -> None:
        """Ask nothing yet; with ``https`` its addresses must begin so."""
        self._client = client
        self._clock = clock
        self._https = https
        self._lock = threading.Lock()
        self._known: _Known | None = None
        self._away_until = 0.0

    def locate_sign_in(self, *, back: str, state: str, nonce: str, verifier: str) -> str:
        """Return the address at which the provider asks who it is."""
        endpoint = self._ask().metadata["authorization_endpoint"]
        with self._session(back) as session:
            address, _ = session.create_authorization_url(endpoint, state=state, code_verifier=verifier, nonce=nonce)
        return str(address)

    def locate_sign_out(self, back: str) -> str | None:
        """Return the address at which the provider ends its own session, or None if it has none."""
        endpoint = self._ask().metadata.get("end_session_endpoint")
        if not endpoint:
            return None
        joint = "&" if urlsplit(endpoint).query else "?"
        return f"{endpoint}{joint}{urlencode({'client_id': self._client.id, 'post_logout_redirect_uri': back})}"

    def check_issuer(self, told: str | None) -> None:
        """Refuse an answer of another provider (RFC 9207)."""
        promised = self._ask().metadata.get("authorization_response_iss_parameter_supported") is True
        if told != self._client.issuer and (promised or told is not None):
            raise Refused("issuer of the answer")

    def redeem(self, code: str, *, back: str, nonce: str, verifier: str) -> Mapping[str, Any]:
        """Exchange the code and return the claims of the ID token, verified."""
        endpoint = self._ask().metadata["token_endpoint"]
        try:
            with self._session(back) as session:
                told = session.fetch_token(
                    endpoint, grant_type="authorization_code", code=code, code_verifier=verifier, timeout=_TIMEOUT
                )
        except (AuthlibBaseError, ValueError) as error:
            raise Refused("code") from error
        except requests.RequestException as error:
            raise Unavailable("auth.oidc_away") from error
        return self._verify(told.get("id_token"), nonce=nonce, access_token=told.get("access_token"))

    def _verify(self, id_token: Any, *, nonce: str, access_token: Any) -> Mapping[str, Any]:
        if not isinstance(id_token, str):
            raise Refused("no ID token")
        try:
            token = self._decode(id_token)
            claims = CodeIDToken(
                token.claims,
                token.header,
                {
                    "iss": {"essential": True, "value": self._client.issuer},
                    "aud": {"essential": True, "value": self._client.id},
                },
                {"nonce": nonce, "client_id": self._client.id, "access_token": access_token},
            )
            claims.validate(now=int(self._clock.now().timestamp()), leeway=LEEWAY)
        except (JoseError, AuthlibBaseError, ValueError, TypeError) as error:
            raise Refused(f"ID token: {type(error).__name__}") from error
        if not isinstance(claims.get("sub"), str) or not 0 < len(claims["sub"]) <= 255:
            raise Refused("subject")
        return dict(claims)

    def _decode(self, id_token: str) -> jwt.Token:
        known = self._ask()
        try:
            return jwt.decode(id_token, known.keys, algorithms=ALGORITHMS)
        except (JoseError, ValueError):
            if self._now() - known.at < _KEYS_AT_LEAST:
                raise
            return jwt.decode(id_token, self._ask(newer_than=known).keys, algorithms=ALGORITHMS)

    def _session(self, back: str) -> Any:
        methods = self._ask().metadata.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
        basic = "client_secret_basic" in methods
        return OAuth2Session(
            self._client.id,
            self._client.secret,
            scope=self._client.scope,
            redirect_uri=back,
            code_challenge_method="S256",
            token_endpoint_auth_method="client_secret_basic" if basic else "client_secret_post",
        )

    def _ask(self, newer_than: _Known | None = None) -> _Known:
        """Return what the provider says of itself; raises Unavailable when it does not answer or contradicts itself.

        While it is away what it said before holds, and a caller every few seconds finds out whether it is back.
        """
        with self._lock:
            known, now = self._known, self._now()
            stale = known is None or known is newer_than or now - known.at > _KEEP
            if stale and now >= self._away_until:
                try:
                    known = self._known = self._discover()
                except Unavailable:
                    self._away_until = now + _PAUSE
            if known is None:
                raise Unavailable("auth.oidc_away")
            return known

    def _discover(self) -> _Known:
        issuer = self._client.issuer
        try:
            metadata = _get(f"{issuer.rstrip('/')}/.well-known/openid-configuration")
            schemes = {urlsplit(metadata[name]).scheme for name in _NEEDED}
            if metadata["issuer"] != issuer or not schemes <= ({"https"} if self._https else {"https", "http"}):
                raise Unavailable("auth.oidc_away")
            keys = KeySet.import_key_set(_get(metadata["jwks_uri"]))
        except (requests.RequestException, KeyError, ValueError, TypeError, JoseError) as error:
            raise Unavailable("auth.oidc_away") from error
        return _Known(at=self._now(), metadata=metadata, keys=keys)

    def _now(self) -> float:
        return self._clock.now().timestamp()


def _get(address: str) -> Any:
    answer = requests.get(address, timeout=_TIMEOUT, allow_redirects=False)
    answer.raise_for_status()
    return answer.json()
