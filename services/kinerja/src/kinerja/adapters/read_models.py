"""What is read for pages and answers: SQL, past the aggregates."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson
from sqlalchemy import Engine, RowMapping, text

from chassis.idempotency import reading
from kinerja.adapters.halaman import window
from kinerja.application.queries import Halaman, JabatanRow, PegawaiRow, RiwayatRow, SaringPegawai, UnitRow

_UNIT = text("""
WITH RECURSIVE pohon (id, jalan, garis) AS (
    SELECT id, ARRAY[urutan], ARRAY[id] FROM unit WHERE induk_id IS NULL
    UNION ALL
    SELECT u.id, p.jalan || u.urutan, p.garis || u.id FROM unit u JOIN pohon p ON u.induk_id = p.id
    WHERE CAST(:opd AS text) IS NULL OR u.opd_kode = :opd
), langsung AS (
    SELECT unit_id, count(*) AS jumlah FROM pegawai WHERE aktif GROUP BY unit_id
), jumlah AS (
    SELECT atas.id, sum(l.jumlah) AS jumlah
    FROM pohon JOIN langsung l ON l.unit_id = pohon.id CROSS JOIN unnest(pohon.garis) AS atas (id)
    GROUP BY atas.id
)
SELECT u.id AS unit_id, u.induk_id, u.nama, u.jenis, u.opd_kode, u.version,
       coalesce(j.jumlah, 0) AS jumlah_pegawai, k.id AS kepala_id, k.nama AS kepala_nama
FROM pohon p
JOIN unit u ON u.id = p.id
LEFT JOIN jumlah j ON j.id = p.id
LEFT JOIN pegawai k ON k.unit_id = u.id AND k.memimpin
ORDER BY p.jalan
""")

_OPD = """
SELECT opd_kode, nama FROM unit
WHERE jenis = 'opd' AND (CAST(:opd AS text) IS NULL OR opd_kode = :opd) ORDER BY urutan
"""
_PEGAWAI = """
SELECT p.id AS pegawai_id, p.nama, p.unit_id, u.nama AS unit_nama, p.opd_kode, coalesce(o.nama, '') AS opd_nama,
       p.jabatan_kode, j.nama AS jabatan, j.jenis AS jenis_jabatan, j.jenjang AS jenjang_jabatan,
       p.atasan_id, a.nama AS atasan_nama, p.atasan_ditetapkan, p.aktif, p.version
