"""The table of career facts, made by ``kinerja_0007``."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Date, ForeignKey, Integer, Table, Text
from sqlalchemy.dialects.postgresql import TIMESTAMP

from kinerja.adapters.tables import metadata

RIWAYAT_KEPEGAWAIAN = Table(
    "riwayat_kepegawaian",
    metadata,
    Column("id", Text, primary_key=True),
    Column("pegawai_id", Text, ForeignKey("pegawai.id"), nullable=False),
    Column("jenis", Text, nullable=False),
    Column("isi", Text, nullable=False),
    Column("dari", Date, nullable=False),
    Column("sampai", Date),
    Column("bukti", Text, nullable=False),
    Column("dibatalkan", Boolean, nullable=False),
    Column("alasan_batal", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("dicatat_pada", TIMESTAMP(timezone=True), nullable=False),
)
