"""From read models and aggregates to the shapes of the answers."""

from __future__ import annotations

from typing import Any

from chassis.domain import VersionRequired, VersionStale
from chassis.http import expected_version
from kinerja.application.queries import UnitNode, UnitRow
from kinerja.domain.pegawai import Pegawai

Answer = tuple[Any, int, dict[str, str]]
"""Body, status and headers."""


def check_version(version: int) -> None:
    """Refuse a caller who names no version, or another one than this."""
    expected = expected_version()
    if expected is None:
        raise VersionRequired
    if expected != version:
        raise VersionStale


def to_unit(row: UnitRow) -> dict[str, Any]:
    """Return a unit."""
    kepala = {"pegawai_id": row.kepala_id, "nama": row.kepala_nama} if row.kepala_id else None
    return {
        "unit_id": row.unit_id,
        "induk_id": row.induk_id,
        "nama": row.nama,
        "jenis": row.jenis,
        "opd_kode": row.opd_kode,
        "kepala": kepala,
        "jumlah_pegawai": row.jumlah_pegawai,
        "version": row.version,
    }


def to_organisasi(node: UnitNode) -> dict[str, Any]:
    """Return a unit with those below it."""
    return to_unit(node.unit) | {"anak": [to_organisasi(each) for each in node.anak]}


def to_perubahan(pegawai: Pegawai) -> dict[str, Any]:
    """Return where a person stands after a change."""
    return {
        "pegawai_id": pegawai.id,
        "unit_id": pegawai.unit_id,
        "opd_kode": pegawai.opd_kode,
        "jabatan_kode": pegawai.jabatan.kode,
        "atasan_id": pegawai.atasan_id,
        "aktif": pegawai.aktif,
        "version": pegawai.version,
    }
