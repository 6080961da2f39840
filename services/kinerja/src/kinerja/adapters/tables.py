"""The tables of the service, made by the migrations."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Integer, MetaData, Table, Text

metadata = MetaData()

UNIT = Table(
    "unit",
    metadata,
    Column("id", Text, primary_key=True),
    Column("induk_id", Text, ForeignKey("unit.id")),
    Column("nama", Text, nullable=False),
    Column("jenis", Text, nullable=False),
    Column("opd_kode", Text, nullable=False),
    Column("urutan", Integer, nullable=False),
    Column("aktif", Boolean, nullable=False),
    Column("version", Integer, nullable=False),
)

JABATAN = Table(
    "jabatan",
    metadata,
    Column("kode", Text, primary_key=True),
    Column("nama", Text, nullable=False),
    Column("jenis", Text, nullable=False),
    Column("jenjang", Text, nullable=False),
    Column("jenis_unit", Text),
)

PEGAWAI = Table(
    "pegawai",
    metadata,
    Column("id", Text, primary_key=True),
    Column("nama", Text, nullable=False),
    Column("unit_id", Text, ForeignKey("unit.id"), nullable=False),
    Column("opd_kode", Text, nullable=False),
    Column("jabatan_kode", Text, ForeignKey("jabatan.kode"), nullable=False),
    Column("memimpin", Boolean, nullable=False),
    Column("atasan_id", Text, ForeignKey("pegawai.id")),
    Column("atasan_ditetapkan", Boolean, nullable=False),
    Column("aktif", Boolean, nullable=False),
    Column("version", Integer, nullable=False),
)
