"""The tables of perizinan, as its migrations make them."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Sequence,
    Table,
    Text,
    UniqueConstraint,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB, TIMESTAMP, UUID

metadata = MetaData()
_MOMENT = TIMESTAMP(timezone=True)

PERMOHONAN = Table(
    "permohonan",
    metadata,
    Column("id", UUID, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("status", Text, nullable=False),
    Column("tahap", Text, nullable=False),
    Column("layanan_kode", Text, nullable=False),
    Column("layanan_versi", Integer, nullable=False),
    Column("opd_kode", Text, nullable=False),
    Column("kanal", Text, nullable=False),
    Column("jenis_pemohon", Text, nullable=False),
    Column("nama_pemohon", Text, nullable=False),
    Column("nik", Text),
    Column("nib", Text),
    Column("surel", Text),
    Column("telepon", Text),
    Column("wilayah_kode", Text, nullable=False),
    Column("isian", JSONB, nullable=False),
    Column("pemilik", Text, nullable=False),
    Column("diverifikasi_oleh", Text),
    Column("pegawai_id", Text),
    Column("nomor_registrasi", Text, unique=True),
    Column("kunci_hash", Text),
    Column("dibuat_pada", _MOMENT, nullable=False),
    Column("diajukan_pada", _MOMENT),
    Column("lengkap_pada", _MOMENT),
    Column("sla_hari", Integer, nullable=False),
    Column("jatuh_tempo", Date),
    Column("jeda", JSONB, nullable=False),
    Column("putaran", Integer, nullable=False),
    Column("kekurangan", JSONB, nullable=False),
    Column("dikembalikan_dari", Text),
    Column("perbaikan_sampai", Date),
    Column("selesai_pada", _MOMENT),
    Column("survei_diisi", Boolean, nullable=False),
    Column("peta", Text),
    Column("nomor_luar", Text),
    UniqueConstraint("peta", "nomor_luar"),
    Index("permohonan_pemilik", "pemilik", text("dibuat_pada DESC")),
    Index("permohonan_terbuka", "jatuh_tempo", postgresql_where=text("selesai_pada IS NULL AND peta IS NULL")),
    Index("permohonan_dibuat_pada", text("dibuat_pada DESC")),
    Index("permohonan_selesai", "selesai_pada", postgresql_where=text("selesai_pada IS NOT NULL AND peta IS NULL")),
)
"""A file; ``peta`` and ``nomor_luar`` say which log it was imported from and what it was called there."""

REKOMENDASI = Table(
    "rekomendasi",
    metadata,
    Column("id", UUID, primary_key=True),
    Column("permohonan_id", UUID, ForeignKey("permohonan.id"), nullable=False),
    Column("opd_mitra", Text, nullable=False),
    Column("wajib", Boolean, nullable=False),
    Column("sla_hari", Integer, nullable=False),
    Column("diam", Text, nullable=False),
    Column("diminta_pada", _MOMENT, nullable=False),
    Column("jatuh_tempo", Date),
    Column("status", Text, nullable=False),
    Column("hasil", Text),
    Column("alasan", Text, nullable=False),
    Column("ketentuan", JSONB, nullable=False),
    Column("diberikan_pada", _MOMENT),
    Column("diberikan_oleh", Text),
    Column("version", Integer, nullable=False),
    Index("rekomendasi_permohonan", "permohonan_id", "diminta_pada"),
    Index("rekomendasi_terbuka", "opd_mitra", "jatuh_tempo", postgresql_where=text("status <> 'diberikan'")),
)
"""A partner's task."""

IZIN = Table(
    "izin",
    metadata,
    Column("id", UUID, primary_key=True),
    Column("permohonan_id", UUID, ForeignKey("permohonan.id"), nullable=False, unique=True),
    Column("nomor", Text, nullable=False, unique=True),
    Column("kode_verifikasi", Text, nullable=False, unique=True),
    Column("status", Text, nullable=False),
    Column("terbit_pada", _MOMENT, nullable=False),
    Column("berlaku_sampai", Date),
)
"""A licence."""

NOMOR_REGISTRASI = Sequence("nomor_registrasi", metadata=metadata)
"""Registration numbers; a number that was drawn in vain stays out."""

NOMOR_IZIN = Table(
    "nomor_izin",
    metadata,
    Column("layanan_kode", Text, primary_key=True),
    Column("tahun", Integer, primary_key=True, autoincrement=False),
    Column("terakhir", Integer, nullable=False),
)
"""The last number of each layanan in a year."""

STANDAR_DITETAPKAN = Table(
    "standar_ditetapkan",
    metadata,
    Column("layanan_kode", Text, primary_key=True),
    Column("layanan_versi", Integer, primary_key=True, autoincrement=False),
    Column("ditetapkan_pada", _MOMENT, nullable=False, server_default=func.now()),
)
"""The standards that the world has been told of."""

PEJABAT = Table(
    "pejabat",
    metadata,
    Column("pegawai_id", Text, primary_key=True),
    Column("opd_kode", Text, nullable=False),
    Column("unit_id", Text, nullable=False),
    Column("jenis_jabatan", Text, nullable=False),
    Column("jenjang_jabatan", Text, nullable=False),
    Column("jabatan_kode", Text, nullable=False),
    Column("aktif", Boolean, nullable=False),
    Column("posisi", BigInteger, nullable=False),
    Index("pejabat_opd", "opd_kode", postgresql_where=text("aktif")),
)
"""Our own copy of kinerja's officers; ``posisi`` is the event that it stands at."""
