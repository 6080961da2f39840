"""What an assessor and a decider said, each kept beside the other."""

from alembic import op

revision = "kinerja_0006"
down_revision = "kinerja_0005"
branch_labels = None
depends_on = None

_TABLES = """
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
    """Make the table."""
    op.execute(_TABLES)


def downgrade() -> None:
    """Remove it with all it holds."""
    op.execute("DROP TABLE putusan_keberatan")
