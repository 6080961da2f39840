"""What is read of appraisals for pages and answers: SQL, past the aggregates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Engine, text

from chassis.idempotency import reading
from kinerja.application.evaluasi.queries import DinilaiRow, EvaluasiRow, HalamanEvaluasi, Jangkau, SaringEvaluasi
from kinerja.application.ports import Rantai

PPK = "Pejabat Pembina Kepegawaian"
"""The office that stands where the register of pegawai ends; it has no name there."""
_EVALUASI = f"""
SELECT e.*, p.nama AS pegawai, j.nama AS jabatan, u.nama AS unit, coalesce(n.nama, '{PPK}') AS penilai,
       p.atasan_id, a.atasan_id AS atasan_penilai_id, t.atasan_id AS pejabat_di_atas_id,
       p.aktif, p.unit_id AS unit_kini, p.opd_kode AS opd_kini,
       d.putusan, coalesce(d.alasan, '') AS putusan_alasan, d.hasil_kerja_semula, d.perilaku_semula, d.predikat_semula,
       d.pemutus_id, CASE WHEN d.putusan IS NOT NULL THEN coalesce(m.nama, '{PPK}') END AS pemutus, d.diputus_pada
FROM evaluasi e
JOIN pegawai p ON p.id = e.pegawai_id
JOIN jabatan j ON j.kode = p.jabatan_kode
JOIN unit u ON u.id = e.unit_id
LEFT JOIN pegawai n ON n.id = e.penilai_id
LEFT JOIN pegawai a ON a.id = p.atasan_id
LEFT JOIN pegawai t ON t.id = a.atasan_id
LEFT JOIN putusan_keberatan d ON d.evaluasi_id = e.id
LEFT JOIN pegawai m ON m.id = d.pemutus_id
"""  # noqa: S608 - constants
_OWN = "SELECT id FROM evaluasi WHERE pegawai_id = :sendiri"
_BELOW = """
SELECT x.id FROM evaluasi x JOIN pegawai y ON y.id = x.pegawai_id WHERE y.atasan_id {sendiri}
UNION ALL
SELECT x.id FROM evaluasi x JOIN pegawai y ON y.id = x.pegawai_id JOIN pegawai z ON z.id = y.atasan_id
WHERE z.atasan_id {sendiri}
UNION ALL
SELECT x.id FROM evaluasi x JOIN pegawai y ON y.id = x.pegawai_id JOIN pegawai z ON z.id = y.atasan_id
JOIN pegawai w ON w.id = z.atasan_id
WHERE w.atasan_id {sendiri} AND x.penilai_id = z.atasan_id AND x.keberatan_id IS NOT NULL
"""
"""The people below, the people below them, and the objections to what one directly below has signed for these."""
_DINILAI = """
SELECT p.id AS pegawai_id, p.nama, j.nama AS jabatan, u.nama AS unit, e.id AS evaluasi_id
FROM pegawai p JOIN jabatan j ON j.kode = p.jabatan_kode JOIN unit u ON u.id = p.unit_id
LEFT JOIN evaluasi e ON e.pegawai_id = p.id AND e.periode = :periode
WHERE p.aktif AND p.atasan_id {sendiri}
ORDER BY p.nama, p.id
"""
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

    def list_seen(self, saring: SaringEvaluasi, *, whose: Jangkau) -> HalamanEvaluasi:
        """Return a page, the newest period first."""
        wanted = {name: value for name in _CONDITIONS if (value := getattr(saring, name))}
        conditions = [_CONDITIONS[name] for name in wanted]
        parts = [_OWN] if whose.sendiri else []
        if whose.bawahan:
            parts.append(_BELOW.format(sendiri=_same(whose.pegawai_id)))
        if not whose.semua:
            conditions.append(f"e.id IN ({' UNION ALL '.join(parts)})")
            wanted["sendiri"] = whose.pegawai_id
        where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
        page = {"banyak": saring.per_halaman, "lewati": (saring.halaman - 1) * saring.per_halaman}
        query = f"{_EVALUASI} {where} ORDER BY e.periode DESC, p.nama, e.id LIMIT :banyak OFFSET :lewati"
        counted = self._rows(f"SELECT count(*) AS n FROM evaluasi e {where}", wanted)  # noqa: S608 - constants
        return HalamanEvaluasi(
            data=[_to_evaluasi(row) for row in self._rows(query, wanted | page)], jumlah=counted[0]["n"]
        )

    def list_dinilai(self, pegawai_id: str | None, periode: str) -> Sequence[DinilaiRow]:
        """Return whom a person, or the PPK, assesses directly."""
        query = _DINILAI.format(sendiri=_same(pegawai_id))
        return [DinilaiRow(**row) for row in self._rows(query, {"sendiri": pegawai_id, "periode": periode})]

    def _rows(self, query: str, values: Mapping[str, Any]) -> list[dict[str, Any]]:
        with reading(self._engine) as conn:
            return [dict(row) for row in conn.execute(text(query), values).mappings()]


def _same(pegawai_id: str | None) -> str:
    """Return the comparison with who stands above; above the top of the register nobody does but the PPK."""
    return "= :sendiri" if pegawai_id else "IS NULL"


def _to_evaluasi(row: Mapping[str, Any]) -> EvaluasiRow:
    rantai = Rantai(
        pegawai_id=row["pegawai_id"],
        unit_id=row["unit_kini"],
        opd_kode=row["opd_kini"],
        atasan_id=row["atasan_id"],
        atasan_penilai_id=row["atasan_penilai_id"],
        pejabat_di_atas_id=row["pejabat_di_atas_id"],
        aktif=row["aktif"],
    )
    names = EvaluasiRow.__dataclass_fields__.keys() - {"rantai"}
    return EvaluasiRow(**{name: row[name] for name in names}, rantai=rantai)
