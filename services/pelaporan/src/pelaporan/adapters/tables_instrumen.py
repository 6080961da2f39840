"""The tables of the instruments, made by ``pelaporan_0002``."""

from __future__ import annotations

from sqlalchemy import Column, Integer, LargeBinary, Numeric, Table, Text
from sqlalchemy.dialects.postgresql import JSONB, TIMESTAMP, UUID

from pelaporan.adapters.tables import metadata

_MOMENT = TIMESTAMP(timezone=True)


def _lembar() -> list[Column[object]]:
    """Return the columns that name a sheet; ``opd`` is empty for the regency."""
    return [
        Column("kode", Text, primary_key=True),
        Column("tahun", Integer, primary_key=True),
        Column("opd", Text, primary_key=True),
    ]


KERTAS_KERJA = Table(
    "kertas_kerja",
    metadata,
    *_lembar(),
    Column("version", Integer, nullable=False),
    Column("status", Text, nullable=False),
)
"""A sheet that somebody has written on."""

JAWABAN_BUTIR = Table(
    "jawaban_butir",
    metadata,
    *_lembar(),
    Column("butir", Text, primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("jawaban", Text, nullable=False),
    Column("asal", Text, nullable=False),
    Column("alasan", Text, nullable=False),
    Column("bukti", JSONB, nullable=False),
    Column("sandaran", JSONB, nullable=False),
    Column("oleh", Text, nullable=False),
    Column("pada", _MOMENT, nullable=False),
)
"""Every answer ever given; the one with the highest version holds."""

RESPONDEN_F03 = Table(
    "responden_f03",
    metadata,
    Column("id", UUID, primary_key=True),
    Column("tahun", Integer, nullable=False),
    Column("opd", Text, nullable=False),
    Column("bentuk", Text, nullable=False),
    Column("jawaban", JSONB, nullable=False),
    Column("oleh", Text, nullable=False),
    Column("pada", _MOMENT, nullable=False),
    Column("version", Integer, nullable=False),
    Column("ditarik_pada", _MOMENT),
    Column("ditarik_oleh", Text, nullable=False),
    Column("alasan", Text, nullable=False),
)
"""Batches of users' answers of F03, without anything that says who they are."""

PENETAPAN_INDEKS = Table(
    "penetapan_indeks",
    metadata,
    *_lembar(),
    Column("version", Integer, primary_key=True),
    Column("aksi", Text, nullable=False),
    Column("nilai", Numeric),
    Column("kategori", Text, nullable=False),
    Column("aturan", Text, nullable=False),
    Column("alasan", Text, nullable=False),
    Column("oleh", Text, nullable=False),
    Column("pada", _MOMENT, nullable=False),
)
"""When a sheet was established, with the frozen value, and when it was reopened, with the reason."""

LAPORAN = Table(
    "laporan",
    metadata,
    Column("id", UUID, primary_key=True),
    Column("kode", Text, nullable=False),
    Column("tahun", Integer, nullable=False),
    Column("opd", Text, nullable=False),
    Column("nomor", Integer, nullable=False),
    Column("kertas_version", Integer, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("isi", LargeBinary, nullable=False),
    Column("oleh", Text, nullable=False),
    Column("pada", _MOMENT, nullable=False),
)
"""The reports that were issued, byte for byte."""
