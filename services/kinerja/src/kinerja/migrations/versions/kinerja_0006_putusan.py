"""What an assessor and a decider said, each kept beside the other; when a plan ended; of whom none is asked."""

from alembic import op

revision = "kinerja_0006"
down_revision = "kinerja_0005"
branch_labels = None
depends_on = None

_TABLES = """
ALTER TABLE skp ADD COLUMN ditutup_pada timestamptz;
UPDATE skp SET ditutup_pada = ditetapkan_pada WHERE status = 'ditutup';
COMMENT ON COLUMN skp.ditutup_pada IS 'when it ended: which months of the year it stood for';

CREATE TABLE pengecualian_skp (
    id text PRIMARY KEY,
    pegawai_id text NOT NULL REFERENCES pegawai (id),
    alasan_kode text NOT NULL CHECK (alasan_kode IN (
        'pejabat_negara', 'lembaga_nonstruktural', 'diberhentikan_sementara', 'cltn', 'mpp')),
    dasar text NOT NULL CHECK (dasar <> ''),
    dari date NOT NULL,
    sampai date,
    version integer NOT NULL,
    CHECK (sampai IS NULL OR sampai >= dari)
);
COMMENT ON TABLE pengecualian_skp IS 'of whom nobody asks an SKP (PP 30/2019 ps 23)';
CREATE INDEX pengecualian_skp_pegawai ON pengecualian_skp (pegawai_id);

CREATE TABLE putusan_keberatan (
    keberatan_id text PRIMARY KEY,
    evaluasi_id text NOT NULL UNIQUE REFERENCES evaluasi (id),
    putusan text NOT NULL CHECK (putusan IN ('dikabulkan', 'ditolak')),
    alasan text NOT NULL CHECK (alasan <> ''),
    pemutus_id text REFERENCES pegawai (id),
    hasil_kerja_semula text NOT NULL CHECK (hasil_kerja_semula IN ('di_atas', 'sesuai', 'di_bawah')),
    perilaku_semula text NOT NULL CHECK (perilaku_semula IN ('di_atas', 'sesuai', 'di_bawah')),
    predikat_semula text NOT NULL
        CHECK (predikat_semula IN ('sangat_baik', 'baik', 'butuh_perbaikan', 'kurang', 'sangat_kurang')),
    hasil_kerja text NOT NULL CHECK (hasil_kerja IN ('di_atas', 'sesuai', 'di_bawah')),
    perilaku text NOT NULL CHECK (perilaku IN ('di_atas', 'sesuai', 'di_bawah')),
    diputus_pada timestamptz NOT NULL
);
COMMENT ON COLUMN putusan_keberatan.alasan IS 'about a person: never on the bus, never in the log';
"""


def upgrade() -> None:
    """Make the tables."""
    op.execute(_TABLES)


def downgrade() -> None:
    """Remove them with all they hold."""
    op.execute("DROP TABLE putusan_keberatan, pengecualian_skp")
    op.execute("ALTER TABLE skp DROP COLUMN ditutup_pada")
