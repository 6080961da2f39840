"""The same ``Idempotency-Key``, caller and body answer the same, once in effect.

While a request with a key runs, every write of that thread goes through one transaction, opened here. It takes the key
with the first statement that the request sends, and stores the answer just before it commits: either the change and its
answer are both there, or neither. A process killed anywhere in between leaves nothing in the way of the retry.

Adapters take their connections from :func:`transaction` (a unit of work) and :func:`reading` (read models): outside
such a request these are a plain transaction and a plain connection.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import orjson
from psycopg.errors import InFailedSqlTransaction, LockNotAvailable
from psycopg.pq import TransactionStatus
from sqlalchemy import Connection, Engine

from chassis.database import raw
from chassis.database.pipeline import Answer, Statement, Step, fly
from chassis.domain import Conflict, Invalid
from chassis.failpoint import Failpoint, reach

KEEP = timedelta(hours=48)
"""How long answers are kept; the promise is a day."""

_FIND = """
SELECT permintaan, status, tajuk, jawaban FROM idempotensi WHERE pemanggil = %(pemanggil)s AND kunci = %(kunci)s
"""
_CLAIM = Statement("""
INSERT INTO idempotensi (pemanggil, kunci, permintaan, status, tajuk, jawaban)
VALUES (%(pemanggil)s, %(kunci)s, %(permintaan)s, 0, '{}', '')
ON CONFLICT DO NOTHING
""")
_STORE = Statement("""
UPDATE idempotensi SET status = %(status)s, tajuk = %(tajuk)s::jsonb, jawaban = %(jawaban)s
WHERE pemanggil = %(pemanggil)s AND kunci = %(kunci)s
""")
_COMMIT = Statement("COMMIT")


@dataclass(frozen=True, kw_only=True)
class Kunci:
    """Who repeats what: the caller, its key, and the SHA-256 of method, path and body."""

    pemanggil: str
    kunci: str
    permintaan: bytes

    def values(self) -> dict[str, Any]:
        """Return the parameters of the lookup."""
        return {"pemanggil": self.pemanggil, "kunci": self.kunci}


@dataclass(frozen=True, kw_only=True)
class Jawaban:
    """An answer as it was sent: status, the headers that belong to it, body."""

    status: int
    tajuk: dict[str, str]
    isi: bytes


class _Taken(Exception):
    """Somebody has used the key: whatever was done since is undone, and the answer is the one that is kept."""


class _Tail:
    """Statements that wait for the next read, or for the end of a transaction, to go with it in one round trip."""

    def __init__(self, conn: Connection, claim: Step | None = None) -> None:
        """``claim`` goes first, with whatever is first sent: nothing is told of before the key is ours."""
        self._conn = conn
        self._claim = claim
        self._steps: list[Step] = []

    def add(self, step: Step) -> None:
        self._steps.append(step)

    def send(self, *more: Step) -> list[Answer]:
        """Run them, and then ``more``, of which the answers are returned."""
        claim, self._claim = self._claim, None
        steps, self._steps = [*([claim] if claim else []), *self._steps, *more], []
        if not steps:
            return []
        answers = fly(raw(self._conn), *steps)
        if claim and _is_taken(answers[0]):
            raise _Taken
        for answer in answers:
            answer.check()
        return answers[len(answers) - len(more) :]

    def claim(self) -> None:
        """Take the key, where nothing was sent yet."""
        if self._claim is not None:
            self.send()

    def commit(self) -> None:
        """Run them and commit: where one fails, the commit behind it is not run."""
        self.claim()
        reach(Failpoint.BEFORE_COMMIT)
        if self._steps:
            self.send((_COMMIT, {}))
        elif raw(self._conn).pgconn.transaction_status == TransactionStatus.INERROR:
            raise InFailedSqlTransaction("the server would answer this commit with a rollback, and call it good")
        self._conn.commit()
        reach(Failpoint.AFTER_COMMIT)


@dataclass(kw_only=True)
class _Ambient:
    """The transaction of a request with a key."""

    conn: Connection
    tail: _Tail
    after_commit: list[Callable[[], None]] = field(default_factory=list)
    committed: bool = False
    """Whether some write said that it is done."""
    undone: bool = False
    """Whether some write was left without a commit: then none of them lasts."""


_ambient: ContextVar[_Ambient | None] = ContextVar("idempotency", default=None)


class Transaction:
    """A write: its connection, and ``commit``. Leaving it without a commit rolls back."""

    def __init__(self, conn: Connection, ambient: _Ambient | None = None) -> None:
        """Write through ``conn``."""
        self._conn = conn
        self._ambient = ambient
        self._tail = _Tail(conn) if ambient is None else ambient.tail
        self._after_commit: list[Callable[[], None]] = []
        self.committed = False

    def defer(self, step: Step) -> None:
        """Run the statement with the commit, or before the next :meth:`send`."""
        self._tail.add(step)

    def send(self, *steps: Step) -> list[Answer]:
        """Run what was deferred, and then ``steps``; return the answers of these."""
        return self._tail.send(*steps)

    @property
    def connection(self) -> Connection:
        """The connection; what was deferred is run first."""
        self._tail.send()
        return self._conn

    def after_commit(self, action: Callable[[], None]) -> None:
        """Run ``action`` once the change is there for everyone to see, such as waking the relay."""
        self._after_commit.append(action)

    def commit(self) -> None:
        """Commit; in a request with a key, when its answer is stored."""
        self.committed = True
        if self._ambient is not None:
            self._ambient.committed = True
            self._ambient.after_commit.extend(self._after_commit)
            return
        self._tail.commit()
        for action in self._after_commit:
            action()


@contextmanager
def transaction(engine: Engine) -> Iterator[Transaction]:
    """Open a write transaction, or join that of the request with a key, which is undone whole when anything fails."""
    ambient = _ambient.get()
    if ambient is None:
        with engine.connect() as conn:
            yield Transaction(conn)
        return
    unit = Transaction(ambient.conn, ambient)
    try:
        yield unit
    finally:
        ambient.undone = ambient.undone or not unit.committed


def reading(engine: Engine) -> AbstractContextManager[Connection]:
    """Return a connection to read with; in a request with a key it sees what the request has written so far."""
    ambient = _ambient.get()
    if ambient is None:
        return engine.connect()
    ambient.tail.send()
    return nullcontext(ambient.conn)


def run_once(engine: Engine, kunci: Kunci, act: Callable[[], Jawaban]) -> tuple[Jawaban, bool]:
    """Return the answer of ``act``, stored with its change, or the stored one and True.

    An answer from 400 on, or an exception, undoes the change and is not kept. A request with the key of one that still
    runs waits for its end, at most the lock timeout, and then raises ``idempotency.in_progress`` (409). The key with
    another request raises ``idempotency.mismatch`` (422).
    """
    with engine.connect() as conn:
        ambient = _Ambient(conn=conn, tail=_Tail(conn, _to_claim(kunci)))
        try:
            answer = _act_within(ambient, act)
        except _Taken:
            conn.rollback()
            return _find(conn, kunci), True
        if answer.status < 400 and ambient.committed and ambient.undone:
            raise RuntimeError("a write was told as done that is undone with another, left without a commit")
        if answer.status >= 400 or ambient.undone:
            return answer, False
        ambient.tail.add(_to_store(kunci, answer))
        ambient.tail.commit()
    for action in ambient.after_commit:
        action()
    return answer, False


def purge(conn: Connection, before: datetime) -> int:
    """Remove the answers made before; return how many."""
    return conn.exec_driver_sql("DELETE FROM idempotensi WHERE created_at < %(before)s", {"before": before}).rowcount


def _is_taken(answer: Answer) -> bool:
    """Tell whether somebody has used the key; raises ``idempotency.in_progress`` when somebody uses it still."""
    try:
        return answer.check().count == 0
    except LockNotAvailable as error:
        raise Conflict("idempotency.in_progress") from error


def _find(conn: Connection, kunci: Kunci) -> Jawaban:
    row = conn.exec_driver_sql(_FIND, kunci.values()).one_or_none()
    if row is None:  # the one who held the key gave up just now
        raise Conflict("idempotency.in_progress")
    if bytes(row.permintaan) != kunci.permintaan:
        raise Invalid(code="idempotency.mismatch")
    return Jawaban(status=row.status, tajuk=row.tajuk, isi=bytes(row.jawaban))


def _act_within(ambient: _Ambient, act: Callable[[], Jawaban]) -> Jawaban:
    """Run the act; what it answers, or raises, counts only when the key is ours."""
    token = _ambient.set(ambient)
    try:
        return act()
    finally:
        _ambient.reset(token)
        ambient.tail.claim()


def _to_claim(kunci: Kunci) -> Step:
    return _CLAIM, kunci.values() | {"permintaan": kunci.permintaan}


def _to_store(kunci: Kunci, answer: Jawaban) -> Step:
    tajuk = orjson.dumps(answer.tajuk).decode()
    return _STORE, kunci.values() | {"status": answer.status, "jawaban": answer.isi, "tajuk": tajuk}
