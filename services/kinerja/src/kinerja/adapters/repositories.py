"""Units, posts and people in PostgreSQL."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import IntegrityError

from chassis.domain import Invalid, NotFound, VersionStale
from kinerja.adapters.tables import JABATAN, PEGAWAI, UNIT
from kinerja.application.ports import Rantai
from kinerja.domain.jabatan import Jabatan, JenisJabatan, JenjangJabatan
from kinerja.domain.pegawai import Pegawai
from kinerja.domain.unit import JenisUnit, Unit

_SAVE_PEGAWAI = text("""
UPDATE pegawai AS p
SET unit_id = n.unit_id, opd_kode = n.opd_kode, jabatan_kode = n.jabatan_kode, memimpin = n.memimpin,
    atasan_id = n.atasan_id, atasan_ditetapkan = n.atasan_ditetapkan, aktif = n.aktif, version = n.version
FROM unnest(CAST(:id AS text[]), CAST(:unit_id AS text[]), CAST(:opd_kode AS text[]), CAST(:jabatan_kode AS text[]),
            CAST(:memimpin AS boolean[]), CAST(:atasan_id AS text[]), CAST(:atasan_ditetapkan AS boolean[]),
            CAST(:aktif AS boolean[]), CAST(:version AS integer[]))
    AS n (id, unit_id, opd_kode, jabatan_kode, memimpin, atasan_id, atasan_ditetapkan, aktif, version)
WHERE p.id = n.id AND p.version = n.version - 1
""")


_BATCH = 1000
"""People in one statement: PostgreSQL takes at most 65,535 values in one."""
_RANTAI = text("""
SELECT p.id AS pegawai_id, p.unit_id, p.opd_kode, p.atasan_id, a.atasan_id AS atasan_penilai_id, p.aktif,
       d.atasan_id AS pejabat_di_atas_id
