"""What is read of appraisals for pages and answers: SQL, past the aggregates."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Engine, text

from chassis.idempotency import reading
from kinerja.application.evaluasi.queries import EvaluasiRow, HalamanEvaluasi, SaringEvaluasi
from kinerja.application.ports import Rantai

_EVALUASI = """
SELECT e.*, p.nama AS pegawai, j.nama AS jabatan, u.nama AS unit, n.nama AS penilai,
       p.atasan_id, a.atasan_id AS atasan_penilai_id, p.aktif, p.unit_id AS unit_kini, p.opd_kode AS opd_kini,
       d.putusan, coalesce(d.alasan, '') AS putusan_alasan, d.hasil_kerja_semula, d.perilaku_semula, d.predikat_semula,
       d.pemutus_id, m.nama AS pemutus, d.diputus_pada
FROM evaluasi e
JOIN pegawai p ON p.id = e.pegawai_id
JOIN jabatan j ON j.kode = p.jabatan_kode
JOIN unit u ON u.id = e.unit_id
JOIN pegawai n ON n.id = e.penilai_id
LEFT JOIN pegawai a ON a.id = p.atasan_id
LEFT JOIN putusan_keberatan d ON d.evaluasi_id = e.id
LEFT JOIN pegawai m ON m.id = d.pemutus_id
"""
_WITHIN = "(e.pegawai_id = :sendiri OR p.atasan_id = :sendiri OR a.atasan_id = :sendiri)"
_OWN = "e.pegawai_id = :sendiri"
_CONDITIONS: Mapping[str, str] = {
    "pegawai_id": "e.pegawai_id = :pegawai_id",
    "periode": "e.periode = :periode",
    "status": "e.status = :status",
}


class SqlBacaEvaluasi:
    """The read models of appraisals in PostgreSQL."""

    def __init__(self, engine: Engine) -> None:
        """Read from the database of ``engine``, within the transaction of a request that has one."""
        self._engine = engine

    def find(self, evaluasi_id: str) -> EvaluasiRow | None:
        """Return one, or None."""
        rows = self._rows(f"{_EVALUASI} WHERE e.id = :id", {"id": evaluasi_id})
        return _to_evaluasi(rows[0]) if rows else None

    def list_seen(
        self, saring: SaringEvaluasi, *, pegawai_id: str | None, everyone: bool, below: bool
    ) -> HalamanEvaluasi:
        """Return a page, the newest period first."""
        wanted = {name: value for name in _CONDITIONS if (value := getattr(saring, name))}
        conditions = [_CONDITIONS[name] for name in wanted]
        if not everyone:
            conditions.append(_WITHIN if below else _OWN)
            wanted["sendiri"] = pegawai_id
        where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
        page = {"banyak": saring.per_halaman, "lewati": (saring.halaman - 1) * saring.per_halaman}
        query = f"{_EVALUASI} {where} ORDER BY e.periode DESC, p.nama, e.id LIMIT :banyak OFFSET :lewati"
        counted = self._rows(f"SELECT count(*) AS n FROM ({_EVALUASI} {where}) AS semua", wanted)  # noqa: S608 - constants
        return HalamanEvaluasi(
            data=[_to_evaluasi(row) for row in self._rows(query, wanted | page)], jumlah=counted[0]["n"]
        )

    def _rows(self, query: str, values: Mapping[str, Any]) -> list[dict[str, Any]]:
        with reading(self._engine) as conn:
            return [dict(row) for row in conn.execute(text(query), values).mappings()]


def _to_evaluasi(row: Mapping[str, Any]) -> EvaluasiRow:
    rantai = Rantai(
        pegawai_id=row["pegawai_id"],
        unit_id=row["unit_kini"],
        opd_kode=row["opd_kini"],
        atasan_id=row["atasan_id"],
        atasan_penilai_id=row["atasan_penilai_id"],
        aktif=row["aktif"],
    )
    names = EvaluasiRow.__dataclass_fields__.keys() - {"rantai"}
    return EvaluasiRow(**{name: row[name] for name in names}, rantai=rantai)
