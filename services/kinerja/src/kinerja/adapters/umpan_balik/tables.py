"""The table of feedback, made by ``kinerja_0008``."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Integer, Table, Text
from sqlalchemy.dialects.postgresql import TIMESTAMP

from kinerja.adapters.tables import metadata

_MOMENT = TIMESTAMP(timezone=True)

UMPAN_BALIK = Table(
    "umpan_balik",
    metadata,
    Column("id", Text, primary_key=True),
    Column("pegawai_id", Text, ForeignKey("pegawai.id"), nullable=False),
    Column("unit_id", Text, ForeignKey("unit.id"), nullable=False),
    Column("opd_kode", Text, nullable=False),
    Column("periode", Text, nullable=False),
    Column("pemberi_id", Text, ForeignKey("pegawai.id"), nullable=False),
    Column("pemberi", Text, nullable=False),
    Column("tentang", Text, nullable=False),
    Column("isi", Text, nullable=False),
    Column("tanggapan", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("diberikan_pada", _MOMENT, nullable=False),
    Column("ditanggapi_pada", _MOMENT),
)
