"""The table of the plan's entries, made by ``kinerja_0007``."""

from __future__ import annotations

from sqlalchemy import Column, Date, ForeignKey, Integer, Numeric, Table, Text
from sqlalchemy.dialects.postgresql import TIMESTAMP

from kinerja.adapters.tables import metadata

_MOMENT = TIMESTAMP(timezone=True)

PENGEMBANGAN = Table(
    "pengembangan",
    metadata,
    Column("id", Text, primary_key=True),
    Column("pegawai_id", Text, ForeignKey("pegawai.id"), nullable=False),
    Column("unit_id", Text, ForeignKey("unit.id"), nullable=False),
    Column("opd_kode", Text, nullable=False),
    Column("tahun", Integer, nullable=False),
    Column("judul", Text, nullable=False),
    Column("bentuk", Text, nullable=False),
    Column("kompetensi", Text, nullable=False),
    Column("penyelenggara", Text, nullable=False),
    Column("jp_rencana", Numeric, nullable=False),
    Column("biaya", Numeric, nullable=False),
    Column("status", Text, nullable=False),
    Column("alasan", Text, nullable=False),
    Column("jp_realisasi", Numeric),
    Column("selesai_tanggal", Date),
    Column("bukti", Text, nullable=False),
    Column("sertifikat_hash", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("diusulkan_pada", _MOMENT, nullable=False),
    Column("diverifikasi_pada", _MOMENT),
)