FROM pegawai AS p LEFT JOIN pegawai AS a ON a.id = p.atasan_id LEFT JOIN pegawai AS d ON d.id = a.atasan_id
WHERE p.id = :id
""")


class SqlUnitRepository:
    """The units."""

    def __init__(self, connection: Connection) -> None:
        """Work in the transaction of ``connection``."""
        self._connection = connection

    def get(self, unit_id: str) -> Unit:
        """Return a unit; raises NotFound."""
        row = self._connection.execute(select(UNIT).where(UNIT.c.id == unit_id)).mappings().one_or_none()
        if row is None:
            raise NotFound("unit.not_found", unit_id=unit_id)
        return _to_unit(row)

    def list_all(self) -> list[Unit]:
        """Return every unit, in no order."""
        return [_to_unit(row) for row in self._connection.execute(select(UNIT)).mappings()]

    def add_missing(self, unit: Sequence[Unit]) -> set[str]:
        """Store the unknown ones, numbered in the order given; return their ids."""
        rows = [
            {
                "id": each.id,
                "induk_id": each.induk_id,
                "nama": each.nama,
                "jenis": each.jenis.value,
                "opd_kode": each.opd_kode,
                "urutan": urutan,
                "aktif": each.aktif,
                "version": each.version,
            }
            for urutan, each in enumerate(unit)
        ]
        statement = insert(UNIT).values(rows).on_conflict_do_nothing(index_elements=["id"]).returning(UNIT.c.id)
        return set(self._connection.execute(statement).scalars()) if rows else set()

    def save(self, unit: Unit) -> None:
        """Store the changed name; raises VersionStale."""
        statement = (
            update(UNIT)
            .where(UNIT.c.id == unit.id, UNIT.c.version == unit.version - 1)
            .values(nama=unit.nama, version=unit.version)
        )
        if self._connection.execute(statement).rowcount != 1:
            raise VersionStale


class SqlJabatanRepository:
    """The catalogue of posts."""

    def __init__(self, connection: Connection) -> None:
        """Work in the transaction of ``connection``."""
        self._connection = connection

    def find(self, kode: str) -> Jabatan | None:
        """Return a post, or None."""
        row = self._connection.execute(select(JABATAN).where(JABATAN.c.kode == kode)).mappings().one_or_none()
        return None if row is None else _to_jabatan(row)

    def replace_all(self, jabatan: Sequence[Jabatan]) -> None:
        """Store the catalogue; posts that left it stay."""
        rows = [
            {
                "kode": each.kode,
                "nama": each.nama,
                "jenis": each.jenis.value,
                "jenjang": each.jenjang.value,
                "jenis_unit": each.jenis_unit and each.jenis_unit.value,
            }
            for each in jabatan
        ]
        statement = insert(JABATAN).values(rows)
        fields = {column.name: column for column in statement.excluded if column.name != "kode"}
        self._connection.execute(statement.on_conflict_do_update(index_elements=["kode"], set_=fields))


class SqlPegawaiRepository:
    """The people."""

    def __init__(self, connection: Connection) -> None:
        """Work in the transaction of ``connection``."""
        self._connection = connection

    def get(self, pegawai_id: str) -> Pegawai:
        """Return a person; raises NotFound."""
        row = self._connection.execute(_select_pegawai().where(PEGAWAI.c.id == pegawai_id)).mappings().one_or_none()
        if row is None:
            raise NotFound("pegawai.not_found", pegawai_id=pegawai_id)
        return _to_pegawai(row)

    def get_rantai(self, pegawai_id: str) -> Rantai:
        """Return a person with the two above; raises NotFound."""
        row = self._connection.execute(_RANTAI, {"id": pegawai_id}).mappings().one_or_none()
        if row is None:
            raise NotFound("pegawai.not_found", pegawai_id=pegawai_id)
        return Rantai(**row)

    def list_active(self) -> list[Pegawai]:
        """Return everyone in service."""
        statement = _select_pegawai().where(PEGAWAI.c.aktif)
        return [_to_pegawai(row) for row in self._connection.execute(statement).mappings()]

    def add_missing(self, pegawai: Sequence[Pegawai]) -> set[str]:
        """Store the unknown ones; return their ids."""
        rows = [_to_row(each) | {"nama": each.nama} for each in pegawai]
        added: set[str] = set()
        for start in range(0, len(rows), _BATCH):
            batch = rows[start : start + _BATCH]
            statement = insert(PEGAWAI).values(batch).on_conflict_do_nothing(index_elements=["id"])
            added.update(self._connection.execute(statement.returning(PEGAWAI.c.id)).scalars())
        return added

    def save(self, pegawai: Sequence[Pegawai]) -> None:
        """Store where people stand now, in one statement; raises VersionStale."""
        rows = [_to_row(each) for each in pegawai]
        columns: dict[str, list[Any]] = {key: [row[key] for row in rows] for key in rows[0]} if rows else {}
        try:
            saved = self._connection.execute(_SAVE_PEGAWAI, columns).rowcount if rows else 0
        except IntegrityError as error:
            raise _translated(error) from error
        if saved != len(rows):
            raise VersionStale


def _select_pegawai() -> Select[Any]:
    return select(
        PEGAWAI, JABATAN.c.nama.label("jabatan_nama"), JABATAN.c.jenis, JABATAN.c.jenjang, JABATAN.c.jenis_unit
    ).join(JABATAN, JABATAN.c.kode == PEGAWAI.c.jabatan_kode)


def _to_unit(row: RowMapping) -> Unit:
    return Unit(
        id=row["id"],
        induk_id=row["induk_id"],
        nama=row["nama"],
        jenis=JenisUnit(row["jenis"]),
        opd_kode=row["opd_kode"],
        aktif=row["aktif"],
        version=row["version"],
    )


def _to_jabatan(row: RowMapping) -> Jabatan:
    return Jabatan(
        kode=row["kode"],
        nama=row["nama"],
        jenis=JenisJabatan(row["jenis"]),
        jenjang=JenjangJabatan(row["jenjang"]),
        jenis_unit=JenisUnit(row["jenis_unit"]) if row["jenis_unit"] else None,
    )


def _to_pegawai(row: RowMapping) -> Pegawai:
    return Pegawai(
        id=row["id"],
        nama=row["nama"],
        unit_id=row["unit_id"],
        opd_kode=row["opd_kode"],
        jabatan=Jabatan(
            kode=row["jabatan_kode"],
            nama=row["jabatan_nama"],
            jenis=JenisJabatan(row["jenis"]),
            jenjang=JenjangJabatan(row["jenjang"]),
            jenis_unit=JenisUnit(row["jenis_unit"]) if row["jenis_unit"] else None,
        ),
        atasan_id=row["atasan_id"],
        atasan_ditetapkan=row["atasan_ditetapkan"],
        aktif=row["aktif"],
        version=row["version"],
    )


def _to_row(pegawai: Pegawai) -> dict[str, Any]:
    return {
        "id": pegawai.id,
        "unit_id": pegawai.unit_id,
        "opd_kode": pegawai.opd_kode,
        "jabatan_kode": pegawai.jabatan.kode,
        "memimpin": pegawai.memimpin,
        "atasan_id": pegawai.atasan_id,
        "atasan_ditetapkan": pegawai.atasan_ditetapkan,
        "aktif": pegawai.aktif,
        "version": pegawai.version,
    }


def _translated(error: IntegrityError) -> Exception:
    """Return the domain's words for what the database refused."""
    if "pegawai_satu_kepala" in str(error.orig):
        return Invalid({"jabatan_kode": ["Unit ini sudah ada kepalanya. Pindahkan kepala yang lama dahulu"]})
    return error