FROM pegawai p
JOIN unit u ON u.id = p.unit_id
JOIN jabatan j ON j.kode = p.jabatan_kode
LEFT JOIN unit o ON o.opd_kode = p.opd_kode AND o.jenis = 'opd'
LEFT JOIN pegawai a ON a.id = p.atasan_id
"""

_ORDER = "ORDER BY p.opd_kode, p.memimpin DESC, u.urutan, p.nama, p.id"

_ON_PAGE = f"""
SELECT p.id FROM pegawai p JOIN unit u ON u.id = p.unit_id JOIN jabatan j ON j.kode = p.jabatan_kode WHERE {{where}}
{_ORDER} LIMIT :banyak OFFSET :lewati
"""  # noqa: S608 - constants
"""Who stands on a page is found before anything is joined to show them."""
_CONDITIONS: Mapping[str, str] = {
    "opd": "p.opd_kode = :opd",
    "unit": """p.unit_id IN (
        WITH RECURSIVE bawah (id) AS (
            SELECT CAST(:unit AS text) UNION ALL SELECT b.id FROM unit b JOIN bawah ON b.induk_id = bawah.id
        ) SELECT id FROM bawah)""",
    "q": "(p.nama ILIKE :q OR j.nama ILIKE :q)",
    "jenis": "j.jenis = :jenis",
    "aktif": "p.aktif = :aktif",
}

_RIWAYAT = text("""
SELECT time, jejak FROM (
    SELECT time, jejak, urut AS nomor, 0 AS baru FROM log WHERE subject = :subject AND jejak IS NOT NULL
    UNION ALL
    SELECT time, jejak, id, 1 FROM outbox WHERE subject = :subject AND jejak IS NOT NULL
) AS semua
ORDER BY baru DESC, nomor DESC
LIMIT 100
""")


class SqlBaca:
    """The read models in PostgreSQL, a connection a question."""

    def __init__(self, engine: Engine) -> None:
        """Read from the database of ``engine``, within the transaction of a request that has one."""
        self._engine = engine

    def list_unit(self, opd_kode: str | None) -> list[UnitRow]:
        """Return the units, a parent before its children."""
        return [UnitRow(**row) for row in self._rows(_UNIT.text, {"opd": opd_kode})]

    def name_opd(self, opd_kode: str | None) -> dict[str, str]:
        """Return the names of agencies by their codes, in the order of the tree."""
        return {row["opd_kode"]: row["nama"] for row in self._rows(_OPD, {"opd": opd_kode})}

    def list_pegawai(self, saring: SaringPegawai) -> Halaman:
        """Return a page of people and the number of all that fit."""
        values = _values(saring)
        where = " AND ".join(_CONDITIONS[key] for key in values) or "true"
        counted = f"SELECT count(*) AS jumlah FROM pegawai p JOIN jabatan j ON j.kode = p.jabatan_kode WHERE {where}"  # noqa: S608 - constants only
        page = f"{_PEGAWAI} WHERE p.id = ANY (ARRAY({_ON_PAGE.format(where=where)})) {_ORDER}"
        return Halaman(
            data=[
                PegawaiRow(**row) for row in self._rows(page, {**values, **window(saring.halaman, saring.per_halaman)})
            ],
            halaman=saring.halaman,
            per_halaman=saring.per_halaman,
            jumlah=self._rows(counted, values)[0]["jumlah"],
        )

    def find_pegawai(self, pegawai_id: str) -> PegawaiRow | None:
        """Return a person, or None."""
        rows = self._rows(f"{_PEGAWAI} WHERE p.id = :id", {"id": pegawai_id})
        return PegawaiRow(**rows[0]) if rows else None

    def list_bawahan(self, pegawai_id: str) -> list[PegawaiRow]:
        """Return those in service who look to a person."""
        return self._pegawai("p.atasan_id = :id AND p.aktif", {"id": pegawai_id})

    def list_pejabat(self, opd_kode: str, jenis_jabatan: str) -> list[PegawaiRow]:
        """Return everyone in service in an agency, heads first."""
        condition = "p.opd_kode = :opd AND p.aktif AND (:jenis = '' OR j.jenis = :jenis)"
        return self._pegawai(condition, {"opd": opd_kode, "jenis": jenis_jabatan})

    def list_jabatan(self) -> list[JabatanRow]:
        """Return the catalogue, by kind and name."""
        return [
            JabatanRow(**row) for row in self._rows("SELECT kode, nama, jenis FROM jabatan ORDER BY jenis, nama", {})
        ]

    def list_riwayat(self, subject: str) -> list[RiwayatRow]:
        """Return the audit rows, what waits for its place in the log included."""
        return [_to_riwayat(row) for row in self._rows(_RIWAYAT.text, {"subject": subject})]

    def _pegawai(self, condition: str, values: Mapping[str, Any]) -> list[PegawaiRow]:
        return [PegawaiRow(**row) for row in self._rows(f"{_PEGAWAI} WHERE {condition} {_ORDER}", values)]

    def _rows(self, statement: str, values: Mapping[str, Any]) -> list[RowMapping]:
        with reading(self._engine) as connection:
            return list(connection.execute(text(statement), values).mappings())


def _values(saring: SaringPegawai) -> dict[str, Any]:
    """Return the filters that are set, ready for their conditions."""
    q = saring.q.strip().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    values = {"opd": saring.opd, "unit": saring.unit, "q": f"%{q}%" if q else "", "jenis": saring.jenis}
    chosen: dict[str, Any] = {key: value for key, value in values.items() if value}
    if saring.aktif is not None:
        chosen["aktif"] = saring.aktif
    return chosen


def _to_riwayat(row: RowMapping) -> RiwayatRow:
    jejak = orjson.loads(row["jejak"])
    return RiwayatRow(
        waktu=row["time"],
        aksi=jejak["aksi"],
        aktor=jejak["aktor"],
        peran=jejak["peran"],
        alasan=jejak.get("alasan", ""),
        dari=jejak.get("dari", {}),
        ke=jejak.get("ke", {}),
    )
