"""Many appraisals at once in PostgreSQL: one question for all people, one statement for all rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, text

from kinerja.application.evaluasi.calon import Calon
from kinerja.application.ports import Rantai
from kinerja.domain.evaluasi import Evaluasi
from kinerja.domain.periode import Periode

_WAIT = "SELECT pg_advisory_xact_lock_shared(hashtextextended('evaluasi ' || :periode, 0))"
_CALON = """
WITH RECURSIVE tutup (id) AS (
    SELECT unit_id FROM penutupan_evaluasi WHERE periode = :periode
    UNION SELECT u.id FROM unit u JOIN tutup t ON u.induk_id = t.id
)
SELECT p.id AS pegawai_id, p.unit_id, p.opd_kode, p.atasan_id, a.atasan_id AS atasan_penilai_id, p.aktif,
       d.atasan_id AS pejabat_di_atas_id, p.unit_id IN (SELECT id FROM tutup) AS ditutup,
       EXISTS (SELECT FROM evaluasi e WHERE e.pegawai_id = p.id AND e.periode = :periode) AS ada_evaluasi,
       EXISTS (SELECT FROM skp s WHERE s.pegawai_id = p.id AND s.tahun = :tahun AND s.versi > 0) AS ada_skp
FROM pegawai p LEFT JOIN pegawai a ON a.id = p.atasan_id LEFT JOIN pegawai d ON d.id = a.atasan_id
WHERE p.id = ANY(:pegawai_id)
"""
_COLUMNS = {
    "id": "text", "pegawai_id": "text", "unit_id": "text", "opd_kode": "text", "periode": "text", "hasil_kerja": "text",
    "perilaku": "text", "predikat": "text", "catatan": "text", "penilai_id": "text", "tingkat_penilai": "text",
    "status": "text", "version": "integer", "ditetapkan_pada": "timestamptz", "keberatan_alasan": "text",
}  # fmt: skip
_ADD = f"""
INSERT INTO evaluasi ({", ".join(_COLUMNS)})
SELECT * FROM unnest({", ".join(f"CAST(:{name} AS {kind}[])" for name, kind in _COLUMNS.items())})
ON CONFLICT ON CONSTRAINT evaluasi_satu DO NOTHING RETURNING id
"""  # noqa: S608 - constants
_CHAIN = (
    "pegawai_id", "unit_id", "opd_kode", "atasan_id", "atasan_penilai_id", "aktif", "pejabat_di_atas_id",
)  # fmt: skip


class SqlMassalRepository:
    """The appraisals, many at a time."""

    def __init__(self, connection: Connection) -> None:
        """Work in the transaction of ``connection``."""
        self._connection = connection

    def list_calon(self, pegawai_id: Sequence[str], periode: Periode) -> Mapping[str, Calon]:
        """Return those people who exist; closing waits until the caller is done."""
        self._connection.execute(text(_WAIT), {"periode": periode.teks})
        values = {"pegawai_id": list(pegawai_id), "periode": periode.teks, "tahun": periode.tahun}
        rows = self._connection.execute(text(_CALON), values).mappings()
        return {row["pegawai_id"]: _to_calon(dict(row)) for row in rows}

    def add_missing(self, evaluasi: Sequence[Evaluasi]) -> set[str]:
        """Store those whose person has none of that period yet; return their ids."""
        if not evaluasi:
            return set()
        rows = [_values(each) for each in evaluasi]
        columns = {name: [row[name] for row in rows] for name in _COLUMNS}
        return set(self._connection.execute(text(_ADD), columns).scalars())


def _to_calon(row: Mapping[str, Any]) -> Calon:
    return Calon(
        rantai=Rantai(**{name: row[name] for name in _CHAIN}),
        ditutup=row["ditutup"],
        ada_evaluasi=row["ada_evaluasi"],
        ada_skp=row["ada_skp"],
    )


def _values(evaluasi: Evaluasi) -> dict[str, Any]:
    plain = (
        "id", "pegawai_id", "unit_id", "opd_kode", "penilai_id", "version", "ditetapkan_pada", "keberatan_alasan",
    )  # fmt: skip
    return {name: getattr(evaluasi, name) for name in plain} | {
        "periode": evaluasi.periode.teks,
        "hasil_kerja": evaluasi.nilai.hasil_kerja.value,
        "perilaku": evaluasi.nilai.perilaku.value,
        "predikat": evaluasi.predikat.value,
        "catatan": evaluasi.nilai.catatan.strip(),
        "tingkat_penilai": evaluasi.tingkat_penilai.value,
        "status": evaluasi.status.value,
    }
