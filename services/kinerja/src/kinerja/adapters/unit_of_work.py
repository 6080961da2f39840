"""One transaction of the service in PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import datetime
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Engine, text

from chassis.idempotency import Transaction, transaction
from chassis.outbox import Entri, append
from kinerja.adapters.angka_kredit.repository import SqlAngkaKreditRepository
from kinerja.adapters.asesmen.repository import SqlAsesmenRepository
from kinerja.adapters.evaluasi.massal import SqlMassalRepository
from kinerja.adapters.evaluasi.organisasi import SqlPenutupanRepository
from kinerja.adapters.evaluasi.pengecualian import SqlPengecualianRepository
from kinerja.adapters.evaluasi.repository import SqlEvaluasiRepository
from kinerja.adapters.events import to_message
from kinerja.adapters.pengembangan.repository import SqlPengembanganRepository
from kinerja.adapters.repositories import SqlJabatanRepository, SqlPegawaiRepository, SqlUnitRepository
from kinerja.adapters.riwayat_kepegawaian.repository import SqlRiwayatKepegawaianRepository
from kinerja.adapters.skp.repository import SqlSkpRepository
from kinerja.adapters.talenta.repository import SqlTalentaRepository
from kinerja.adapters.tujuan.indikator import SqlIndikatorRepository, SqlSalinanIndikator, SqlSanggahanRepository
from kinerja.adapters.tujuan.pohon import SqlPerjanjianRepository, SqlSimpulRepository
from kinerja.adapters.tujuan.rencana_aksi import SqlRencanaAksiRepository
from kinerja.adapters.umpan_balik.repository import SqlUmpanBalikRepository
from kinerja.application.jejak import Jejak
from kinerja.application.ports import Sumber

_LOCK_ORGANISASI = 0x6F7267  # "org"


class SqlUnitOfWork:
    """Opens at ``with``, ends by :meth:`commit` or is rolled back; used once."""

    def __init__(self, engine: Engine, *, wake: Callable[[], None], traceparent: Callable[[], str]) -> None:
        """Take where to write, how to wake the relay, and how to learn the trace that events carry."""
        self._engine = engine
        self._wake = wake
        self._traceparent = traceparent
        self._stack: ExitStack | None = None
        self._transaction: Transaction | None = None

    @property
    def unit(self) -> SqlUnitRepository:
        """The units."""
        return SqlUnitRepository(self._open)

    @property
    def jabatan(self) -> SqlJabatanRepository:
        """The posts."""
        return SqlJabatanRepository(self._open)

    @property
    def pegawai(self) -> SqlPegawaiRepository:
        """The people."""
        return SqlPegawaiRepository(self._open)

    @property
    def indikator(self) -> SqlIndikatorRepository:
        """The indicators of units."""
        return SqlIndikatorRepository(self._open)

    @property
    def skp(self) -> SqlSkpRepository:
        """The plans of work."""
        return SqlSkpRepository(self._open)

    @property
    def evaluasi(self) -> SqlEvaluasiRepository:
        """The appraisals."""
        return SqlEvaluasiRepository(self._open)

    @property
    def massal(self) -> SqlMassalRepository:
        """The appraisals, many at a time."""
        return SqlMassalRepository(self._open)

    @property
    def pengecualian(self) -> SqlPengecualianRepository:
        """Of whom nobody asks an SKP."""
        return SqlPengecualianRepository(self._open)

    @property
    def penutupan(self) -> SqlPenutupanRepository:
        """The capaian of units and the closed periods."""
        return SqlPenutupanRepository(self._open)

    @property
    def umpan_balik(self) -> SqlUmpanBalikRepository:
        """The feedback."""
        return SqlUmpanBalikRepository(self._open)

    @property
    def riwayat_kepegawaian(self) -> SqlRiwayatKepegawaianRepository:
        """The career facts."""
        return SqlRiwayatKepegawaianRepository(self._open)

    @property
    def angka_kredit(self) -> SqlAngkaKreditRepository:
        """The conversions into credits."""
        return SqlAngkaKreditRepository(self._open)

    @property
    def asesmen(self) -> SqlAsesmenRepository:
        """The assessments."""
        return SqlAsesmenRepository(self._open)

    @property
    def pengembangan(self) -> SqlPengembanganRepository:
        """The entries of the plan of development."""
        return SqlPengembanganRepository(self._open)

    @property
    def talenta(self) -> SqlTalentaRepository:
        """The talent map."""
        return SqlTalentaRepository(self._open)

    @property
    def simpul(self) -> SqlSimpulRepository:
        """The goals of the tree."""
        return SqlSimpulRepository(self._open)

    @property
    def perjanjian(self) -> SqlPerjanjianRepository:
        """The agreements."""
        return SqlPerjanjianRepository(self._open)

    @property
    def rencana_aksi(self) -> SqlRencanaAksiRepository:
        """The plans of indicators."""
        return SqlRencanaAksiRepository(self._open)

    @property
    def sanggahan(self) -> SqlSanggahanRepository:
        """The disputes about realisasi."""
        return SqlSanggahanRepository(self._open)

    @property
    def salinan(self) -> SqlSalinanIndikator:
        """What pelaporan last told of its indicators."""
        return SqlSalinanIndikator(self._open)

    def __enter__(self) -> Self:
        """Begin, or join the transaction of a request with an idempotency key."""
        self._stack = ExitStack()
        self._transaction = self._stack.enter_context(transaction(self._engine))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Roll back what was not committed."""
        self._transaction = None
        if self._stack is not None:
            self._stack.__exit__(kind, error, trace)

    def lock_organisasi(self) -> None:
        """Wait for the changes of the organisation that came first; held to the end of the transaction."""
        self._open.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK_ORGANISASI})

    def publish(self, source: Sequence[Sumber], *, at: datetime, jejak: Mapping[str, Jejak]) -> None:
        """Append the events to the outbox, in one round trip."""
        entri = [entry for each in source for entry in _entri(each, at, jejak.get(each.id))]
        append(self._open, entri, traceparent=self._traceparent())

    def commit(self) -> None:
        """Make it last, and wake the relay."""
        opened = self._opened()
        opened.after_commit(self._wake)
        opened.commit()

    @property
    def _open(self) -> Connection:
        return self._opened().connection

    def _opened(self) -> Transaction:
        if self._transaction is None:
            raise RuntimeError("a unit of work is used inside `with`")
        return self._transaction


