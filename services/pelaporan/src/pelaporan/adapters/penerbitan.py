"""The transaction in which a definition is published."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime

from sqlalchemy import Engine, func, select

from chassis.domain import Conflict, Pengguna
from chassis.idempotency import Transaction, transaction
from chassis.outbox import Entri, append
from pelaporan.adapters.buku import BERSAMA, next_version, read_buku, store_definisi
from pelaporan.domain.definisi import BukuDefinisi, Definisi
from pelaporan.domain.naskah import Naskah


class PenerbitanProyeksi:
    """Publishing in one transaction."""

    def __init__(self, unit: Transaction) -> None:
        """Publish in the transaction of ``unit``."""
        self._unit = unit
        self._conn = unit.connection

    @property
    def buku(self) -> BukuDefinisi:
        """The definitions."""
        return read_buku(self._conn)

    def next_version(self, kode: str) -> tuple[int, date | None]:
        """Return the number of the next version, and the first day of the newest one."""
        return next_version(self._conn, kode)

    def store(self, definisi: Definisi, naskah: Naskah, *, pengguna: Pengguna, at: datetime) -> None:
        """Store a version with its audit row, and count its measures from all facts."""
        store_definisi(self._conn, definisi, naskah, oleh=pengguna.pengguna_id, at=at)
        jejak = {
            "aktor": pengguna.pengguna_id,
            "peran": sorted(pengguna.peran),
            "aksi": "publish_definisi",
            "dari": {"versi": definisi.versi - 1},
            "ke": {"versi": definisi.versi, "berlaku_dari": definisi.berlaku_dari.isoformat()},
        }
        append(self._conn, [Entri(subject=definisi.kode, time=at, jejak=jejak)])

    def commit(self) -> None:
        """Make it so."""
        self._unit.commit()


class PenerbitanFactory:
    """Opens transactions for publishing, one at a time."""

    def __init__(self, engine: Engine, wake: Callable[[], None]) -> None:
        """Publish on ``engine``; ``wake`` tells the sequencer once it is done."""
        self._engine = engine
        self._wake = wake

    @contextmanager
    def __call__(self) -> Iterator[PenerbitanProyeksi]:
        """Open one; raises ``indikator.rebuild_in_progress`` while another publishes or the projection is rebuilt."""
        with transaction(self._engine) as unit:
            if not unit.connection.execute(select(func.pg_try_advisory_xact_lock(BERSAMA))).scalar_one():
                raise Conflict("indikator.rebuild_in_progress")
            unit.after_commit(self._wake)
            yield PenerbitanProyeksi(unit)
