"""Browser sessions on the server side: the cookie holds a random id, the table its hash."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from sqlalchemy import Engine

from chassis.database.pipeline import Statement
from chassis.domain import Clock, Pengguna
from chassis.identity.lookup import fetch_one
from chassis.identity.scope import RoleTable

IDLE = timedelta(minutes=30)
ABSOLUTE = timedelta(hours=12)
_TOUCH = timedelta(minutes=1)
"""How old ``last_seen_at`` may grow before it is written again: one write a minute, not one a request."""

_FIND = Statement("""
SELECT a.akun, a.pengguna_id::text, a.peran, a.opd_kode, a.pegawai_id, s.last_seen_at
FROM sesi s JOIN akun a USING (akun)
WHERE s.id_hash = %(hash)s AND s.last_seen_at > %(idle)s AND s.ends_at > %(kini)s AND a.aktif
""")
_BEGIN = """
INSERT INTO sesi (id_hash, akun, created_at, last_seen_at, ends_at)
VALUES (%(hash)s, %(akun)s, %(kini)s, %(kini)s, %(ends)s)
"""


class SesiStore:
    """Begins, finds and ends sessions."""

    def __init__(self, engine: Engine, roles: RoleTable, clock: Clock) -> None:
        """Keep sessions in this database."""
        self._engine = engine.execution_options(isolation_level="AUTOCOMMIT")
        self._lookup = engine
        self._roles = roles
        self._clock = clock

    def begin(self, akun: str, *, replaces: str | None = None) -> str:
        """Begin a session under a new random id, end the one it replaces, and return the id for the cookie."""
        id_ = secrets.token_urlsafe(32)
        kini = self._clock.now()
        values = {"hash": hash_secret(id_), "akun": akun, "kini": kini, "ends": kini + ABSOLUTE}
        with self._engine.connect() as conn:
            conn.exec_driver_sql(_BEGIN, values)
        if replaces:
            self.end(replaces)
        return id_

    def find(self, id_: str) -> Pengguna | None:
        """Return who is signed in under this id; None when it is unknown, idle for too long, or over."""
        kini = self._clock.now()
        hash_ = hash_secret(id_)
        values = {"hash": hash_, "idle": kini - IDLE, "kini": kini}
        row = fetch_one(self._lookup, _FIND, values)
        if row is None:
            return None
        akun, pengguna_id, peran, opd_kode, pegawai_id, last_seen_at = row
        if kini - last_seen_at > _TOUCH:
            self._touch(hash_, kini)
        return self._roles.pengguna(
            akun=akun, pengguna_id=pengguna_id, peran=peran, opd_kode=opd_kode, pegawai_id=pegawai_id
        )

    def end(self, id_: str) -> None:
        """End the session."""
        with self._engine.connect() as conn:
            conn.exec_driver_sql("DELETE FROM sesi WHERE id_hash = %(hash)s", {"hash": hash_secret(id_)})

    def _touch(self, hash_: bytes, kini: datetime) -> None:
        statement = "UPDATE sesi SET last_seen_at = %(kini)s WHERE id_hash = %(hash)s"
        with self._engine.connect() as conn:
            conn.exec_driver_sql(statement, {"kini": kini, "hash": hash_})


def hash_secret(value: str) -> bytes:
    """Return what the table keeps of a random secret; it has enough bits that a plain hash is enough."""
    return hashlib.sha256(value.encode(errors="replace")).digest()
