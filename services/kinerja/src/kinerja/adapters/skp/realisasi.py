"""What was done of the rows of an SKP, in PostgreSQL: the realisasi of the indicators that measure them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Engine, text

from chassis.idempotency import reading
from kinerja.application.skp.realisasi import IndikatorPilihan, RealisasiIndikator

PILIHAN = """
WITH RECURSIVE naik (id, induk_id, jarak) AS (
    SELECT id, induk_id, 0 FROM unit WHERE id = :unit_id
    UNION ALL
    SELECT u.id, u.induk_id, n.jarak + 1 FROM unit u JOIN naik n ON u.id = n.induk_id WHERE u.opd_kode <> ''
)
SELECT i.id, i.nama, u.nama AS unit
FROM naik n JOIN unit u ON u.id = n.id JOIN indikator_kinerja i ON i.unit_id = n.id AND i.tahun = :tahun
ORDER BY n.jarak, i.nama, i.id
"""
"""The indicators of a unit and of those above it within the agency, the nearest first."""
_REALISASI = """
SELECT DISTINCT ON (i.id) i.id AS indikator_id, i.nama, i.satuan, r.periode, r.nilai, r.target, r.capaian, r.asal,
       nullif(r.sumber_indikator, '') AS sumber_indikator
FROM indikator_kinerja i LEFT JOIN realisasi r ON r.indikator_id = i.id AND r.kedudukan = 'berlaku'
WHERE i.id = ANY(:id) ORDER BY i.id, r.periode DESC NULLS LAST
"""


class SqlBacaRealisasiSkp:
    """What measures rows."""

    def __init__(self, engine: Engine) -> None:
        """Read from the database of ``engine``, within the transaction of a request that has one."""
        self._engine = engine

    def list_pilihan(self, unit_id: str, tahun: int) -> Sequence[IndikatorPilihan]:
        """Return the indicators that may measure a row of somebody in the unit, the nearest first."""
        return [IndikatorPilihan(**row) for row in self._rows(PILIHAN, unit_id=unit_id, tahun=tahun)]

    def list_realisasi(self, indikator_id: Sequence[str]) -> Mapping[str, RealisasiIndikator]:
        """Return the newest realisasi that counts of each indicator, by its id."""
        rows = self._rows(_REALISASI, id=list(indikator_id))
        return {row["indikator_id"]: RealisasiIndikator(**row) for row in rows}

    def _rows(self, query: str, **values: Any) -> list[dict[str, Any]]:
        with reading(self._engine) as conn:
            return [dict(row) for row in conn.execute(text(query), values).mappings()]
