"""One transaction of perizinan: rows, events and audit rows together, and the sequencer woken after the commit."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import fields
from datetime import datetime
from types import TracebackType
from typing import Self

from sqlalchemy import Engine

from chassis.idempotency import Transaction, transaction
from chassis.outbox import Entri, Waker, to_steps
from chassis.telemetry import inject
from perizinan.adapters.events import encode, type_of
from perizinan.adapters.repositories import SqlNomorRepository, SqlPermohonanRepository
from perizinan.domain.langkah import Catatan, Jejak
from perizinan.domain.layanan import Katalog
from perizinan.domain.permohonan import Permohonan

_JEJAK = [field.name for field in fields(Jejak)]


class SqlUnitOfWork:
    """A unit of work on PostgreSQL; make a new one for each call."""

    def __init__(self, engine: Engine, waker: Waker, katalog: Katalog) -> None:
        """Work on the database of ``engine``; nothing is opened before it is entered."""
        self._engine = engine
        self._waker = waker
        self._katalog = katalog
        self._entri: list[Entri] = []

    def __enter__(self) -> Self:
        """Begin the transaction, or join the one of a request with an idempotency key."""
        self._scope: AbstractContextManager[Transaction] = transaction(self._engine)
        self._transaction = self._scope.__enter__()
        self._permohonan = SqlPermohonanRepository(self._transaction, self._katalog)
        self._nomor = SqlNomorRepository(self._transaction)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool | None:
        """Undo what was not committed."""
        return self._scope.__exit__(kind, error, trace)

    @property
    def permohonan(self) -> SqlPermohonanRepository:
        """The permohonan."""
        return self._permohonan

    @property
    def nomor(self) -> SqlNomorRepository:
        """The numbers."""
        return self._nomor

    def record(self, permohonan: Permohonan, *, oleh: str, at: datetime) -> None:
        """Remember what the steps left behind, for the outbox."""
        self._entri.extend(_to_entri(str(permohonan.id), permohonan.pull_catatan(), oleh, at))

    def commit(self) -> None:
        """Write the outbox, commit, and wake the sequencer."""
        for step in to_steps(self._entri, traceparent=inject()):
            self._transaction.defer(step)
        self._entri = []
        self._transaction.after_commit(self._waker.wake)
        self._transaction.commit()


def _to_entri(subject: str, catatan: list[Catatan], oleh: str, at: datetime) -> Iterator[Entri]:
    for satu in catatan:
        peristiwa = satu.peristiwa
        yield Entri(
            subject=subject,
            time=at,
            type=type_of(peristiwa) if peristiwa else None,
            data=encode(peristiwa) if peristiwa else None,
            jejak={"oleh": oleh, **{name: getattr(satu.jejak, name) for name in _JEJAK}} if satu.jejak else None,
        )
