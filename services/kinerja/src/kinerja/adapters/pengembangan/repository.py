"""The plan's entries as aggregates in PostgreSQL."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, insert, select, update

from chassis.domain import NotFound, VersionStale
from kinerja.adapters.pengembangan.tables import PENGEMBANGAN
from kinerja.domain.pengembangan import HasilPengembangan, Pengembangan, RencanaPengembangan, StatusPengembangan

_KEY = ("id", "pegawai_id", "unit_id", "opd_kode", "tahun", "diusulkan_pada")
_STATE = ("status", "alasan", "version", "diverifikasi_pada")
_RENCANA = {
    "judul": "judul",
    "bentuk": "bentuk",
    "kompetensi": "kompetensi",
    "penyelenggara": "penyelenggara",
    "jp": "jp_rencana",
    "biaya": "biaya",
}
"""The columns of the plan's fields."""


class SqlPengembanganRepository:
    """The entries of the plan."""

    def __init__(self, connection: Connection) -> None:
        """Work in the transaction of ``connection``."""
        self._connection = connection

    def get(self, pengembangan_id: str) -> Pengembangan:
        """Return one, locked; raises NotFound."""
        query = select(PENGEMBANGAN).where(PENGEMBANGAN.c.id == pengembangan_id).with_for_update()
        row = self._connection.execute(query).one_or_none()
        if row is None:
            raise NotFound("pengembangan.not_found", pengembangan_id=pengembangan_id)
        values = {name: getattr(row, name) for name in (*_KEY, *_STATE)}
        return Pengembangan(
            **values | {"status": StatusPengembangan(row.status)},
            rencana=RencanaPengembangan(**{name: getattr(row, column) for name, column in _RENCANA.items()}),
            hasil=_to_hasil(row),
        )

    def add(self, pengembangan: Pengembangan) -> None:
        """Store a new one."""
        key = {name: getattr(pengembangan, name) for name in _KEY}
        rencana = {column: getattr(pengembangan.rencana, name) for name, column in _RENCANA.items()}
        self._connection.execute(insert(PENGEMBANGAN), key | rencana | _state(pengembangan))

    def save(self, pengembangan: Pengembangan) -> None:
        """Store the changes; raises VersionStale."""
        same = (PENGEMBANGAN.c.id == pengembangan.id, PENGEMBANGAN.c.version == pengembangan.version - 1)
        changed = update(PENGEMBANGAN).where(*same).values(_state(pengembangan))
        if self._connection.execute(changed).rowcount != 1:
            raise VersionStale


def _state(pengembangan: Pengembangan) -> dict[str, Any]:
    hasil = pengembangan.hasil
    return {name: getattr(pengembangan, name) for name in _STATE} | {
        "status": pengembangan.status.value,
        "jp_realisasi": hasil.jp if hasil else None,
        "selesai_tanggal": hasil.tanggal if hasil else None,
        "bukti": hasil.bukti if hasil else "",
        "sertifikat_hash": hasil.sertifikat_hash if hasil else "",
    }


def _to_hasil(row: Any) -> HasilPengembangan | None:
    if row.jp_realisasi is None:
        return None
    return HasilPengembangan(
        jp=row.jp_realisasi, tanggal=row.selesai_tanggal, bukti=row.bukti, sertifikat_hash=row.sertifikat_hash
    )
