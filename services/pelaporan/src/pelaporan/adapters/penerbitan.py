"""The transaction in which a definition is published."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from sqlalchemy import Connection, Engine, func, select

from chassis.domain import Conflict
from pelaporan.adapters.buku import BERSAMA, next_version, read_buku, store_definisi
from pelaporan.domain.definisi import BukuDefinisi, Definisi
from pelaporan.domain.naskah import Naskah


class PenerbitanProyeksi:
    """Publishing in the transaction of a connection."""

    def __init__(self, conn: Connection) -> None:
        """Publish in the transaction of ``conn``."""
        self._conn = conn

    @property
    def buku(self) -> BukuDefinisi:
        """The definitions."""
        return read_buku(self._conn)

    def next_version(self, kode: str) -> tuple[int, date | None]:
        """Return the number of the next version, and the first day of the newest one."""
        return next_version(self._conn, kode)

    def store(self, definisi: Definisi, naskah: Naskah, oleh: str) -> None:
        """Store a version and count its measures from all facts."""
        store_definisi(self._conn, definisi, naskah, oleh)

    def commit(self) -> None:
        """Make it so."""
        self._conn.commit()


class PenerbitanFactory:
    """Opens transactions for publishing, one at a time."""

    def __init__(self, engine: Engine) -> None:
        """Publish on ``engine``."""
        self._engine = engine

    @contextmanager
    def __call__(self) -> Iterator[PenerbitanProyeksi]:
        """Open one; raises ``indikator.rebuild_in_progress`` while another publishes or the projection is rebuilt."""
        with self._engine.connect() as conn:
            if not conn.execute(select(func.pg_try_advisory_xact_lock(BERSAMA))).scalar_one():
                raise Conflict("indikator.rebuild_in_progress")
            yield PenerbitanProyeksi(conn)
