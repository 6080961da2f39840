"""The table of conversions, made by ``kinerja_0007``."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Integer, Table, Text
from sqlalchemy.dialects.postgresql import TIMESTAMP

from kinerja.adapters.tables import metadata

ANGKA_KREDIT = Table(
    "angka_kredit",
    metadata,
    Column("id", Text, primary_key=True),
    Column("pegawai_id", Text, ForeignKey("pegawai.id"), nullable=False),
    Column("tahun", Integer, nullable=False),
    Column("evaluasi_id", Text, ForeignKey("evaluasi.id"), nullable=False),
    Column("jenjang", Text, nullable=False),
    Column("predikat", Text, nullable=False),
    Column("bulan", Integer, nullable=False),
    Column("penetap_id", Text, ForeignKey("pegawai.id")),
    Column("version", Integer, nullable=False),
    Column("ditetapkan_pada", TIMESTAMP(timezone=True), nullable=False),
)
