"""Permohonan with its recommendations, the licence, numbers, the copy of kinerja's officers."""

from alembic import op

revision = "perizinan_0001"
down_revision = None
branch_labels = ("perizinan",)
depends_on = None

_TABLES = """
CREATE SEQUENCE nomor_registrasi;

CREATE TABLE permohonan (
    id uuid PRIMARY KEY,
    version integer NOT NULL,
    status text NOT NULL,
    tahap text NOT NULL,
    layanan_kode text NOT NULL,
    layanan_versi integer NOT NULL,
    opd_kode text NOT NULL,
    kanal text NOT NULL,
    jenis_pemohon text NOT NULL,
    nama_pemohon text NOT NULL,
    nik text,
    nib text,
    surel text,
    telepon text,
    wilayah_kode text NOT NULL,
    isian jsonb NOT NULL,
    pemilik text NOT NULL,
    diverifikasi_oleh text,
    pegawai_id text,
    nomor_registrasi text UNIQUE,
    kunci_hash text,
    dibuat_pada timestamptz NOT NULL,
    diajukan_pada timestamptz,
    lengkap_pada timestamptz,
    sla_hari integer NOT NULL,
    jatuh_tempo date,
    jeda jsonb NOT NULL,
    putaran integer NOT NULL,
    kekurangan jsonb NOT NULL,
    dikembalikan_dari text,
    perbaikan_sampai date,
    selesai_pada timestamptz,
    survei_diisi boolean NOT NULL,
    peta text,
    nomor_luar text,
    UNIQUE (peta, nomor_luar)
);
CREATE INDEX permohonan_pemilik ON permohonan (pemilik, dibuat_pada DESC);
CREATE INDEX permohonan_terbuka ON permohonan (jatuh_tempo) WHERE selesai_pada IS NULL AND peta IS NULL;
CREATE INDEX permohonan_dibuat_pada ON permohonan (dibuat_pada DESC);

CREATE TABLE rekomendasi (
    id uuid PRIMARY KEY,
    permohonan_id uuid NOT NULL REFERENCES permohonan,
    opd_mitra text NOT NULL,
    wajib boolean NOT NULL,
    sla_hari integer NOT NULL,
    diam text NOT NULL,
    diminta_pada timestamptz NOT NULL,
    jatuh_tempo date,
    status text NOT NULL,
    hasil text,
    alasan text NOT NULL,
    ketentuan jsonb NOT NULL,
    diberikan_pada timestamptz,
    diberikan_oleh text,
    version integer NOT NULL
);
CREATE INDEX rekomendasi_permohonan ON rekomendasi (permohonan_id, diminta_pada);
CREATE INDEX rekomendasi_terbuka ON rekomendasi (opd_mitra, jatuh_tempo) WHERE status <> 'diberikan';

CREATE TABLE izin (
    id uuid PRIMARY KEY,
    permohonan_id uuid NOT NULL UNIQUE REFERENCES permohonan,
    nomor text NOT NULL UNIQUE,
    kode_verifikasi text NOT NULL UNIQUE,
    status text NOT NULL,
    terbit_pada timestamptz NOT NULL,
    berlaku_sampai date
);

CREATE TABLE nomor_izin (
    layanan_kode text NOT NULL,
    tahun integer NOT NULL,
    terakhir integer NOT NULL,
    PRIMARY KEY (layanan_kode, tahun)
);

CREATE TABLE standar_ditetapkan (
    layanan_kode text NOT NULL,
    layanan_versi integer NOT NULL,
    ditetapkan_pada timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (layanan_kode, layanan_versi)
);

CREATE TABLE pejabat (
    pegawai_id text PRIMARY KEY,
    opd_kode text NOT NULL,
    unit_id text NOT NULL,
    jenis_jabatan text NOT NULL,
    jenjang_jabatan text NOT NULL,
    jabatan_kode text NOT NULL,
    aktif boolean NOT NULL,
    posisi bigint NOT NULL
);
CREATE INDEX pejabat_opd ON pejabat (opd_kode) WHERE aktif;
"""


def upgrade() -> None:
    """Make the tables."""
    op.execute(_TABLES)


def downgrade() -> None:
    """Remove them with all they hold."""
    op.execute("DROP TABLE pejabat, standar_ditetapkan, nomor_izin, izin, rekomendasi, permohonan")
    op.execute("DROP SEQUENCE nomor_registrasi")
