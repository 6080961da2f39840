"""Signed tokens between services: short-lived JWTs (Ed25519), made with our private key, held against the public ones.

A token names who calls (``iss``) and who is called (``aud``), lives five minutes and says nothing else. Its header holds
``alg``, ``typ`` and ``kid`` and nothing more, so that no token can bring its own key or point to one.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

import structlog
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import GuestProtocol, OKPKey

from chassis.domain import Clock, uuid7
from chassis.fresh import Fresh

ALGORITHM = "Ed25519"
LIFE = timedelta(minutes=5)
LEEWAY = timedelta(seconds=30)
"""How far the clocks of two services may be apart."""

_RENEW_BEFORE = timedelta(minutes=2)
_HEADER = {"alg", "typ", "kid"}
_MAX_LENGTH = 1024
_SHAPE = re.compile(r"[\w-]+\.[\w-]+\.[\w-]+", re.ASCII)
_PUBLIC_KEY = re.compile(r"-----BEGIN PUBLIC KEY-----.+?-----END PUBLIC KEY-----", re.DOTALL)
_log = structlog.get_logger(__name__)


class TokenSigner:
    """Makes the tokens that this service shows to the others."""

    def __init__(self, key_file: Path, service: str, clock: Clock) -> None:
        """Sign with the key in ``key_file``, read anew when it changes."""
        self._key = Fresh([key_file], lambda: OKPKey.import_key(key_file.read_bytes()))
        self._service = service
        self._clock = clock
        self._lock = threading.Lock()
        self._made: dict[str, tuple[OKPKey, float, str]] = {}

    def token_for(self, other: str) -> str:
        """Return a token for ``other`` with at least two minutes left; raises OSError or ValueError without a key."""
        key, now = self._key.get(), self._clock.now().timestamp()
        with self._lock:
            made = self._made.get(other)
            if made is None or made[0] is not key or made[1] - now < _RENEW_BEFORE.total_seconds():
                made = self._made[other] = (key, now + LIFE.total_seconds(), self._make(key, other, int(now)))
            return made[2]

    def _make(self, key: OKPKey, other: str, now: int) -> str:
        header = {"alg": ALGORITHM, "kid": key.thumbprint()}
        claims = {
            "iss": issuer(self._service),
            "aud": issuer(other),
            "iat": now,
            "exp": now + int(LIFE.total_seconds()),
            "jti": str(uuid7()),
        }
        return jwt.encode(header, claims, key, algorithms=[ALGORITHM])


class TokenVerifier:
    """Holds the tokens of other services against their public keys."""

    def __init__(self, folder: Path, service: str, others: tuple[str, ...], clock: Clock) -> None:
        """Know the keys in ``folder``, ``<service>.pem``; one file may hold two while a key is replaced."""
        files = {name: folder / f"{name}.pem" for name in others}
        self._keys = Fresh(list(files.values()), lambda: _read_keys(files))
        self._audience = issuer(service)
        self._clock = clock

    def find(self, token: str) -> str | None:
        """Return the service that made this token for us, or None."""
        if len(token) > _MAX_LENGTH or not _SHAPE.fullmatch(token):
            return None
        keys = self._keys.get()
        try:
            read = jwt.decode(token, lambda guest: _pick(keys, guest)[1], algorithms=[ALGORITHM])
            name = keys[read.header["kid"]][0]
            self._check(read.claims, name)
        except (JoseError, ValueError, TypeError, RecursionError):
            return None
        return name

    def _check(self, claims: dict[str, object], name: str) -> None:
        """Raise unless the claims are those of a token that ``name`` made for us and that holds now."""
        registry = jwt.JWTClaimsRegistry(
            now=int(self._clock.now().timestamp()),
            leeway=int(LEEWAY.total_seconds()),
            iss={"essential": True, "value": issuer(name)},
            aud={"essential": True, "value": self._audience},
            iat={"essential": True},
            exp={"essential": True},
            jti={"essential": True},
        )
        registry.validate(claims)
        life = float(str(claims["exp"])) - float(str(claims["iat"]))
        if not isinstance(claims["aud"], str) or life > LIFE.total_seconds():
            raise ValueError("a token is for one service and for five minutes")


def issuer(service: str) -> str:
    """Return the name that a service has in tokens; it is that of its events' source."""
    return f"/simpul/{service}"


def has_private_key(file: Path) -> bool:
    """Tell whether the file holds a key to sign with."""
    try:
        key = OKPKey.import_key(file.read_bytes())
        return key.is_private and key.curve_name == ALGORITHM
    except (OSError, ValueError, JoseError):
        return False


def list_keyless(folder: Path, services: tuple[str, ...]) -> list[str]:
    """Return the services of which the folder holds no key."""
    found = {owner for owner, _ in _read_keys({name: folder / f"{name}.pem" for name in services}).values()}
    return [name for name in services if name not in found]


def _pick(keys: Mapping[str, tuple[str, OKPKey]], guest: GuestProtocol) -> tuple[str, OKPKey]:
    header = guest.headers()
    found = keys.get(header["kid"]) if set(header) == _HEADER and isinstance(header["kid"], str) else None
    if found is None:
        raise ValueError("no key of ours")
    return found


def _read_keys(files: Mapping[str, Path]) -> dict[str, tuple[str, OKPKey]]:
    """Return each key with its owner by thumbprint; a file that is gone or holds no key means that nobody is let in by it."""
    found = {}
    for name, file in files.items():
        try:
            keys = [OKPKey.import_key(pem) for pem in _PUBLIC_KEY.findall(file.read_text())]
        except (OSError, ValueError, JoseError) as error:
            _log.error("service_key_unusable", file=file.name, error=type(error).__name__)
            continue
        found.update({key.thumbprint(): (name, key) for key in keys if key.curve_name == ALGORITHM})
    return found
