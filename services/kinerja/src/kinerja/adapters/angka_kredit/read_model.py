"""What is read of credits: SQL, past the aggregates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Engine, text

from chassis.idempotency import reading
from kinerja.application.angka_kredit.queries import CalonRow, TersimpanRow
from kinerja.domain.jabatan import JenjangJabatan
from kinerja.domain.predikat import Predikat

_TERSIMPAN = """
SELECT k.id, k.pegawai_id, k.tahun, k.evaluasi_id, k.jenjang, k.predikat, e.predikat AS predikat_kini, k.bulan,
       k.version, k.ditetapkan_pada
FROM angka_kredit k JOIN evaluasi e ON e.id = k.evaluasi_id
"""
_CALON = """
SELECT e.id AS evaluasi_id, CAST(e.periode AS integer) AS tahun, u.nama AS unit, e.predikat,
       e.status IN ('keberatan', 'diperiksa') AS keberatan,
       NOT EXISTS (SELECT FROM evaluasi f WHERE f.pegawai_id = e.pegawai_id AND f.periode = e.periode AND f.id <> e.id)
           AS sendirian
FROM evaluasi e JOIN unit u ON u.id = e.unit_id
WHERE e.pegawai_id = :pegawai_id AND length(e.periode) = 4 AND e.status <> 'dievaluasi'
      AND NOT EXISTS (SELECT FROM angka_kredit k WHERE k.evaluasi_id = e.id)
ORDER BY e.periode DESC, e.id
"""


class SqlBacaAngkaKredit:
    """The read models of credits in PostgreSQL."""

    def __init__(self, engine: Engine) -> None:
        """Read from the database of ``engine``, within the transaction of a request that has one."""
        self._engine = engine

    def find(self, angka_kredit_id: str) -> TersimpanRow | None:
        """Return a conversion, or None."""
        rows = self._rows(f"{_TERSIMPAN} WHERE k.id = :id", {"id": angka_kredit_id})
        return _to_tersimpan(rows[0]) if rows else None

    def list_of(self, pegawai_id: str) -> Sequence[TersimpanRow]:
        """Return every conversion of a person, the newest year first."""
        query = f"{_TERSIMPAN} WHERE k.pegawai_id = :id ORDER BY k.tahun DESC, k.id DESC"
        return [_to_tersimpan(row) for row in self._rows(query, {"id": pegawai_id})]

    def list_calon(self, pegawai_id: str) -> Sequence[CalonRow]:
        """Return the established evaluations of years that were not converted."""
        rows = self._rows(_CALON, {"pegawai_id": pegawai_id})
        return [CalonRow(**row | {"predikat": Predikat(row["predikat"])}) for row in rows]

    def _rows(self, query: str, values: Mapping[str, Any]) -> list[dict[str, Any]]:
        with reading(self._engine) as conn:
            return [dict(row) for row in conn.execute(text(query), values).mappings()]


def _to_tersimpan(row: Mapping[str, Any]) -> TersimpanRow:
    words = {name: Predikat(row[name]) for name in ("predikat", "predikat_kini")}
    return TersimpanRow(**dict(row) | words | {"jenjang": JenjangJabatan(row["jenjang"])})
