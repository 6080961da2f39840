"""Sheets of the instruments: answers with their history, users' answers, what was established, reports."""

from __future__ import annotations

from alembic import op

revision = "pelaporan_0002"
down_revision = "pelaporan_0001"
branch_labels = None
depends_on = None

_TABLES = """
CREATE TABLE kertas_kerja (
    kode text NOT NULL,
    tahun integer NOT NULL,
    opd text NOT NULL,
    version integer NOT NULL,
    status text NOT NULL CHECK (status IN ('terbuka', 'ditetapkan')),
    PRIMARY KEY (kode, tahun, opd)
);

CREATE TABLE jawaban_butir (
    kode text NOT NULL,
    tahun integer NOT NULL,
    opd text NOT NULL,
    butir text NOT NULL,
    version integer NOT NULL,
    jawaban text NOT NULL,
    asal text NOT NULL CHECK (asal IN ('evaluator', 'saran')),
    alasan text NOT NULL,
    bukti jsonb NOT NULL,
    sandaran jsonb NOT NULL,
    oleh text NOT NULL,
    pada timestamptz NOT NULL,
    PRIMARY KEY (kode, tahun, opd, butir, version)
);

CREATE TABLE responden_f03 (
    id uuid PRIMARY KEY,
    tahun integer NOT NULL,
    opd text NOT NULL,
    bentuk text NOT NULL,
    jawaban jsonb NOT NULL,
    oleh text NOT NULL,
    pada timestamptz NOT NULL,
    version integer NOT NULL,
    ditarik_pada timestamptz,
    ditarik_oleh text NOT NULL DEFAULT '',
    alasan text NOT NULL DEFAULT ''
);
CREATE INDEX responden_f03_lembar ON responden_f03 (tahun, opd, version);

CREATE TABLE penetapan_indeks (
    kode text NOT NULL,
    tahun integer NOT NULL,
    opd text NOT NULL,
    version integer NOT NULL,
    aksi text NOT NULL CHECK (aksi IN ('establish', 'reopen')),
    nilai numeric,
    kategori text NOT NULL DEFAULT '',
    aturan text NOT NULL DEFAULT '',
    alasan text NOT NULL DEFAULT '',
    oleh text NOT NULL,
    pada timestamptz NOT NULL,
    PRIMARY KEY (kode, tahun, opd, version)
);

CREATE TABLE laporan (
    id uuid PRIMARY KEY,
    kode text NOT NULL,
    tahun integer NOT NULL,
    opd text NOT NULL,
    nomor integer NOT NULL,
    kertas_version integer NOT NULL,
    sha256 text NOT NULL,
    isi bytea NOT NULL,
    oleh text NOT NULL,
    pada timestamptz NOT NULL,
    UNIQUE (kode, tahun, opd, nomor)
);
"""


def upgrade() -> None:
    """Make the tables."""
    op.execute(_TABLES)


def downgrade() -> None:
    """Remove them with all they hold."""
    op.execute("DROP TABLE laporan, penetapan_indeks, responden_f03, jawaban_butir, kertas_kerja")
