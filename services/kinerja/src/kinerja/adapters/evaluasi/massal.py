"""Many appraisals at once in PostgreSQL: one question for all people, one statement for all rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, text

from kinerja.adapters.evaluasi.rantai import list_calon, to_rantai
from kinerja.application.evaluasi.massal import Orang
from kinerja.application.evaluasi.ports import Calon
from kinerja.domain.evaluasi import Evaluasi
from kinerja.domain.periode import Periode

_KINI = """
SELECT p.id AS pegawai_id, p.unit_id, p.opd_kode, p.atasan_id, a.atasan_id AS atasan_penilai_id, p.aktif,
       t.atasan_id AS pejabat_di_atas_id
FROM pegawai p LEFT JOIN pegawai a ON a.id = p.atasan_id LEFT JOIN pegawai t ON t.id = a.atasan_id
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


class SqlMassalRepository:
    """The appraisals, many at a time."""

    def __init__(self, connection: Connection) -> None:
        """Work in the transaction of ``connection``."""
        self._connection = connection

    def list_orang(self, pegawai_id: Sequence[str], periode: Periode) -> Mapping[str, Orang]:
        """Return those people who exist; closing waits until the caller is done."""
        calon: dict[str, list[Calon]] = defaultdict(list)
        for each in list_calon(self._connection, pegawai_id, periode):
            calon[each.rantai.pegawai_id].append(each)
        rows = self._connection.execute(text(_KINI), {"pegawai_id": list(pegawai_id)}).mappings()
        kini = [to_rantai(dict(row)) for row in rows]
        return {each.pegawai_id: Orang(kini=each, calon=calon[each.pegawai_id]) for each in kini}

    def add_missing(self, evaluasi: Sequence[Evaluasi]) -> set[str]:
        """Store those whose person has none of that unit and period yet; return their ids."""
        if not evaluasi:
            return set()
        rows = [_values(each) for each in evaluasi]
        columns = {name: [row[name] for row in rows] for name in _COLUMNS}
        return set(self._connection.execute(text(_ADD), columns).scalars())


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
