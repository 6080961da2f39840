"""Units, posts and people."""

from alembic import op

revision = "kinerja_0001"
down_revision = None
branch_labels = ("kinerja",)
depends_on = None

_TABLES = """
CREATE TABLE unit (
    id text PRIMARY KEY,
    induk_id text REFERENCES unit (id),
    nama text NOT NULL CHECK (nama <> ''),
    jenis text NOT NULL,
    opd_kode text NOT NULL,
    urutan integer NOT NULL,
    aktif boolean NOT NULL DEFAULT true,
    version integer NOT NULL DEFAULT 1,
    CHECK (induk_id <> id),
    CHECK ((induk_id IS NULL) = (jenis = 'pemerintah_daerah'))
);
CREATE UNIQUE INDEX unit_satu_akar ON unit ((true)) WHERE induk_id IS NULL;
CREATE UNIQUE INDEX unit_satu_opd ON unit (opd_kode) WHERE jenis = 'opd';
CREATE INDEX unit_induk ON unit (induk_id);

CREATE TABLE jabatan (
    kode text PRIMARY KEY,
    nama text NOT NULL,
    jenis text NOT NULL CHECK (jenis IN ('struktural', 'fungsional', 'pelaksana')),
    jenjang text NOT NULL,
    jenis_unit text,
    CHECK ((jenis = 'struktural') = (jenis_unit IS NOT NULL))
);

CREATE TABLE pegawai (
    id text PRIMARY KEY,
    nama text NOT NULL,
    unit_id text NOT NULL REFERENCES unit (id),
    opd_kode text NOT NULL,
    jabatan_kode text NOT NULL REFERENCES jabatan (kode),
    memimpin boolean NOT NULL,
    atasan_id text REFERENCES pegawai (id) DEFERRABLE INITIALLY DEFERRED,
    atasan_ditetapkan boolean NOT NULL DEFAULT false,
    aktif boolean NOT NULL DEFAULT true,
    version integer NOT NULL DEFAULT 1,
    CHECK (atasan_id <> id),
    CHECK (aktif OR NOT memimpin)
);
COMMENT ON COLUMN pegawai.nama IS 'personal data: never on the bus, never in the log';
CREATE UNIQUE INDEX pegawai_satu_kepala ON pegawai (unit_id) WHERE memimpin;
CREATE INDEX pegawai_unit ON pegawai (unit_id);
CREATE INDEX pegawai_opd ON pegawai (opd_kode, nama, id);
CREATE INDEX pegawai_atasan ON pegawai (atasan_id);
"""


def upgrade() -> None:
    """Make the tables."""
    op.execute(_TABLES)


def downgrade() -> None:
    """Remove them with all they hold."""
    op.execute("DROP TABLE pegawai, jabatan, unit")
