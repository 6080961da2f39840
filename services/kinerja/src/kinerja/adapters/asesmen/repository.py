"""Assessments as aggregates in PostgreSQL."""

from __future__ import annotations

from sqlalchemy import Connection, insert, select, update

from chassis.domain import NotFound, VersionStale
from kinerja.adapters.asesmen.tables import ASESMEN
from kinerja.domain.asesmen import Asesmen, IsiAsesmen

_STATE = ("dibatalkan", "alasan_batal", "version")
_KEY = ("id", "pegawai_id", "dicatat_pada")
_ISI = ("tanggal", "potensi", "profil", "bukti")


class SqlAsesmenRepository:
    """The assessments."""

    def __init__(self, connection: Connection) -> None:
        """Work in the transaction of ``connection``."""
        self._connection = connection

    def get(self, asesmen_id: str) -> Asesmen:
        """Return one, locked; raises NotFound."""
        query = select(ASESMEN).where(ASESMEN.c.id == asesmen_id).with_for_update()
        row = self._connection.execute(query).one_or_none()
        if row is None:
            raise NotFound("asesmen.not_found", asesmen_id=asesmen_id)
        isi = IsiAsesmen(**{name: getattr(row, name) for name in _ISI})
        return Asesmen(**{name: getattr(row, name) for name in (*_KEY, *_STATE)}, isi=isi)

    def add(self, asesmen: Asesmen) -> None:
        """Store a new one."""
        values = {name: getattr(asesmen, name) for name in (*_KEY, *_STATE)}
        isi = {name: getattr(asesmen.isi, name) for name in _ISI}
        self._connection.execute(insert(ASESMEN), values | isi | {"profil": dict(asesmen.isi.profil)})

    def save(self, asesmen: Asesmen) -> None:
        """Store that it was annulled; raises VersionStale."""
        same = (ASESMEN.c.id == asesmen.id, ASESMEN.c.version == asesmen.version - 1)
        values = {name: getattr(asesmen, name) for name in _STATE}
        if self._connection.execute(update(ASESMEN).where(*same).values(values)).rowcount != 1:
            raise VersionStale
