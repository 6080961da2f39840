"""The tables of SKP, made by ``kinerja_0003`` and ``kinerja_0005``."""

from __future__ import annotations

from sqlalchemy import Column, Date, ForeignKey, Integer, Table, Text
from sqlalchemy.dialects.postgresql import JSONB, TIMESTAMP

from kinerja.adapters.tables import metadata

_MOMENT = TIMESTAMP(timezone=True)

SKP = Table(
    "skp",
    metadata,
    Column("id", Text, primary_key=True),
    Column("pegawai_id", Text, ForeignKey("pegawai.id"), nullable=False),
    Column("unit_id", Text, ForeignKey("unit.id"), nullable=False),
    Column("opd_kode", Text, nullable=False),
    Column("tahun", Integer, nullable=False),
    Column("status", Text, nullable=False),
    Column("versi", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Column("catatan", Text, nullable=False),
    Column("penilai_id", Text, ForeignKey("pegawai.id")),
    Column("diajukan_pada", _MOMENT),
    Column("ditetapkan_pada", _MOMENT),
    Column("ditutup_pada", _MOMENT),
    Column("pelengkap", JSONB, nullable=False),
)

BARIS = Table(
    "skp_baris",
    metadata,
    Column("id", Text, primary_key=True),
    Column("skp_id", Text, ForeignKey("skp.id"), nullable=False),
    Column("urutan", Integer, nullable=False),
    Column("hasil_kerja", Text, nullable=False),
    Column("jenis", Text, nullable=False),
    Column("induk_id", Text),
    Column("indikator", JSONB, nullable=False),
)

VERSI = Table(
    "skp_versi",
    metadata,
    Column("skp_id", Text, ForeignKey("skp.id"), primary_key=True),
    Column("versi", Integer, primary_key=True),
    Column("penilai_id", Text, ForeignKey("pegawai.id")),
    Column("ditetapkan_pada", _MOMENT, nullable=False),
    Column("pelengkap", JSONB, nullable=False),
)

VERSI_BARIS = Table(
    "skp_versi_baris",
    metadata,
    Column("skp_id", Text, primary_key=True),
    Column("versi", Integer, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("urutan", Integer, nullable=False),
    Column("hasil_kerja", Text, nullable=False),
    Column("jenis", Text, nullable=False),
    Column("induk_id", Text),
    Column("induk", Text),
    Column("indikator", JSONB, nullable=False),
)

USULAN = Table(
    "skp_usulan",
    metadata,
    Column("skp_id", Text, ForeignKey("skp.id"), primary_key=True),
    Column("versi", Integer, primary_key=True),
    Column("alasan_kode", Text, nullable=False),
    Column("alasan", Text, nullable=False),
    Column("diusulkan_pada", _MOMENT, nullable=False),
)

DIALOG = Table(
    "skp_dialog",
    metadata,
    Column("id", Text, primary_key=True),
    Column("skp_id", Text, ForeignKey("skp.id"), nullable=False),
    Column("tanggal", Date, nullable=False),
    Column("kesepakatan", Text, nullable=False),
    Column("pencatat_id", Text, ForeignKey("pegawai.id"), nullable=False),
    Column("dicatat_pada", _MOMENT, nullable=False),
)


def stands(skp: str) -> str:
    """Return the condition that a plan is open, or was in force when its year ended; a person has one such a year.

    Other plans end before their year does: their owner moved or left.
    """
    after = f"make_timestamp({skp}.tahun + 1, 1, 1, 0, 0, 0) AT TIME ZONE 'Asia/Jakarta'"
    return f"({skp}.status <> 'ditutup' OR ({skp}.versi > 0 AND {skp}.ditutup_pada >= {after}))"
