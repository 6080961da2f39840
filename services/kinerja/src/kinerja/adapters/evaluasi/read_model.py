"""What is read of appraisals for pages and answers: SQL, past the aggregates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Engine, text

from chassis.idempotency import reading
from kinerja.adapters.evaluasi.rantai import ATASAN, CHAIN, to_rantai
from kinerja.adapters.evaluasi.wajib import WAJIB_CALON, values_of
from kinerja.adapters.halaman import find_page
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
_SHOWN = "x.id, x.periode, y.nama"
_OWN = f"""
SELECT {_SHOWN} FROM evaluasi x JOIN pegawai y ON y.id = x.pegawai_id WHERE x.pegawai_id = :sendiri {{dan}}
"""  # noqa: S608 - constants
_LANGSUNG = f"""
SELECT {_SHOWN} FROM evaluasi x JOIN pegawai y ON y.id = x.pegawai_id WHERE y.atasan_id {{sendiri}} AND x.unit_id = y.unit_id
    {{dan}}
UNION
SELECT {_SHOWN} FROM (
    SELECT s.pegawai_id, s.unit_id, s.tahun, y.nama FROM skp s JOIN pegawai y ON y.id = s.pegawai_id AND y.unit_id <> s.unit_id
    WHERE s.versi > 0 AND s.penilai_id {{sendiri}} OFFSET 0
) y JOIN evaluasi x ON x.pegawai_id = y.pegawai_id AND x.unit_id = y.unit_id AND CAST(left(x.periode, 4) AS integer) = y.tahun
WHERE true {{dan}}
"""  # noqa: S608 - constants
"""The people directly below, and who moved away from there: these few are found before their appraisals."""
_BERIKUTNYA = f"""
SELECT {_SHOWN} FROM evaluasi x JOIN pegawai y ON y.id = x.pegawai_id JOIN pegawai z ON z.id = y.atasan_id
WHERE z.atasan_id {{sendiri}} AND x.unit_id = y.unit_id {{dan}}
UNION
SELECT {_SHOWN} FROM pegawai w JOIN evaluasi x ON x.penilai_id = w.id AND x.keberatan_id IS NOT NULL
JOIN pegawai y ON y.id = x.pegawai_id JOIN pegawai z ON z.id = y.atasan_id AND z.atasan_id = w.id
WHERE w.atasan_id {{sendiri}} {{dan}}
UNION
SELECT {_SHOWN} FROM (
    SELECT s.pegawai_id, s.unit_id, s.tahun, y.nama FROM pegawai z JOIN skp s ON s.penilai_id = z.id
    JOIN pegawai y ON y.id = s.pegawai_id AND y.unit_id <> s.unit_id
    WHERE s.versi > 0 AND z.atasan_id {{sendiri}} OFFSET 0
) y JOIN evaluasi x ON x.pegawai_id = y.pegawai_id AND x.unit_id = y.unit_id AND CAST(left(x.periode, 4) AS integer) = y.tahun
WHERE true {{dan}}
"""  # noqa: S608 - constants
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
_PERIODE = """
SELECT x.periode, CAST(count(*) AS integer) AS banyak FROM evaluasi x WHERE true {dan} GROUP BY x.periode ORDER BY x.periode DESC
"""
_SEMUA = """
SELECT x.id FROM unnest(CAST(:bagian AS text[]), CAST(:lewati AS integer[]), CAST(:banyak AS integer[]))
    AS b (periode, lewati, banyak)
CROSS JOIN LATERAL (
    SELECT x.id FROM pegawai y JOIN evaluasi x ON x.pegawai_id = y.id WHERE x.periode = b.periode {dan}
    ORDER BY y.nama, x.id LIMIT b.banyak OFFSET b.lewati
) AS x
"""
"""Everyone's, a part for each period on the page: within one the names come in the order of their index."""
_CONDITIONS: Mapping[str, str] = {
    "pegawai_id": "x.pegawai_id = :pegawai_id",
    "periode": "x.periode = :periode",
    "status": "x.status = :status",
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
        dan = "".join(f" AND {_CONDITIONS[name]}" for name in wanted)
        ids, jumlah = (
            self._find_all(saring, wanted, dan) if whose.semua else self._find_near(saring, whose, wanted, dan)
        )
        rows = self._rows(f"{_EVALUASI} WHERE e.id = ANY(:id) {_NEWEST}", {"id": ids}) if ids else ()
        return HalamanEvaluasi(data=[_to_evaluasi(row) for row in rows], jumlah=jumlah)

    def _find_all(self, saring: SaringEvaluasi, wanted: Mapping[str, Any], dan: str) -> tuple[list[str], int]:
        """Return which of everyone's stand on the page, and how many there are."""
        first, parts = (saring.halaman - 1) * saring.per_halaman, []
        last, before = first + saring.per_halaman, 0
        for row in self._rows(_PERIODE.format(dan=dan), wanted):
            start, end = max(first - before, 0), min(last - before, row["banyak"])
            if start < end:
                parts.append((row["periode"], start, end - start))
            before += row["banyak"]
        if not parts:
            return [], before
        bagian, lewati, banyak = map(list, zip(*parts, strict=True))
        values = {**wanted, "bagian": bagian, "lewati": lewati, "banyak": banyak}
        return [row["id"] for row in self._rows(_SEMUA.format(dan=dan), values)], before

    def _find_near(
        self, saring: SaringEvaluasi, whose: Jangkau, wanted: Mapping[str, Any], dan: str
    ) -> tuple[list[str], int]:
        """Return which of a person's own and of those below stand on the page, and how many there are."""
        roads = ((_OWN, whose.sendiri), (_LANGSUNG, whose.langsung), (_BERIKUTNYA, whose.berikutnya))
        parts = [road.format(sendiri=_same(whose.pegawai_id), dan=dan) for road, walked in roads if walked]
        values = {**wanted, "sendiri": whose.pegawai_id}
        page = {"halaman": saring.halaman, "per_halaman": saring.per_halaman}
        return find_page(self._rows, " UNION ".join(parts), "periode DESC, nama, id", values, **page)

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
