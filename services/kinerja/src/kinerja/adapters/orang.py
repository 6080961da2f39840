"""People with their posts and the two above, in SQL."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Engine, text

from chassis.idempotency import reading
from kinerja.application.orang import JabatanRingkas, OrangRow
from kinerja.application.ports import Rantai
from kinerja.domain.jabatan import JenisJabatan, JenjangJabatan

ORANG = """
p.id AS pegawai_id, p.nama, u.nama AS unit, p.jabatan_kode, j.nama AS jabatan, j.jenis AS jenis_jabatan,
j.jenjang AS jenjang_jabatan, p.unit_id, p.opd_kode, p.atasan_id, a.atasan_id AS atasan_penilai_id, p.aktif
"""
"""The columns of a person; they stand on :data:`DARI`."""
DARI = """
FROM pegawai p
JOIN unit u ON u.id = p.unit_id
JOIN jabatan j ON j.kode = p.jabatan_kode
LEFT JOIN pegawai a ON a.id = p.atasan_id
"""
_ONE = f"SELECT {ORANG} {DARI} WHERE p.id = :id"

_JABATAN = text("SELECT kode, nama, jenjang FROM jabatan WHERE kode = :kode")


class SqlBacaOrang:
    """Finds people and posts in PostgreSQL."""

    def __init__(self, engine: Engine) -> None:
        """Read from the database of ``engine``, within the transaction of a request that has one."""
        self._engine = engine

    def find(self, pegawai_id: str) -> OrangRow | None:
        """Return a person, or None."""
        with reading(self._engine) as conn:
            row = conn.execute(text(_ONE), {"id": pegawai_id}).mappings().one_or_none()
        return to_orang(dict(row)) if row else None

    def find_jabatan(self, kode: str) -> JabatanRingkas | None:
        """Return a post of the catalogue, or None."""
        with reading(self._engine) as conn:
            row = conn.execute(_JABATAN, {"kode": kode}).one_or_none()
        return JabatanRingkas(kode=row.kode, nama=row.nama, jenjang=JenjangJabatan(row.jenjang)) if row else None


def to_orang(row: Mapping[str, Any]) -> OrangRow:
    """Return the person in a row."""
    chain = ("pegawai_id", "unit_id", "opd_kode", "atasan_id", "atasan_penilai_id", "aktif")
    plain = ("pegawai_id", "nama", "unit", "jabatan_kode", "jabatan")
    return OrangRow(
        **{name: row[name] for name in plain},
        jenis_jabatan=JenisJabatan(row["jenis_jabatan"]),
        jenjang=JenjangJabatan(row["jenjang_jabatan"]),
        rantai=Rantai(**{name: row[name] for name in chain}),
    )
