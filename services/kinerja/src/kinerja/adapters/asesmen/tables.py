"""The table of assessments, made by ``kinerja_0007``."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Date, ForeignKey, Integer, Numeric, Table, Text
from sqlalchemy.dialects.postgresql import JSONB, TIMESTAMP

from kinerja.adapters.tables import metadata

ASESMEN = Table(
    "asesmen",
    metadata,
    Column("id", Text, primary_key=True),
    Column("pegawai_id", Text, ForeignKey("pegawai.id"), nullable=False),
    Column("tanggal", Date, nullable=False),
    Column("potensi", Numeric),
    Column("profil", JSONB, nullable=False),
    Column("bukti", Text, nullable=False),
    Column("dibatalkan", Boolean, nullable=False),
    Column("alasan_batal", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("dicatat_pada", TIMESTAMP(timezone=True), nullable=False),
)
