"""The tables of appraisals, made by ``kinerja_0004`` and ``kinerja_0006``."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Integer, Table, Text
from sqlalchemy.dialects.postgresql import TIMESTAMP

from kinerja.adapters.tables import metadata

_MOMENT = TIMESTAMP(timezone=True)

EVALUASI = Table(
    "evaluasi",
    metadata,
    Column("id", Text, primary_key=True),
    Column("pegawai_id", Text, ForeignKey("pegawai.id"), nullable=False),
    Column("unit_id", Text, ForeignKey("unit.id"), nullable=False),
    Column("opd_kode", Text, nullable=False),
    Column("periode", Text, nullable=False),
    Column("hasil_kerja", Text, nullable=False),
    Column("perilaku", Text, nullable=False),
    Column("predikat", Text, nullable=False),
    Column("catatan", Text, nullable=False),
    Column("penilai_id", Text, ForeignKey("pegawai.id")),
    Column("tingkat_penilai", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("ditetapkan_pada", _MOMENT),
    Column("disampaikan_pada", _MOMENT),
    Column("diterima_pada", _MOMENT),
    Column("keberatan_id", Text),
    Column("keberatan_alasan", Text, nullable=False),
    Column("permasalahan", Text, nullable=False),
    Column("rekomendasi", Text, nullable=False),
    Column("tindak_lanjut", Text, nullable=False),
)

PUTUSAN_KEBERATAN = Table(
    "putusan_keberatan",
    metadata,
    Column("keberatan_id", Text, primary_key=True),
    Column("evaluasi_id", Text, ForeignKey("evaluasi.id"), nullable=False),
    Column("putusan", Text, nullable=False),
    Column("alasan", Text, nullable=False),
    Column("pemutus_id", Text, ForeignKey("pegawai.id")),
    Column("hasil_kerja_semula", Text, nullable=False),
    Column("perilaku_semula", Text, nullable=False),
    Column("predikat_semula", Text, nullable=False),
    Column("hasil_kerja", Text, nullable=False),
    Column("perilaku", Text, nullable=False),
    Column("diputus_pada", _MOMENT, nullable=False),
)
