"""The same ``Idempotency-Key``, caller and body answer the same, once in effect.

While a request with a key runs, every write of that thread goes through one transaction, opened here. The answer is
stored in it just before it commits: either the change and its answer are both there, or neither. A process killed
anywhere in between leaves nothing that stands in the way of the retry.

Adapters take their connections from :func:`transaction` (a unit of work) and :func:`reading` (read models): outside
such a request these are a plain transaction and a plain connection.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import IntegrityError

from chassis.domain import Conflict, Invalid

KEEP = timedelta(hours=48)
"""How long answers are kept; the promise is a day."""

_FIND = """
SELECT permintaan, status, tajuk, jawaban FROM idempotensi WHERE pemanggil = %(pemanggil)s AND kunci = %(kunci)s
"""
_STORE = """
INSERT INTO idempotensi (pemanggil, kunci, permintaan, status, tajuk, jawaban)
VALUES (%(pemanggil)s, %(kunci)s, %(permintaan)s, %(status)s, %(tajuk)s::jsonb, %(jawaban)s)
"""


@dataclass(frozen=True, kw_only=True)
class Kunci:
    """Who repeats what: the caller, its key, and the SHA-256 of method, path and body."""

    pemanggil: str
    kunci: str
    permintaan: bytes

    def values(self) -> dict[str, Any]:
        """Return the parameters of the lookup."""
        return {"pemanggil": self.pemanggil, "kunci": self.kunci}

    def lock(self) -> int:
        """Return the number of the advisory lock that one request with this key holds."""
        digest = hashlib.sha256(f"{self.pemanggil}\n{self.kunci}".encode()).digest()
        return int.from_bytes(digest[:8], signed=True)


@dataclass(frozen=True, kw_only=True)
class Jawaban:
    """An answer as it was sent: status, the headers that belong to it, body."""

    status: int
    tajuk: dict[str, str]
    isi: bytes


@dataclass(kw_only=True)
class _Ambient:
    """The transaction of a request with a key."""

    conn: Connection
    after_commit: list[Callable[[], None]] = field(default_factory=list)


_ambient: ContextVar[_Ambient | None] = ContextVar("idempotency", default=None)


class Transaction:
    """A write: its connection, and ``commit``. Leaving it without a commit rolls back."""

    def __init__(self, conn: Connection, ambient: _Ambient | None) -> None:
        """Write through ``conn``."""
        self.connection = conn
        self._ambient = ambient
        self._after_commit: list[Callable[[], None]] = []
        self.committed = False

    def after_commit(self, action: Callable[[], None]) -> None:
        """Run ``action`` once the change is there for everyone to see, such as waking the relay."""
        self._after_commit.append(action)

    def commit(self) -> None:
        """Commit; in a request with a key, when its answer is stored."""
        self.committed = True
        if self._ambient is not None:
            self._ambient.after_commit.extend(self._after_commit)
            return
        self.connection.commit()
        for action in self._after_commit:
            action()


@contextmanager
def transaction(engine: Engine) -> Iterator[Transaction]:
    """Open a write transaction, or join that of the request with a key."""
    ambient = _ambient.get()
    if ambient is None:
        with engine.connect() as conn:
            yield Transaction(conn, None)
        return
    savepoint = ambient.conn.begin_nested()
    unit = Transaction(ambient.conn, ambient)
    try:
        yield unit
    finally:
        if unit.committed:
            savepoint.commit()
        else:
            savepoint.rollback()


def reading(engine: Engine) -> AbstractContextManager[Connection]:
    """Return a connection to read with; in a request with a key it sees what the request has written so far."""
    ambient = _ambient.get()
    return engine.connect() if ambient is None else nullcontext(ambient.conn)


def run_once(engine: Engine, kunci: Kunci, act: Callable[[], Jawaban]) -> tuple[Jawaban, bool]:
    """Return the answer of ``act``, stored with its change, or the stored one and True.

    An answer from 400 on, or an exception, undoes the change and is not kept. Raises ``idempotency.in_progress`` (409)
    while another request with the key runs and ``idempotency.mismatch`` (422) for the key with another request.
    """
    with engine.connect() as conn:
        found = _find(conn, kunci) or _claim(conn, kunci)
        if found is not None:
            return found, True
        ambient = _Ambient(conn=conn)
        answer = _act_within(ambient, act)
        if answer.status >= 400:
            return answer, False
        _store(conn, kunci, answer)
        conn.commit()
    for action in ambient.after_commit:
        action()
    return answer, False


def purge(conn: Connection, before: datetime) -> int:
    """Remove the answers made before; return how many."""
    return conn.exec_driver_sql("DELETE FROM idempotensi WHERE created_at < %(before)s", {"before": before}).rowcount


def _claim(conn: Connection, kunci: Kunci) -> Jawaban | None:
    """Take the key until the transaction ends; an answer that was stored meanwhile is returned."""
    taken = conn.exec_driver_sql("SELECT pg_try_advisory_xact_lock(%(id)s)", {"id": kunci.lock()}).scalar_one()
    if not taken:
        raise Conflict("idempotency.in_progress")
    return _find(conn, kunci)


def _find(conn: Connection, kunci: Kunci) -> Jawaban | None:
    row = conn.exec_driver_sql(_FIND, kunci.values()).one_or_none()
    if row is None:
        return None
    if bytes(row.permintaan) != kunci.permintaan:
        raise Invalid(code="idempotency.mismatch")
    return Jawaban(status=row.status, tajuk=row.tajuk, isi=bytes(row.jawaban))


def _act_within(ambient: _Ambient, act: Callable[[], Jawaban]) -> Jawaban:
    token = _ambient.set(ambient)
    try:
        return act()
    finally:
        _ambient.reset(token)


def _store(conn: Connection, kunci: Kunci, answer: Jawaban) -> None:
    values = kunci.values() | {"permintaan": kunci.permintaan, "status": answer.status, "jawaban": answer.isi}
    try:
        conn.exec_driver_sql(_STORE, values | {"tajuk": json.dumps(answer.tajuk)})
    except IntegrityError as error:
        raise Conflict("idempotency.in_progress") from error
