"""Appraisals of people, the capaian of their units, and the periods that were closed."""

from alembic import op

revision = "kinerja_0004"
down_revision = "kinerja_0003"
branch_labels = None
depends_on = None

_TABLES = """
CREATE TABLE evaluasi (
    id text PRIMARY KEY,
    pegawai_id text NOT NULL REFERENCES pegawai (id),
    unit_id text NOT NULL REFERENCES unit (id),
    opd_kode text NOT NULL,
    periode text NOT NULL,
    hasil_kerja text NOT NULL CHECK (hasil_kerja IN ('di_atas', 'sesuai', 'di_bawah')),
    perilaku text NOT NULL CHECK (perilaku IN ('di_atas', 'sesuai', 'di_bawah')),
    predikat text NOT NULL
        CHECK (predikat IN ('sangat_baik', 'baik', 'butuh_perbaikan', 'kurang', 'sangat_kurang')),
    catatan text NOT NULL,
    penilai_id text REFERENCES pegawai (id),
    tingkat_penilai text NOT NULL CHECK (tingkat_penilai IN ('penilai', 'atasan_penilai')),
    status text NOT NULL
        CHECK (status IN (
            'dievaluasi', 'ditetapkan', 'disampaikan', 'diterima', 'ditetapkan_atasan', 'keberatan', 'diperiksa',
            'diputus', 'dilaporkan', 'ditindaklanjuti')),
    version integer NOT NULL,
    ditetapkan_pada timestamptz,
    disampaikan_pada timestamptz,
    diterima_pada timestamptz,
    keberatan_id text,
    keberatan_alasan text NOT NULL,
    permasalahan text NOT NULL DEFAULT '',
    rekomendasi text NOT NULL DEFAULT '',
    tindak_lanjut text NOT NULL DEFAULT '',
    CHECK (pegawai_id <> penilai_id),
    CONSTRAINT evaluasi_satu UNIQUE (pegawai_id, unit_id, periode)
);
CREATE INDEX evaluasi_menunggu ON evaluasi (disampaikan_pada) WHERE status = 'disampaikan';
CREATE INDEX evaluasi_unit ON evaluasi (periode, unit_id);

CREATE TABLE capaian_organisasi (
    id text PRIMARY KEY,
    unit_id text NOT NULL REFERENCES unit (id),
    opd_kode text NOT NULL,
    periode text NOT NULL,
    capaian text NOT NULL
        CHECK (capaian IN ('istimewa', 'baik', 'butuh_perbaikan', 'kurang', 'sangat_kurang')),
    alasan text NOT NULL CHECK (alasan <> ''),
    versi integer NOT NULL,
    UNIQUE (unit_id, periode)
);

CREATE TABLE penutupan_evaluasi (
    id text PRIMARY KEY,
    unit_id text NOT NULL REFERENCES unit (id),
    periode text NOT NULL,
    alasan text NOT NULL,
    ditutup_pada timestamptz NOT NULL,
    CONSTRAINT penutupan_satu UNIQUE (unit_id, periode)
);
"""


def upgrade() -> None:
    """Make the tables."""
    op.execute(_TABLES)


def downgrade() -> None:
    """Remove them with all they hold."""
    op.execute("DROP TABLE penutupan_evaluasi, capaian_organisasi, evaluasi")
