"""What is read of the tree of goals and of agreements: SQL, past the aggregates."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import RowMapping

from chassis.idempotency import reading
from kinerja.adapters.tujuan.pohon import to_naskah, to_simpul
from kinerja.adapters.tujuan.read_model import SqlBacaTujuan
from kinerja.adapters.tujuan.rencana_aksi import read_rencana
from kinerja.application.tujuan.pohon import PerjanjianRow, PohonBaca, SaringPerjanjian
from kinerja.domain.perjanjian import Perjanjian, StatusPerjanjian
from kinerja.domain.pohon_kinerja import PohonKinerja
from kinerja.domain.rencana_aksi import RencanaAksi

_UNIT = """
SELECT u.id, u.nama, k.id IS NOT NULL AS berkepala
FROM unit u LEFT JOIN pegawai k ON k.unit_id = u.id AND k.memimpin
WHERE u.id IN (SELECT unit_id FROM simpul WHERE tahun = :tahun)
"""
_CONDITIONS: Mapping[str, str] = {
    "unit_id": "p.unit_id = :unit_id",
    "tahun": "p.tahun = :tahun",
    "own": "(p.opd_kode IN (:own, '') OR :pegawai_id IN (n.pihak_pertama_id, n.pihak_kedua_id))",
}
_PERJANJIAN = """
FROM perjanjian p
JOIN unit u ON u.id = p.unit_id
JOIN perjanjian_naskah n ON n.perjanjian_id = p.id AND n.versi = p.versi
"""
_NAMA = """
SELECT p.id, p.nama, j.nama AS jabatan FROM pegawai p JOIN jabatan j ON j.kode = p.jabatan_kode WHERE p.id = ANY(:id)
"""


class SqlBacaPohon(SqlBacaTujuan):
    """The read models of the tree and of agreements in PostgreSQL."""

    def read_pohon(self, tahun: int) -> PohonBaca:
        """Return all goals of a year."""
        rows = self._rows("SELECT * FROM simpul WHERE tahun = :tahun ORDER BY id", {"tahun": tahun})
        units = self._rows(_UNIT, {"tahun": tahun})
        return PohonBaca(
            pohon=PohonKinerja(to_simpul(row) for row in rows),
            nama_unit={row["id"]: row["nama"] for row in units},
            berkepala=frozenset(row["id"] for row in units if row["berkepala"]),
        )

    def read_rencana_aksi(self, indikator_id: str, tahun: int) -> RencanaAksi:
        """Return the plan of an indicator; at version 0 where none was written."""
        with reading(self._engine) as connection:
            return read_rencana(connection, indikator_id, tahun)

    def find_tahun(self, simpul_id: str) -> int | None:
        """Return the year of a goal, or None."""
        rows = self._rows("SELECT tahun FROM simpul WHERE id = :id", {"id": simpul_id})
        return int(rows[0]["tahun"]) if rows else None

    def list_perjanjian(
        self, saring: SaringPerjanjian, opd_kode: str | None, pegawai_id: str | None
    ) -> tuple[list[PerjanjianRow], int]:
        """Return a page of agreements and the number of all that fit."""
        values: dict[str, Any] = {"unit_id": saring.unit_id} if saring.unit_id else {}
        values |= {"tahun": saring.tahun} if saring.tahun is not None else {}
        values |= {"own": opd_kode} if opd_kode is not None else {}
        where = " AND ".join(_CONDITIONS[name] for name in values) or "true"
        window = {
            "pegawai_id": pegawai_id or "-",
            "limit": saring.per_halaman,
            "offset": (saring.halaman - 1) * saring.per_halaman,
        }
        page = f"SELECT p.*, u.nama AS unit_nama {_PERJANJIAN} WHERE {where} ORDER BY p.tahun DESC, p.opd_kode, u.urutan, p.id"
        rows = self._rows(f"{page} LIMIT :limit OFFSET :offset", values | window)
        counted = self._rows(f"SELECT count(*) AS jumlah {_PERJANJIAN} WHERE {where}", values | window)
        return self._with_naskah(rows), counted[0]["jumlah"]

    def find_perjanjian(self, perjanjian_id: str) -> PerjanjianRow | None:
        """Return an agreement, or None."""
        query = "SELECT p.*, u.nama AS unit_nama FROM perjanjian p JOIN unit u ON u.id = p.unit_id WHERE p.id = :id"
        found = self._with_naskah(self._rows(query, {"id": perjanjian_id}))
        return found[0] if found else None

    def _with_naskah(self, rows: list[RowMapping]) -> list[PerjanjianRow]:
        ids = [row["id"] for row in rows]
        query = "SELECT * FROM perjanjian_naskah WHERE perjanjian_id = ANY(:id) ORDER BY versi"
        versions = self._rows(query, {"id": ids})
        parties = {id_ for each in versions for id_ in (each["pihak_pertama_id"], each["pihak_kedua_id"]) if id_}
        nama = {each["id"]: (each["nama"], each["jabatan"]) for each in self._rows(_NAMA, {"id": sorted(parties)})}
        return [
            _to_perjanjian(row, [each for each in versions if each["perjanjian_id"] == row["id"]], nama) for row in rows
        ]


def _to_perjanjian(row: RowMapping, versions: list[RowMapping], nama: Mapping[str, tuple[str, str]]) -> PerjanjianRow:
    perjanjian = Perjanjian(
        id=row["id"],
        unit_id=row["unit_id"],
        opd_kode=row["opd_kode"],
        tahun=row["tahun"],
        naskah=[to_naskah(each) for each in versions],
        status=StatusPerjanjian(row["status"]),
        version=row["version"],
    )
    return PerjanjianRow(perjanjian=perjanjian, unit_nama=row["unit_nama"], nama=nama)
