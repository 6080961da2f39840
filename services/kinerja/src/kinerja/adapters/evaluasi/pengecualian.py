"""Exemptions from the SKP in PostgreSQL."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, text

from chassis.domain import NotFound, VersionStale
from kinerja.domain.pengecualian import AlasanPengecualian, Pengecualian

_NAMES = ("id", "pegawai_id", "dasar", "dari", "sampai", "version")
_ADD = """
INSERT INTO pengecualian_skp (id, pegawai_id, alasan_kode, dasar, dari, sampai, version)
VALUES (:id, :pegawai_id, :alasan_kode, :dasar, :dari, :sampai, :version)
"""
_SAVE = "UPDATE pengecualian_skp SET sampai = :sampai, version = :version WHERE id = :id AND version = :version - 1"


class SqlPengecualianRepository:
    """The exemptions."""

    def __init__(self, connection: Connection) -> None:
        """Work in the transaction of ``connection``."""
        self._connection = connection

    def get(self, pengecualian_id: str) -> Pengecualian:
        """Return one, locked; raises NotFound."""
        rows = self._rows("WHERE id = :id FOR UPDATE", {"id": pengecualian_id})
        if not rows:
            raise NotFound("pengecualian.not_found", pengecualian_id=pengecualian_id)
        return rows[0]

    def list_of(self, pegawai_id: str) -> Sequence[Pengecualian]:
        """Return those of a person, the newest first."""
        return self._rows("WHERE pegawai_id = :id ORDER BY dari DESC, id DESC", {"id": pegawai_id})

    def add(self, pengecualian: Pengecualian) -> None:
        """Store a new one."""
        self._connection.execute(text(_ADD), _values(pengecualian))

    def save(self, pengecualian: Pengecualian) -> None:
        """Store the changes; raises VersionStale."""
        if self._connection.execute(text(_SAVE), _values(pengecualian)).rowcount != 1:
            raise VersionStale

    def _rows(self, where: str, values: Mapping[str, Any]) -> list[Pengecualian]:
        query = f"SELECT * FROM pengecualian_skp {where}"  # noqa: S608 - constants
        return [
            Pengecualian(**{name: row[name] for name in _NAMES}, alasan_kode=AlasanPengecualian(row["alasan_kode"]))
            for row in self._connection.execute(text(query), values).mappings()
        ]


def _values(pengecualian: Pengecualian) -> dict[str, Any]:
    return {name: getattr(pengecualian, name) for name in _NAMES} | {"alasan_kode": pengecualian.alasan_kode.value}
