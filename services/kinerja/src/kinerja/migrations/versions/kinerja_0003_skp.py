"""SKP, the plans of work, with their rows."""

from alembic import op

revision = "kinerja_0003"
down_revision = "kinerja_0002"
branch_labels = None
depends_on = None

_TABLES = """
CREATE TABLE skp (
    id text PRIMARY KEY,
    pegawai_id text NOT NULL REFERENCES pegawai (id),
    unit_id text NOT NULL REFERENCES unit (id),
    opd_kode text NOT NULL,
    tahun integer NOT NULL,
    status text NOT NULL
        CHECK (status IN ('draf', 'diajukan', 'dikembalikan', 'ditetapkan', 'usul_perubahan', 'ditutup')),
    versi integer NOT NULL,
    version integer NOT NULL,
    catatan text NOT NULL,
    penilai_id text REFERENCES pegawai (id),
    diajukan_pada timestamptz,
    ditetapkan_pada timestamptz
);
CREATE UNIQUE INDEX skp_satu_terbuka ON skp (pegawai_id, tahun) WHERE status <> 'ditutup';
CREATE INDEX skp_unit ON skp (tahun, opd_kode, unit_id);

CREATE TABLE skp_baris (
    id text PRIMARY KEY,
    skp_id text NOT NULL REFERENCES skp (id),
    urutan integer NOT NULL,
    hasil_kerja text NOT NULL CHECK (hasil_kerja <> ''),
    jenis text NOT NULL CHECK (jenis IN ('utama', 'tambahan')),
    induk_id text,
    indikator jsonb NOT NULL
);
CREATE INDEX skp_baris_skp ON skp_baris (skp_id, urutan);
CREATE INDEX skp_baris_induk ON skp_baris (induk_id) WHERE induk_id IS NOT NULL;
"""


def upgrade() -> None:
    """Make the tables."""
    op.execute(_TABLES)


def downgrade() -> None:
    """Remove them with all they hold."""
    op.execute("DROP TABLE skp_baris, skp")
