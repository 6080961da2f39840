"""What is read of goals for pages and answers: SQL, past the aggregates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Engine, RowMapping, text

from chassis.idempotency import reading
from kinerja.application.tujuan.queries import (
    HalamanIndikator,
    IndikatorRow,
    RealisasiRow,
    SanggahanRow,
    SaringIndikator,
)
from kinerja.domain.periode import TRIWULAN

_INDIKATOR = """
SELECT i.*, u.nama AS unit_nama, coalesce(o.nama, '') AS opd_nama, s.uraian_kondisi AS simpul_uraian
FROM indikator_kinerja i
JOIN unit u ON u.id = i.unit_id
LEFT JOIN unit o ON o.opd_kode = i.opd_kode AND o.jenis = 'opd'
LEFT JOIN simpul s ON s.id = i.simpul_id
"""
_ORDER = "ORDER BY i.tahun DESC, i.opd_kode, i.iku DESC, i.nama, i.id"
_CONDITIONS: Mapping[str, str] = {
    "unit_id": "i.unit_id = :unit_id",
    "opd": "i.opd_kode = :opd",
    "simpul_id": "i.simpul_id = :simpul_id",
    "tahun": "i.tahun = :tahun",
    "iku": "i.iku = :iku",
    "own": "i.opd_kode IN (:own, '')",
}
_STANDING = """
SELECT * FROM realisasi WHERE indikator_id = ANY(:id) AND kedudukan IN ('berlaku', 'selisih') ORDER BY periode, versi
"""
_SANGGAHAN = """
SELECT id, indikator_id, periode, peristiwa_id, alasan, status, diajukan_oleh, diajukan_pada, putusan_alasan,
       diputus_pada, version
FROM sanggahan
"""


class SqlBacaTujuan:
    """The read models of goals in PostgreSQL."""

    def __init__(self, engine: Engine) -> None:
        """Read from the database of ``engine``, within the transaction of a request that has one."""
        self._engine = engine

    def list_indikator(self, saring: SaringIndikator, opd_kode: str | None) -> HalamanIndikator:
        """Return a page and the number of all that fit."""
        values = {name: getattr(saring, name) for name in ("unit_id", "opd", "simpul_id") if getattr(saring, name)}
        values |= {name: getattr(saring, name) for name in ("tahun", "iku") if getattr(saring, name) is not None}
        values |= {} if opd_kode is None else {"own": opd_kode}
        where = " AND ".join(_CONDITIONS[name] for name in values) or "true"
        window = {"limit": saring.per_halaman, "offset": (saring.halaman - 1) * saring.per_halaman}
        counted = f"SELECT count(*) AS jumlah FROM indikator_kinerja i WHERE {where}"  # noqa: S608 - constants only
        page = f"{_INDIKATOR} WHERE {where} {_ORDER} LIMIT :limit OFFSET :offset"
        rows = self._rows(page, values | window)
        return HalamanIndikator(data=self._with_realisasi(rows), jumlah=self._rows(counted, values)[0]["jumlah"])

    def find_indikator(self, indikator_id: str) -> IndikatorRow | None:
        """Return an indicator, or None."""
        found = self._with_realisasi(self._rows(f"{_INDIKATOR} WHERE i.id = :id", {"id": indikator_id}))
        return found[0] if found else None

    def list_realisasi(self, indikator_id: str) -> list[RealisasiRow]:
        """Return everything recorded, by quarter, the newest first."""
        query = "SELECT * FROM realisasi WHERE indikator_id = :id ORDER BY periode, versi DESC"
        return [RealisasiRow(**row) for row in self._rows(query, {"id": indikator_id})]

    def list_sanggahan(self, indikator_id: str) -> list[SanggahanRow]:
        """Return the disputes, the newest first."""
        query = f"{_SANGGAHAN} WHERE indikator_id = :id ORDER BY diajukan_pada DESC, id DESC"
        return [SanggahanRow(**row) for row in self._rows(query, {"id": indikator_id})]

    def find_sanggahan(self, sanggahan_id: str) -> SanggahanRow | None:
        """Return a dispute, or None."""
        rows = self._rows(f"{_SANGGAHAN} WHERE id = :id", {"id": sanggahan_id})
        return SanggahanRow(**rows[0]) if rows else None

    def _with_realisasi(self, rows: Sequence[RowMapping]) -> list[IndikatorRow]:
        standing = self._rows(_STANDING, {"id": [row["id"] for row in rows]}) if rows else []
        recorded = [RealisasiRow(**row) for row in standing]
        return [_to_indikator(row, [each for each in recorded if each.indikator_id == row["id"]]) for row in rows]

    def _rows(self, statement: str, values: Mapping[str, Any]) -> list[RowMapping]:
        with reading(self._engine) as connection:
            return list(connection.execute(text(statement), values).mappings())


def _to_indikator(row: RowMapping, recorded: Sequence[RealisasiRow]) -> IndikatorRow:
    plain = {name: value for name, value in row.items() if not name.startswith("target_")}
    return IndikatorRow(
        **plain,
        target={kunci: row[f"target_{kunci.lower()}"] for kunci in TRIWULAN},
        realisasi=[each for each in recorded if each.kedudukan == "berlaku"],
        selisih=[each for each in recorded if each.kedudukan == "selisih"],
    )
