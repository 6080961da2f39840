"""What is read of career facts: SQL, past the aggregates."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Engine, select

from chassis.idempotency import reading
from kinerja.adapters.riwayat_kepegawaian.tables import RIWAYAT_KEPEGAWAIAN as TABLE
from kinerja.application.riwayat_kepegawaian.queries import RiwayatKepegawaianRow
from kinerja.domain.riwayat_kepegawaian import JenisRiwayat


class SqlBacaRiwayatKepegawaian:
    """The read models of career facts in PostgreSQL."""

    def __init__(self, engine: Engine) -> None:
        """Read from the database of ``engine``, within the transaction of a request that has one."""
        self._engine = engine

    def find(self, riwayat_id: str) -> RiwayatKepegawaianRow | None:
        """Return one, or None."""
        return next(iter(self._rows(TABLE.c.id == riwayat_id)), None)

    def list_of(self, pegawai_id: Sequence[str]) -> Sequence[RiwayatKepegawaianRow]:
        """Return every fact of these people, the newest first."""
        return self._rows(TABLE.c.pegawai_id.in_(pegawai_id))

    def _rows(self, condition: ColumnElement[bool]) -> list[RiwayatKepegawaianRow]:
        query = select(TABLE).where(condition).order_by(TABLE.c.dari.desc(), TABLE.c.id.desc())
        names = RiwayatKepegawaianRow.__dataclass_fields__.keys() - {"jenis"}
        with reading(self._engine) as conn:
            return [
                RiwayatKepegawaianRow(jenis=JenisRiwayat(row.jenis), **{name: getattr(row, name) for name in names})
                for row in conn.execute(query)
            ]
