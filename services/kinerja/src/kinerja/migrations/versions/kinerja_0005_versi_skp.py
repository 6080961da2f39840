"""The versions of an SKP that were in force, why each change was proposed, and the dialogues about it."""

from alembic import op

revision = "kinerja_0005"
down_revision = "kinerja_0004"
branch_labels = None
depends_on = None

_TABLES = """
ALTER TABLE skp ADD COLUMN pelengkap jsonb NOT NULL DEFAULT '{}';
COMMENT ON COLUMN skp.pelengkap IS 'the behaviour expected and the annexes';

CREATE TABLE skp_versi (
    skp_id text NOT NULL REFERENCES skp (id),
    versi integer NOT NULL CHECK (versi > 0),
    penilai_id text REFERENCES pegawai (id),
    ditetapkan_pada timestamptz NOT NULL,
    pelengkap jsonb NOT NULL DEFAULT '{}',
    PRIMARY KEY (skp_id, versi)
);
CREATE TABLE skp_versi_baris (
    skp_id text NOT NULL,
    versi integer NOT NULL,
    id text NOT NULL,
    urutan integer NOT NULL,
    hasil_kerja text NOT NULL CHECK (hasil_kerja <> ''),
    jenis text NOT NULL CHECK (jenis IN ('utama', 'tambahan')),
    induk_id text,
    induk text,
    indikator jsonb NOT NULL,
    PRIMARY KEY (skp_id, versi, id),
    FOREIGN KEY (skp_id, versi) REFERENCES skp_versi (skp_id, versi)
);
COMMENT ON COLUMN skp_versi_baris.induk IS 'the words of the superior''s row when this version was established';
CREATE INDEX skp_versi_baris_id ON skp_versi_baris (id, versi);
CREATE INDEX skp_versi_baris_induk ON skp_versi_baris (induk_id) WHERE induk_id IS NOT NULL;

CREATE TABLE skp_usulan (
    skp_id text NOT NULL REFERENCES skp (id),
    versi integer NOT NULL CHECK (versi > 1),
    alasan_kode text NOT NULL CHECK (alasan_kode IN (
        'pejabat_berganti', 'strategi_program_anggaran', 'prioritas_asumsi', 'sakit_cuti_lebih_sebulan',
        'tugas_lain_lebih_sebulan', 'persetujuan_menteri')),
    alasan text NOT NULL CHECK (alasan <> ''),
    diusulkan_pada timestamptz NOT NULL,
    PRIMARY KEY (skp_id, versi)
);
COMMENT ON TABLE skp_usulan IS 'why a plan was to become this version';
COMMENT ON COLUMN skp_usulan.alasan IS 'about a person: never on the bus, never in the log';

CREATE TABLE skp_dialog (
    id text PRIMARY KEY,
    skp_id text NOT NULL REFERENCES skp (id),
    tanggal date NOT NULL,
    kesepakatan text NOT NULL CHECK (kesepakatan <> ''),
    pencatat_id text NOT NULL REFERENCES pegawai (id),
    dicatat_pada timestamptz NOT NULL
);
CREATE INDEX skp_dialog_skp ON skp_dialog (skp_id, tanggal);
COMMENT ON COLUMN skp_dialog.kesepakatan IS 'about a person: never on the bus, never in the log';

INSERT INTO skp_versi (skp_id, versi, penilai_id, ditetapkan_pada)
SELECT id, versi, penilai_id, ditetapkan_pada FROM skp WHERE versi > 0 AND ditetapkan_pada IS NOT NULL;
INSERT INTO skp_versi_baris (skp_id, versi, id, urutan, hasil_kerja, jenis, induk_id, indikator)
SELECT b.skp_id, v.versi, b.id, b.urutan, b.hasil_kerja, b.jenis, b.induk_id, b.indikator
FROM skp_baris b JOIN skp_versi v ON v.skp_id = b.skp_id;

CREATE VIEW skp_baris_berlaku AS
SELECT b.id, b.skp_id, b.urutan, b.hasil_kerja, b.jenis, b.induk_id, b.induk, b.indikator
FROM (
    SELECT id, skp_id, urutan, hasil_kerja, jenis, induk_id, induk, indikator, versi FROM skp_versi_baris
    UNION ALL
    SELECT id, skp_id, urutan, hasil_kerja, jenis, induk_id, CAST(NULL AS text), indikator, 0 FROM skp_baris
) AS b
JOIN skp s ON s.id = b.skp_id AND s.versi = b.versi;
COMMENT ON VIEW skp_baris_berlaku IS 'the rows of the version in force; of a plan never established, as they are written';
-- One join for both: a plan's rows, or a row, are then found by their index and not among everyone's.
"""


def upgrade() -> None:
    """Make the tables; what is established already becomes its version in force."""
    op.execute(_TABLES)


def downgrade() -> None:
    """Remove them with all they hold."""
    op.execute("DROP VIEW skp_baris_berlaku")
    op.execute("DROP TABLE skp_dialog, skp_usulan, skp_versi_baris, skp_versi")
    op.execute("ALTER TABLE skp DROP COLUMN pelengkap")
