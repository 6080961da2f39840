"""What is read of appraisals for pages and answers: SQL, past the aggregates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Engine, text

from chassis.idempotency import reading
from kinerja.adapters.evaluasi.rantai import ATASAN, CHAIN, to_rantai
from kinerja.adapters.evaluasi.wajib import WAJIB_CALON, values_of
from kinerja.application.evaluasi.queries import DinilaiRow, EvaluasiRow, HalamanEvaluasi, Jangkau, SaringEvaluasi
from kinerja.domain.periode import Periode

PPK = "Pejabat Pembina Kepegawaian"
"""The office that stands where the register of pegawai ends; it has no name there."""
_EVALUASI = f"""
SELECT e.*, p.nama AS pegawai, j.nama AS jabatan, u.nama AS unit, coalesce(n.nama, '{PPK}') AS penilai,
       {CHAIN},
       d.putusan, coalesce(d.alasan, '') AS putusan_alasan, d.hasil_kerja_semula, d.perilaku_semula, d.predikat_semula,
       d.pemutus_id, CASE WHEN d.putusan IS NOT NULL THEN coalesce(m.nama, '{PPK}') END AS pemutus, d.diputus_pada
FROM evaluasi e
JOIN pegawai p ON p.id = e.pegawai_id
JOIN jabatan j ON j.kode = p.jabatan_kode
JOIN unit u ON u.id = e.unit_id
LEFT JOIN pegawai n ON n.id = e.penilai_id
{ATASAN.format(dari="e", tahun="CAST(left(e.periode, 4) AS integer)")}
LEFT JOIN putusan_keberatan d ON d.evaluasi_id = e.id
LEFT JOIN pegawai m ON m.id = d.pemutus_id
"""  # noqa: S608 - constants
_OWN = "SELECT id FROM evaluasi WHERE pegawai_id = :sendiri"
_LANGSUNG = """
SELECT x.id FROM evaluasi x JOIN pegawai y ON y.id = x.pegawai_id WHERE y.atasan_id {sendiri} AND x.unit_id = y.unit_id
UNION ALL
SELECT x.id FROM skp s JOIN pegawai y ON y.id = s.pegawai_id AND y.unit_id <> s.unit_id
JOIN evaluasi x ON x.pegawai_id = s.pegawai_id AND x.unit_id = s.unit_id AND CAST(left(x.periode, 4) AS integer) = s.tahun
WHERE s.versi > 0 AND s.penilai_id {sendiri}
"""
"""The people directly below, and who moved away from there."""
_BERIKUTNYA = """
SELECT x.id FROM evaluasi x JOIN pegawai y ON y.id = x.pegawai_id JOIN pegawai z ON z.id = y.atasan_id
WHERE z.atasan_id {sendiri} AND x.unit_id = y.unit_id
UNION ALL
SELECT x.id FROM evaluasi x JOIN pegawai y ON y.id = x.pegawai_id JOIN pegawai z ON z.id = y.atasan_id
JOIN pegawai w ON w.id = z.atasan_id
WHERE w.atasan_id {sendiri} AND x.penilai_id = z.atasan_id AND x.keberatan_id IS NOT NULL
UNION ALL
SELECT x.id FROM pegawai z JOIN skp s ON s.penilai_id = z.id JOIN pegawai y ON y.id = s.pegawai_id AND y.unit_id <> s.unit_id
JOIN evaluasi x ON x.pegawai_id = s.pegawai_id AND x.unit_id = s.unit_id AND CAST(left(x.periode, 4) AS integer) = s.tahun
WHERE s.versi > 0 AND z.atasan_id {sendiri}
"""
"""The people below those, the objections to what one directly below has signed for these, who moved away from there."""
_DINILAI = f"""
WITH RECURSIVE calon (id) AS (
    SELECT id FROM pegawai WHERE atasan_id {{sendiri}}
    UNION SELECT pegawai_id FROM skp WHERE penilai_id {{sendiri}} AND tahun = :tahun AND versi > 0
), {WAJIB_CALON}
SELECT w.pegawai_id, p.nama, j.nama AS jabatan, u.nama AS unit, w.unit_id, w.evaluasi_id
FROM wajib w JOIN pegawai p ON p.id = w.pegawai_id JOIN jabatan j ON j.kode = p.jabatan_kode
JOIN unit u ON u.id = w.unit_id
{ATASAN.format(dari="w", tahun=":tahun")}
WHERE a.id {{sendiri}}
ORDER BY p.nama, p.id, u.nama
"""  # noqa: S608 - constants
_NEWEST = "ORDER BY e.periode DESC, p.nama, e.id"
_PAGE = f"""
SELECT e.id, count(*) OVER () AS jumlah FROM evaluasi e JOIN pegawai p ON p.id = e.pegawai_id {{where}}
{_NEWEST} LIMIT :banyak OFFSET :lewati
"""  # noqa: S608 - constants
"""Which rows stand on a page, and how many there are, is found first: what is joined to show them costs as a page does."""
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
        roads = ((_LANGSUNG, whose.langsung), (_BERIKUTNYA, whose.berikutnya))
        parts += [road.format(sendiri=_same(whose.pegawai_id)) for road, walked in roads if walked]
        if not whose.semua:
            conditions.append(f"e.id IN ({' UNION ALL '.join(parts)})")
            wanted["sendiri"] = whose.pegawai_id
        where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
        page = {"banyak": saring.per_halaman, "lewati": (saring.halaman - 1) * saring.per_halaman}
        found = self._rows(_PAGE.format(where=where), wanted | page)
        if not found:
            counted = self._rows(f"SELECT count(*) AS n FROM evaluasi e {where}", wanted)  # noqa: S608 - constants
            return HalamanEvaluasi(data=(), jumlah=counted[0]["n"])
        rows = self._rows(f"{_EVALUASI} WHERE e.id = ANY(:id) {_NEWEST}", {"id": [row["id"] for row in found]})
        return HalamanEvaluasi(data=[_to_evaluasi(row) for row in rows], jumlah=found[0]["jumlah"])

    def list_dinilai(self, pegawai_id: str | None, periode: Periode) -> Sequence[DinilaiRow]:
        """Return whom a person, or the PPK, assesses directly."""
        query = _DINILAI.format(sendiri=_same(pegawai_id))
        values = {"sendiri": pegawai_id, **values_of(periode)}
        return [DinilaiRow(**row) for row in self._rows(query, values)]

    def _rows(self, query: str, values: Mapping[str, Any]) -> list[dict[str, Any]]:
        with reading(self._engine) as conn:
            return [dict(row) for row in conn.execute(text(query), values).mappings()]


def _same(pegawai_id: str | None) -> str:
    """Return the comparison with who stands above; above the top of the register nobody does but the PPK."""
    return "= :sendiri" if pegawai_id else "IS NULL"


def _to_evaluasi(row: Mapping[str, Any]) -> EvaluasiRow:
    names = EvaluasiRow.__dataclass_fields__.keys() - {"rantai"}
    return EvaluasiRow(**{name: row[name] for name in names}, rantai=to_rantai(row))
