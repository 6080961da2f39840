"""The outbox, the log with its head, the relay's and the consumer's progress, the dead letters."""

from alembic import op

revision = "chassis_0001"
down_revision = None
branch_labels = ("chassis",)
depends_on = None

_TABLES = """
CREATE TABLE outbox (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    event_id uuid NOT NULL,
    type text,
    subject text NOT NULL,
    time timestamptz NOT NULL,
    data bytea,
    traceparent text NOT NULL DEFAULT '',
    jejak text,
    CHECK ((type IS NULL) = (data IS NULL)),
    CHECK (type IS NOT NULL OR jejak IS NOT NULL)
);
ALTER TABLE outbox SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);

CREATE TABLE log (
    urut bigint PRIMARY KEY,
    posisi bigint,
    event_id uuid NOT NULL,
    type text,
    subject text NOT NULL,
    time timestamptz NOT NULL,
    data bytea,
    traceparent text NOT NULL,
    jejak text,
    hash bytea NOT NULL
);
CREATE UNIQUE INDEX log_posisi ON log (posisi) WHERE posisi IS NOT NULL;
CREATE INDEX log_subject ON log (subject, urut);

CREATE TABLE log_head (
    satu smallint PRIMARY KEY CHECK (satu = 1),
    urut bigint NOT NULL,
    posisi bigint NOT NULL,
    hash bytea NOT NULL
);
INSERT INTO log_head VALUES (1, 0, 0, '\\x');

CREATE TABLE relay (
    tujuan text PRIMARY KEY,
    posisi bigint NOT NULL
);

CREATE TABLE kemajuan (
    sumber text NOT NULL,
    partisi integer NOT NULL,
    posisi bigint NOT NULL,
    waktu timestamptz NOT NULL,
    PRIMARY KEY (sumber, partisi)
);

CREATE TABLE surat_mati (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    sumber text NOT NULL,
    partisi integer NOT NULL,
    posisi bigint NOT NULL,
    event_id text NOT NULL,
    tipe text NOT NULL,
    subjek text NOT NULL,
    waktu timestamptz NOT NULL,
    traceparent text NOT NULL DEFAULT '',
    data bytea NOT NULL,
    asal jsonb NOT NULL,
    alasan text NOT NULL,
    percobaan integer NOT NULL DEFAULT 1,
    diterima_pada timestamptz NOT NULL DEFAULT now(),
    selesai_pada timestamptz,
    UNIQUE (sumber, partisi, posisi, event_id)
);
CREATE INDEX surat_mati_terbuka ON surat_mati (id) WHERE selesai_pada IS NULL;
"""


def upgrade() -> None:
    """Make the tables."""
    op.execute(_TABLES)


def downgrade() -> None:
    """Remove them with all they hold."""
    op.execute("DROP TABLE surat_mati, kemajuan, relay, log_head, log, outbox")
