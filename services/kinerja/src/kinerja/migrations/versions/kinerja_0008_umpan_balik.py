"""Feedback between people who work together; and the indexes by which the lists of ten thousand people are read."""

from alembic import op

revision = "kinerja_0008"
down_revision = "kinerja_0007"
branch_labels = None
depends_on = None

_TABLES = """
CREATE TABLE umpan_balik (
    id text PRIMARY KEY,
    pegawai_id text NOT NULL REFERENCES pegawai (id),
    unit_id text NOT NULL REFERENCES unit (id),
    opd_kode text NOT NULL,
    periode text NOT NULL,
    pemberi_id text NOT NULL REFERENCES pegawai (id),
    pemberi text NOT NULL CHECK (pemberi IN ('penilai', 'atasan_penilai', 'rekan', 'bawahan')),
    tentang text NOT NULL CHECK (tentang IN (
        'hasil_kerja', 'berorientasi_pelayanan', 'akuntabel', 'kompeten', 'harmonis', 'loyal', 'adaptif', 'kolaboratif')),
    isi text NOT NULL CHECK (isi <> ''),
    tanggapan text NOT NULL,
    version integer NOT NULL,
    diberikan_pada timestamptz NOT NULL,
    ditanggapi_pada timestamptz,
    CHECK (pegawai_id <> pemberi_id),
    CHECK ((tanggapan = '') = (ditanggapi_pada IS NULL))
);
COMMENT ON COLUMN umpan_balik.isi IS 'about a person: never on the bus, never in the log';
COMMENT ON COLUMN umpan_balik.pemberi_id IS 'closed where pemberi is rekan or bawahan: shown to nobody';
CREATE INDEX umpan_balik_pegawai ON umpan_balik (pegawai_id, periode);
CREATE INDEX umpan_balik_pemberi ON umpan_balik (pemberi_id, diberikan_pada);

CREATE INDEX skp_pegawai ON skp (pegawai_id, tahun);
CREATE INDEX skp_penilai ON skp (penilai_id, tahun) WHERE versi > 0;
CREATE INDEX skp_tempat ON skp (unit_id, tahun);
"""


def upgrade() -> None:
    """Make the table."""
    op.execute(_TABLES)


def downgrade() -> None:
    """Remove it with all it holds."""
    op.execute("DROP TABLE umpan_balik; DROP INDEX skp_pegawai, skp_penilai, skp_tempat")
