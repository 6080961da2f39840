"""What is read of assessments: SQL, past the aggregates."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Engine, select

from chassis.idempotency import reading
from kinerja.adapters.asesmen.tables import ASESMEN
from kinerja.application.asesmen.queries import AsesmenRow


class SqlBacaAsesmen:
    """The read models of assessments in PostgreSQL."""

    def __init__(self, engine: Engine) -> None:
        """Read from the database of ``engine``, within the transaction of a request that has one."""
        self._engine = engine

    def find(self, asesmen_id: str) -> AsesmenRow | None:
        """Return one, or None."""
        return next(iter(self._rows(ASESMEN.c.id == asesmen_id)), None)

    def list_of(self, pegawai_id: Sequence[str]) -> Sequence[AsesmenRow]:
        """Return every assessment of these people, the newest first."""
        return self._rows(ASESMEN.c.pegawai_id.in_(pegawai_id))

    def _rows(self, condition: ColumnElement[bool]) -> list[AsesmenRow]:
        query = select(ASESMEN).where(condition).order_by(ASESMEN.c.tanggal.desc(), ASESMEN.c.id.desc())
        names = AsesmenRow.__dataclass_fields__
        with reading(self._engine) as conn:
            return [AsesmenRow(**{name: getattr(row, name) for name in names}) for row in conn.execute(query)]
