"""Accounts, sessions, tokens, rate limits, and the answers kept for idempotency keys."""

from alembic import op

revision = "chassis_0002"
down_revision = "chassis_0001"
branch_labels = None
depends_on = None

_TABLES = """
CREATE TABLE akun (
    akun text PRIMARY KEY CHECK (akun ~ '^[a-z0-9][a-z0-9._-]{0,63}$'),
    pengguna_id uuid NOT NULL UNIQUE,
    sandi_hash text NOT NULL,
    peran text[] NOT NULL DEFAULT '{}',
    opd_kode text,
    pegawai_id text,
    aktif boolean NOT NULL DEFAULT true,
    gagal integer NOT NULL DEFAULT 0,
    gagal_terakhir timestamptz,
    created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE sesi (
    id_hash bytea PRIMARY KEY,
    akun text NOT NULL REFERENCES akun ON DELETE CASCADE,
    created_at timestamptz NOT NULL,
    last_seen_at timestamptz NOT NULL,
    ends_at timestamptz NOT NULL
);
CREATE INDEX sesi_akun ON sesi (akun);
CREATE INDEX sesi_ends_at ON sesi (ends_at);

CREATE TABLE token (
    token_hash bytea PRIMARY KEY,
    akun text NOT NULL REFERENCES akun ON DELETE CASCADE,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL
);
CREATE INDEX token_akun ON token (akun);

CREATE TABLE batas_laju (
    kunci text PRIMARY KEY,
    percobaan timestamptz[] NOT NULL,
    ditolak boolean NOT NULL,
    hingga timestamptz NOT NULL
);
CREATE INDEX batas_laju_hingga ON batas_laju (hingga);

CREATE TABLE idempotensi (
    pemanggil text NOT NULL,
    kunci text NOT NULL,
    permintaan bytea NOT NULL,
    status smallint NOT NULL,
    tajuk jsonb NOT NULL,
    jawaban bytea NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (pemanggil, kunci)
);
CREATE INDEX idempotensi_created_at ON idempotensi (created_at);
"""


def upgrade() -> None:
    """Make the tables."""
    op.execute(_TABLES)


def downgrade() -> None:
    """Remove them with all they hold."""
    op.execute("DROP TABLE idempotensi, batas_laju, token, sesi, akun")