class JoinedUnitOfWork(SqlUnitOfWork):
    """Works in the transaction of a consumer, which alone commits; then the sequencer is woken by the database."""

    def __init__(self, connection: Connection, *, traceparent: Callable[[], str]) -> None:
        """Work in the transaction of ``connection``."""
        super().__init__(connection.engine, wake=lambda: None, traceparent=traceparent)
        self._joined = Transaction(connection, None)

    def __enter__(self) -> Self:
        """Join it."""
        self._transaction = self._joined
        return self

    def commit(self) -> None:
        """Leave the commit to the consumer; a notification waits in the transaction."""
        self._open.execute(text("NOTIFY simpul_outbox"))


def _entri(source: Sumber, at: datetime, jejak: Jejak | None) -> list[Entri]:
    """Return a row for each event of the aggregate; the audit row rides on the last, or alone; the events are spent."""
    messages = [to_message(event) for event in source.events]
    source.events.clear()
    row = jejak.as_row() if jejak else None
    entri = [
        Entri(type=message.DESCRIPTOR.full_name, subject=source.id, time=at, data=message.SerializeToString())
        for message in messages
    ]
    if row is None:
        return entri
    if not entri:
        return [Entri(subject=source.id, time=at, jejak=row)]
    return [*entri[:-1], replace(entri[-1], jejak=row)]
