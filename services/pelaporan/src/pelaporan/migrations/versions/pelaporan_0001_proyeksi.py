"""The projection (facts, aggregates, latest state), the definitions and their measures."""

from alembic import op

revision = "pelaporan_0001"
down_revision = None
branch_labels = ("pelaporan",)
depends_on = None

_TABLES = """
CREATE SCHEMA proyeksi;

CREATE TABLE proyeksi.fakta (
    sumber smallint NOT NULL,
    posisi bigint NOT NULL,
    id uuid NOT NULL,
    tipe smallint NOT NULL,
    waktu timestamptz NOT NULL,
    bulan integer NOT NULL,
    subjek text NOT NULL,
    opd text NOT NULL,
    layanan text NOT NULL,
    isi jsonb NOT NULL,
    CONSTRAINT fakta_pkey PRIMARY KEY (sumber, posisi)
);
CREATE INDEX fakta_tipe_bulan ON proyeksi.fakta (tipe, bulan);

CREATE TABLE proyeksi.agregat (
    ukuran integer NOT NULL,
    bulan integer NOT NULL,
    opd text NOT NULL,
    layanan text NOT NULL,
    kunci text NOT NULL,
    n bigint NOT NULL,
    jumlah numeric NOT NULL,
    CONSTRAINT agregat_pkey PRIMARY KEY (ukuran, bulan, opd, layanan, kunci)
) WITH (fillfactor = 50);

CREATE TABLE proyeksi.keadaan (
    ukuran integer NOT NULL,
    subjek text NOT NULL,
    dari timestamptz,
    sampai timestamptz,
    opd text NOT NULL,
    layanan text NOT NULL,
    CONSTRAINT keadaan_pkey PRIMARY KEY (ukuran, subjek)
) WITH (fillfactor = 80);

CREATE TABLE sumber (
    id smallint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    nama text NOT NULL UNIQUE
);
CREATE TABLE tipe (
    id smallint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    nama text NOT NULL UNIQUE
);

CREATE TABLE definisi (
    kode text NOT NULL,
    versi integer NOT NULL,
    berlaku_dari date NOT NULL,
    naskah jsonb NOT NULL,
    oleh text NOT NULL,
    diterbitkan_pada timestamptz NOT NULL,
    PRIMARY KEY (kode, versi)
);
CREATE TABLE ukuran (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    sidik text NOT NULL UNIQUE,
    naskah jsonb NOT NULL
);

CREATE TABLE disentuh (
    urut bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    ukuran integer NOT NULL,
    bulan integer NOT NULL,
    opd text NOT NULL
);
CREATE TABLE terkirim (
    kode text NOT NULL,
    opd text NOT NULL,
    periode text NOT NULL,
    nilai numeric,
    pembilang numeric,
    penyebut numeric,
    definisi_versi integer NOT NULL,
    pada timestamptz NOT NULL,
    PRIMARY KEY (kode, opd, periode)
);

CREATE TABLE generasi (
    nomor integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    sidik text NOT NULL,
    peristiwa bigint NOT NULL,
    dipasang_pada timestamptz NOT NULL DEFAULT now()
);
"""


def upgrade() -> None:
    """Make the tables."""
    op.execute(_TABLES)


def downgrade() -> None:
    """Remove them with all they hold."""
    op.execute("DROP TABLE generasi, terkirim, disentuh, ukuran, definisi, tipe, sumber")
    op.execute("DROP SCHEMA proyeksi CASCADE")
