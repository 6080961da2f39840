"""Bearer tokens for API callers: random, kept hashed, looked up by one indexed SELECT."""

from __future__ import annotations

import re
import secrets
from datetime import timedelta

from sqlalchemy import Engine

from chassis.database.pipeline import Statement
from chassis.domain import Clock, NotFound, Pengguna
from chassis.identity.lookup import fetch_one
from chassis.identity.scope import RoleTable
from chassis.identity.sesi import hash_secret

PREFIX = "spt_"
"""So that a leaked token is recognised by secret scanners."""

DEFAULT_LIFE = timedelta(days=7)
_SHAPE = re.compile(r"spt_[A-Za-z0-9_-]{43}")
_FIND = Statement("""
SELECT a.akun, a.pengguna_id::text, a.peran, a.opd_kode, a.pegawai_id
FROM token t JOIN akun a USING (akun)
WHERE t.token_hash = %(hash)s AND t.expires_at > %(kini)s AND a.aktif
""")
_ISSUE = """
INSERT INTO token (token_hash, akun, created_at, expires_at)
SELECT %(hash)s, akun, %(kini)s, %(expires)s FROM akun WHERE akun = %(akun)s AND aktif
"""


class TokenStore:
    """Issues, finds and revokes tokens."""

    def __init__(self, engine: Engine, roles: RoleTable, clock: Clock) -> None:
        """Keep tokens in this database."""
        self._engine = engine.execution_options(isolation_level="AUTOCOMMIT")
        self._lookup = engine
        self._roles = roles
        self._clock = clock

    def issue(self, akun: str, *, life: timedelta = DEFAULT_LIFE) -> str:
        """Return a new token of the account; it is shown here and never again. Raises ``akun.not_found``."""
        token = PREFIX + secrets.token_urlsafe(32)
        kini = self._clock.now()
        values = {"hash": hash_secret(token), "akun": akun, "kini": kini, "expires": kini + life}
        with self._engine.connect() as conn:
            if conn.exec_driver_sql(_ISSUE, values).rowcount != 1:
                raise NotFound("akun.not_found")
        return token

    def find(self, token: str) -> Pengguna | None:
        """Return whose token it is; None when it is malformed, unknown, expired, or its account closed."""
        if not _SHAPE.fullmatch(token):
            return None
        row = fetch_one(self._lookup, _FIND, {"hash": hash_secret(token), "kini": self._clock.now()})
        if row is None:
            return None
        return self._roles.pengguna(akun=row[0], pengguna_id=row[1], peran=row[2], opd_kode=row[3], pegawai_id=row[4])

    def revoke(self, token: str) -> None:
        """End the token."""
        with self._engine.connect() as conn:
            conn.exec_driver_sql("DELETE FROM token WHERE token_hash = %(hash)s", {"hash": hash_secret(token)})
