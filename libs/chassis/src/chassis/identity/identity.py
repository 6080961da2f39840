"""Everything about callers in one object: who shows this token, this cookie, this key; who may sign in."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from sqlalchemy import Engine

from chassis.domain import Clock, Pengguna, SystemClock
from chassis.identity.authenticator import Authenticator, LocalAuthenticator
from chassis.identity.batas_laju import RateLimiter
from chassis.identity.scope import PetaPeran, RoleTable
from chassis.identity.service_key import ServiceKeys
from chassis.identity.sesi import SesiStore
from chassis.identity.token import TokenStore
from chassis.settings import Settings


class Identity:
    """The callers of one service. Opens no connection before it is asked something."""

    def __init__(
        self,
        settings: Settings,
        engine: Engine,
        peran: PetaPeran,
        *,
        clock: Clock | None = None,
        authenticator: Authenticator | None = None,
        kunci: Path | None = None,
    ) -> None:
        """Know callers by this database and this table of roles.

        ``kunci`` is the folder of the keys of other services; left out it is ``var/kunci`` in dev and none in prod.
        """
        clock = clock or SystemClock()
        folder = kunci or (None if settings.prod else settings.var / "kunci")
        self.roles = RoleTable(peran)
        self.limiter = RateLimiter(engine, clock)
        self.sesi = SesiStore(engine, self.roles, clock)
        self.token = TokenStore(engine, self.roles, clock)
        self._keys = ServiceKeys(folder, settings.service, settings.others, self.roles)
        self._authenticator = authenticator or LocalAuthenticator(engine, self.limiter, clock)

    def by_bearer(self, token: str) -> Pengguna | None:
        """Return who shows this bearer token or service key, or None."""
        return self.token.find(token) or self._keys.find(token)

    def by_sesi(self, id_: str) -> Pengguna | None:
        """Return who is signed in under this session id, or None."""
        return self.sesi.find(id_)

    def sign_in(self, bukti: Mapping[str, str], *, alamat: str, replaces: str | None = None) -> str:
        """Check the proof and return the id of a new session; raises Unauthenticated or RateLimited."""
        return self.sesi.begin(self._authenticator.authenticate(bukti, alamat=alamat), replaces=replaces)
