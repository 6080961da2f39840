"""Feedback as aggregates in PostgreSQL."""

from __future__ import annotations

from sqlalchemy import Connection, insert, select, update

from chassis.domain import NotFound, VersionStale
from kinerja.adapters.umpan_balik.tables import UMPAN_BALIK
from kinerja.domain.periode import Periode
from kinerja.domain.umpan_balik import Pemberi, Tentang, UmpanBalik

_KEY = ("id", "pegawai_id", "unit_id", "opd_kode", "pemberi_id", "isi", "diberikan_pada")
_STATE = ("tanggapan", "version", "ditanggapi_pada")


class SqlUmpanBalikRepository:
    """The feedback."""

    def __init__(self, connection: Connection) -> None:
        """Work in the transaction of ``connection``."""
        self._connection = connection

    def get(self, umpan_balik_id: str) -> UmpanBalik:
        """Return one, locked; raises NotFound."""
        query = select(UMPAN_BALIK).where(UMPAN_BALIK.c.id == umpan_balik_id).with_for_update()
        row = self._connection.execute(query).one_or_none()
        if row is None:
            raise NotFound("umpan_balik.not_found", umpan_balik_id=umpan_balik_id)
        return UmpanBalik(
            **{name: getattr(row, name) for name in (*_KEY, *_STATE)},
            periode=Periode.parse(row.periode),
            pemberi=Pemberi(row.pemberi),
            tentang=Tentang(row.tentang),
        )

    def add(self, umpan_balik: UmpanBalik) -> None:
        """Store a new one."""
        values = {name: getattr(umpan_balik, name) for name in (*_KEY, *_STATE)} | {
            "periode": umpan_balik.periode.teks,
            "pemberi": umpan_balik.pemberi.value,
            "tentang": umpan_balik.tentang.value,
        }
        self._connection.execute(insert(UMPAN_BALIK), values)

    def save(self, umpan_balik: UmpanBalik) -> None:
        """Store the answer; raises VersionStale."""
        same = (UMPAN_BALIK.c.id == umpan_balik.id, UMPAN_BALIK.c.version == umpan_balik.version - 1)
        values = {name: getattr(umpan_balik, name) for name in _STATE}
        if self._connection.execute(update(UMPAN_BALIK).where(*same).values(values)).rowcount != 1:
            raise VersionStale
