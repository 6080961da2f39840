"""The tables of goals, made by the migrations."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, DateTime, ForeignKey, Integer, MetaData, Numeric, Table, Text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

metadata = MetaData()


def _text(name: str, *, nullable: bool = False) -> Column[str]:
    return Column(name, Text, nullable=nullable)


SIMPUL = Table(
    "simpul",
    metadata,
    Column("id", Text, primary_key=True),
    Column("tahun", Integer, nullable=False),
    _text("jenis"),
    _text("uraian_kondisi"),
    Column("csf", ARRAY(Text), nullable=False),
    Column("induk_id", Text, ForeignKey("simpul.id")),
    _text("kaitan"),
    Column("aditif", Boolean, nullable=False),
    Column("bobot", Numeric),
    _text("unit_id", nullable=True),
    _text("opd_kode"),
    Column("crosscut", JSONB, nullable=False),
    _text("status"),
    Column("versi", Integer, nullable=False),
    Column("version", Integer, nullable=False),
)

INDIKATOR = Table(
    "indikator_kinerja",
    metadata,
    Column("id", Text, primary_key=True),
    _text("unit_id"),
    _text("opd_kode"),
    Column("tahun", Integer, nullable=False),
    _text("nama"),
    _text("satuan"),
    _text("polaritas"),
    Column("iku", Boolean, nullable=False),
    *(Column(f"target_{kunci}", Numeric, nullable=False) for kunci in ("t1", "t2", "t3", "t4")),
    _text("sumber_indikator", nullable=True),
    _text("sumber_opd"),
    Column("sumber_ditolak", Boolean, nullable=False),
    Column("simpul_id", Text, ForeignKey("simpul.id")),
    Column("versi", Integer, nullable=False),
    Column("version", Integer, nullable=False),
)

REALISASI = Table(
    "realisasi",
    metadata,
    Column("indikator_id", Text, ForeignKey("indikator_kinerja.id"), primary_key=True),
    Column("periode", Text, primary_key=True),
    Column("versi", Integer, primary_key=True),
    Column("nilai", Numeric, nullable=False),
    Column("target", Numeric, nullable=False),
    Column("capaian", Numeric),
    _text("asal"),
    _text("kedudukan"),
    _text("dicatat_oleh"),
    Column("dicatat_pada", DateTime(timezone=True), nullable=False),
    _text("bukti"),
    _text("sumber_indikator"),
    _text("sumber_peristiwa_id"),
    Column("definisi_versi", Integer, nullable=False),
)

SALINAN = Table(
    "indikator_pelaporan",
    metadata,
    Column("kode", Text, primary_key=True),
    Column("opd", Text, primary_key=True),
    Column("periode", Text, primary_key=True),
    Column("posisi", BigInteger, nullable=False),
    Column("nilai", Numeric),
    _text("peristiwa_id"),
    Column("definisi_versi", Integer, nullable=False),
    Column("bersandar_realisasi", Boolean, nullable=False),
)

SANGGAHAN = Table(
    "sanggahan",
    metadata,
    Column("id", Text, primary_key=True),
    Column("indikator_id", Text, ForeignKey("indikator_kinerja.id"), nullable=False),
    _text("periode"),
    _text("peristiwa_id"),
    _text("alasan"),
    _text("status"),
    _text("diajukan_oleh"),
    Column("diajukan_pada", DateTime(timezone=True), nullable=False),
    _text("putusan_alasan"),
    _text("diputus_oleh"),
    Column("diputus_pada", DateTime(timezone=True)),
    Column("version", Integer, nullable=False),
)

PERJANJIAN = Table(
    "perjanjian",
    metadata,
    Column("id", Text, primary_key=True),
    _text("unit_id"),
    _text("opd_kode"),
    Column("tahun", Integer, nullable=False),
    _text("status"),
    Column("versi", Integer, nullable=False),
    Column("version", Integer, nullable=False),
)

NASKAH = Table(
    "perjanjian_naskah",
    metadata,
    Column("perjanjian_id", Text, ForeignKey("perjanjian.id"), primary_key=True),
    Column("versi", Integer, primary_key=True),
    _text("pihak_pertama_id"),
    _text("pihak_kedua_id"),
    _text("pertama_jabatan"),
    _text("kedua_jabatan"),
    _text("alasan_kode"),
    _text("alasan"),
    Column("lampiran", JSONB, nullable=False),
    Column("disusun_pada", DateTime(timezone=True), nullable=False),
    Column("pertama_pada", DateTime(timezone=True)),
    Column("kedua_pada", DateTime(timezone=True)),
)

RENCANA_AKSI = Table(
    "rencana_aksi",
    metadata,
    Column("indikator_id", Text, ForeignKey("indikator_kinerja.id"), primary_key=True),
    _text("akumulasi"),
    Column("langkah", JSONB, nullable=False),
    Column("version", Integer, nullable=False),
)

PANTAUAN = Table(
    "pantauan",
    metadata,
    Column("indikator_id", Text, ForeignKey("rencana_aksi.indikator_id"), primary_key=True),
    Column("urutan", Integer, primary_key=True),
    _text("periode"),
    _text("kendala"),
    _text("tindak_lanjut"),
    _text("oleh"),
    Column("pada", DateTime(timezone=True), nullable=False),
)
