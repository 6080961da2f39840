"""The evidence beside an appraisal, in PostgreSQL: indicators with their realisasi, the team's predikat, the capaian."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Engine, text

from chassis.idempotency import reading
from kinerja.adapters.evaluasi.rantai import ATASAN, CHAIN, to_rantai
from kinerja.application.evaluasi.bukti import IndikatorBukti, KedudukanRow
from kinerja.domain.periode import Periode
from kinerja.domain.predikat import CapaianOrganisasi, Predikat

_KEDUDUKAN = f"""
SELECT b.pegawai_id, b.unit_id, u.opd_kode, {CHAIN}, p.memimpin AND b.unit_id = p.unit_id AS memimpin, c.capaian
FROM (SELECT id AS pegawai_id, coalesce(nullif(:unit_id, ''), unit_id) AS unit_id FROM pegawai WHERE id = :pegawai_id) b
JOIN pegawai p ON p.id = b.pegawai_id
JOIN unit u ON u.id = b.unit_id
{ATASAN.format(dari="b", tahun=":tahun")}
LEFT JOIN capaian_organisasi c ON c.unit_id = b.unit_id AND c.periode = :periode
"""  # noqa: S608 - constants
_INDIKATOR = """
WITH RECURSIVE naik (id, induk_id, jarak) AS (
    SELECT id, induk_id, 0 FROM unit WHERE id = :unit_id
    UNION ALL
    SELECT u.id, u.induk_id, n.jarak + 1 FROM unit u JOIN naik n ON u.id = n.induk_id WHERE u.opd_kode <> ''
), terdekat AS (
    SELECT n.id FROM naik n
    WHERE EXISTS (SELECT 1 FROM indikator_kinerja i WHERE i.unit_id = n.id AND i.tahun = :tahun)
    ORDER BY n.jarak LIMIT 1
)
SELECT i.id, i.nama, i.satuan, u.nama AS unit,
       CASE :kunci WHEN 'T1' THEN i.target_t1 WHEN 'T2' THEN i.target_t2 WHEN 'T3' THEN i.target_t3
           ELSE i.target_t4 END AS target,
       r.nilai AS realisasi, r.capaian, r.asal
FROM terdekat t
JOIN unit u ON u.id = t.id
JOIN indikator_kinerja i ON i.unit_id = t.id AND i.tahun = :tahun
LEFT JOIN realisasi r ON r.indikator_id = i.id AND r.periode = :triwulan AND r.kedudukan = 'berlaku'
ORDER BY i.iku DESC, i.nama, i.id
"""
_TIM = """
SELECT e.predikat, count(*) AS n
FROM pegawai p LEFT JOIN evaluasi e ON e.pegawai_id = p.id AND e.periode = :periode
WHERE p.atasan_id = :penilai_id AND p.aktif GROUP BY e.predikat
"""
_CAPAIAN = """
SELECT c.capaian FROM pegawai p JOIN capaian_organisasi c ON c.unit_id = p.unit_id AND c.periode = :periode
WHERE p.id = :kepala_id AND p.memimpin
"""


class SqlBacaBukti:
    """The evidence, each question in a transaction of its own or of the request."""

    def __init__(self, engine: Engine) -> None:
        """Read from the database of ``engine``."""
        self._engine = engine

    def find_kedudukan(self, pegawai_id: str, unit_id: str, periode: Periode) -> KedudukanRow | None:
        """Return where a person stands in a unit, or where they work now; None: no such person."""
        which = {"unit_id": unit_id, "tahun": periode.tahun, "periode": periode.teks}
        rows = self._rows(_KEDUDUKAN, pegawai_id=pegawai_id, **which)
        if not rows:
            return None
        row = rows[0]
        return KedudukanRow(
            rantai=to_rantai(row),
            memimpin=row["memimpin"],
            capaian=_to_capaian(row["capaian"]),
        )

    def list_indikator(self, unit_id: str, periode: Periode) -> Sequence[IndikatorBukti]:
        """Return the indicators of the nearest unit that has any."""
        which = {"tahun": periode.tahun, "kunci": periode.kunci, "triwulan": f"{periode.tahun:04d}-{periode.kunci}"}
        return [IndikatorBukti(**row) for row in self._rows(_INDIKATOR, unit_id=unit_id, **which)]

    def count_tim(self, penilai_id: str, periode: Periode) -> tuple[Mapping[Predikat, int], int]:
        """Count the direct subordinates by predikat, and those without one."""
        found = {row["predikat"]: row["n"] for row in self._rows(_TIM, penilai_id=penilai_id, periode=periode.teks)}
        return {each: found.get(each.value, 0) for each in Predikat}, found.get(None, 0)

    def find_capaian(self, kepala_id: str, periode: Periode) -> CapaianOrganisasi | None:
        """Return the capaian of the unit that a person heads."""
        rows = self._rows(_CAPAIAN, kepala_id=kepala_id, periode=periode.teks)
        return _to_capaian(rows[0]["capaian"]) if rows else None

    def _rows(self, query: str, **values: Any) -> list[dict[str, Any]]:
        with reading(self._engine) as conn:
            return [dict(row) for row in conn.execute(text(query), values).mappings()]


def _to_capaian(word: str | None) -> CapaianOrganisasi | None:
    return CapaianOrganisasi(word) if word else None
