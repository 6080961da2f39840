"""Career facts as aggregates in PostgreSQL."""

from __future__ import annotations

from sqlalchemy import Connection, insert, select, update

from chassis.domain import NotFound, VersionStale
from kinerja.adapters.riwayat_kepegawaian.tables import RIWAYAT_KEPEGAWAIAN as TABLE
from kinerja.domain.riwayat_kepegawaian import IsiRiwayat, JenisRiwayat, RiwayatKepegawaian

_STATE = ("dibatalkan", "alasan_batal", "version")
_KEY = ("id", "pegawai_id", "dicatat_pada")
_ISI = ("isi", "dari", "sampai", "bukti")


class SqlRiwayatKepegawaianRepository:
    """The career facts."""

    def __init__(self, connection: Connection) -> None:
        """Work in the transaction of ``connection``."""
        self._connection = connection

    def get(self, riwayat_id: str) -> RiwayatKepegawaian:
        """Return one, locked; raises NotFound."""
        row = self._connection.execute(select(TABLE).where(TABLE.c.id == riwayat_id).with_for_update()).one_or_none()
        if row is None:
            raise NotFound("riwayat_kepegawaian.not_found", riwayat_id=riwayat_id)
        isi = IsiRiwayat(jenis=JenisRiwayat(row.jenis), **{name: getattr(row, name) for name in _ISI})
        return RiwayatKepegawaian(**{name: getattr(row, name) for name in (*_KEY, *_STATE)}, isi=isi)

    def add(self, riwayat: RiwayatKepegawaian) -> None:
        """Store a new one."""
        values = {name: getattr(riwayat, name) for name in (*_KEY, *_STATE)}
        values |= {name: getattr(riwayat.isi, name) for name in _ISI} | {"jenis": riwayat.isi.jenis.value}
        self._connection.execute(insert(TABLE), values)

    def save(self, riwayat: RiwayatKepegawaian) -> None:
        """Store that it was annulled; raises VersionStale."""
        same = (TABLE.c.id == riwayat.id, TABLE.c.version == riwayat.version - 1)
        values = {name: getattr(riwayat, name) for name in _STATE}
        if self._connection.execute(update(TABLE).where(*same).values(values)).rowcount != 1:
            raise VersionStale
