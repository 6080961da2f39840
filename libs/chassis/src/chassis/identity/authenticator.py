"""The door: the port through which someone proves who they are, and the local passwords behind it today."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from sqlalchemy import Engine, TextClause, text

from chassis.domain import Clock, Unauthenticated
from chassis.identity.akun import find_akun
from chassis.identity.batas_laju import LOGIN_AKUN, LOGIN_ALAMAT, RateLimiter
from chassis.identity.sandi import SandiHasher

_FAILED = text("UPDATE akun SET gagal = gagal + 1, gagal_terakhir = :kini WHERE akun = :akun")
_SUCCEEDED = text("UPDATE akun SET gagal = 0, sandi_hash = :hash WHERE akun = :akun")


class Authenticator(Protocol):
    """Proves who stands at the door: local passwords today, an OIDC provider later."""

    def authenticate(self, bukti: Mapping[str, str], *, alamat: str) -> str:
        """Return the account that the proof belongs to.

        ``bukti`` holds the fields of the form or of the provider's redirect, ``alamat`` is the caller's IP address.
        Raises :class:`Unauthenticated` for a false proof and :class:`RateLimited` after too many.
        """
        ...


class LocalAuthenticator:
    """Local accounts with passwords, at most ten verified tries an account in a quarter of an hour."""

    def __init__(self, engine: Engine, limiter: RateLimiter, clock: Clock, hasher: SandiHasher | None = None) -> None:
        """Verify against the table ``akun``."""
        self._engine = engine
        self._limiter = limiter
        self._clock = clock
        self._hasher = hasher or SandiHasher()

    def authenticate(self, bukti: Mapping[str, str], *, alamat: str) -> str:
        """Verify the fields ``akun`` and ``sandi``; a known and an unknown account take the same time."""
        name, sandi = bukti.get("akun", "").strip().lower(), bukti.get("sandi", "")
        self._limiter.take(LOGIN_ALAMAT, alamat)
        self._limiter.take(LOGIN_AKUN, name)
        with self._engine.connect() as conn:
            akun = find_akun(conn, name)
        if not self._hasher.verify(akun.sandi_hash if akun else None, sandi) or akun is None or not akun.aktif:
            self._record(_FAILED, akun=name, kini=self._clock.now())
            raise Unauthenticated("auth.wrong_sandi")
        renewed = self._hasher.hash(sandi) if self._hasher.is_outdated(akun.sandi_hash) else akun.sandi_hash
        self._record(_SUCCEEDED, akun=name, hash=renewed)
        self._limiter.give_back(LOGIN_ALAMAT, alamat)
        self._limiter.clear(LOGIN_AKUN, name)
        return name

    def _record(self, statement: TextClause, **values: object) -> None:
        if "\x00" in str(values["akun"]):
            return
        with self._engine.begin() as conn:
            conn.execute(statement, values)
