"""Goals: the tree, the indicators of units, what was recorded for them, disputes, agreements."""

from alembic import op

revision = "kinerja_0002"
down_revision = "kinerja_0001"
branch_labels = None
depends_on = None

_TABLES = """
CREATE TABLE simpul (
    id text PRIMARY KEY,
    tahun integer NOT NULL,
    jenis text NOT NULL CHECK (jenis IN ('final_outcome', 'intermediate_outcome', 'immediate_outcome', 'output')),
    uraian_kondisi text NOT NULL CHECK (uraian_kondisi <> ''),
    csf text[] NOT NULL,
    induk_id text REFERENCES simpul (id),
    kaitan text NOT NULL CHECK (kaitan IN ('langsung', 'tidak_langsung')),
    aditif boolean NOT NULL,
    bobot numeric,
    unit_id text REFERENCES unit (id),
    opd_kode text NOT NULL,
    crosscut jsonb NOT NULL,
    status text NOT NULL CHECK (status IN ('draf', 'ditetapkan')),
    versi integer NOT NULL,
    version integer NOT NULL,
    CHECK (induk_id <> id)
);
CREATE INDEX simpul_tahun ON simpul (tahun, id);
CREATE INDEX simpul_induk ON simpul (induk_id);

CREATE TABLE indikator_kinerja (
    id text PRIMARY KEY,
    unit_id text NOT NULL REFERENCES unit (id),
    opd_kode text NOT NULL,
    tahun integer NOT NULL,
    nama text NOT NULL CHECK (nama <> ''),
    satuan text NOT NULL CHECK (satuan <> ''),
    polaritas text NOT NULL CHECK (polaritas IN ('naik', 'turun')),
    iku boolean NOT NULL,
    target_t1 numeric NOT NULL,
    target_t2 numeric NOT NULL,
    target_t3 numeric NOT NULL,
    target_t4 numeric NOT NULL,
    sumber_indikator text,
    sumber_opd text NOT NULL DEFAULT '',
    sumber_ditolak boolean NOT NULL DEFAULT false,
    simpul_id text REFERENCES simpul (id),
    versi integer NOT NULL,
    version integer NOT NULL
);
CREATE INDEX indikator_kinerja_unit ON indikator_kinerja (unit_id, tahun);
CREATE INDEX indikator_kinerja_tahun ON indikator_kinerja (tahun, opd_kode, id);
CREATE INDEX indikator_kinerja_simpul ON indikator_kinerja (simpul_id);
CREATE INDEX indikator_kinerja_sumber ON indikator_kinerja (sumber_indikator, sumber_opd, tahun)
    WHERE sumber_indikator IS NOT NULL;

CREATE TABLE realisasi (
    indikator_id text NOT NULL REFERENCES indikator_kinerja (id),
    periode text NOT NULL,
    versi integer NOT NULL CHECK (versi > 0),
    nilai numeric NOT NULL,
    target numeric NOT NULL,
    capaian numeric,
    asal text NOT NULL CHECK (asal IN ('manual', 'indikator')),
    kedudukan text NOT NULL CHECK (kedudukan IN ('berlaku', 'diganti', 'selisih', 'cocok', 'dikesampingkan')),
    dicatat_oleh text NOT NULL,
    dicatat_pada timestamptz NOT NULL,
    bukti text NOT NULL,
    sumber_indikator text NOT NULL,
    sumber_peristiwa_id text NOT NULL,
    definisi_versi integer NOT NULL,
    PRIMARY KEY (indikator_id, periode, versi)
);
CREATE UNIQUE INDEX realisasi_satu_berlaku ON realisasi (indikator_id, periode) WHERE kedudukan = 'berlaku';

CREATE TABLE indikator_pelaporan (
    kode text NOT NULL,
    opd text NOT NULL,
    periode text NOT NULL,
    posisi bigint NOT NULL,
    nilai numeric,
    peristiwa_id text NOT NULL,
    definisi_versi integer NOT NULL,
    bersandar_realisasi boolean NOT NULL,
    PRIMARY KEY (kode, opd, periode)
);
COMMENT ON TABLE indikator_pelaporan IS 'our own copy of what pelaporan last told';

CREATE TABLE sanggahan (
    id text PRIMARY KEY,
    indikator_id text NOT NULL REFERENCES indikator_kinerja (id),
    periode text NOT NULL,
    peristiwa_id text NOT NULL,
    alasan text NOT NULL,
    status text NOT NULL CHECK (status IN ('diajukan', 'diterima', 'ditolak')),
    diajukan_oleh text NOT NULL,
    diajukan_pada timestamptz NOT NULL,
    putusan_alasan text NOT NULL,
    diputus_oleh text NOT NULL,
    diputus_pada timestamptz,
    version integer NOT NULL
);
CREATE INDEX sanggahan_indikator ON sanggahan (indikator_id, periode);

CREATE TABLE perjanjian (
    id text PRIMARY KEY,
    unit_id text NOT NULL REFERENCES unit (id),
    opd_kode text NOT NULL,
    tahun integer NOT NULL,
    status text NOT NULL CHECK (status IN ('draf', 'ditandatangani')),
    versi integer NOT NULL,
    version integer NOT NULL,
    UNIQUE (unit_id, tahun)
);

CREATE TABLE perjanjian_naskah (
    perjanjian_id text NOT NULL REFERENCES perjanjian (id),
    versi integer NOT NULL,
    pihak_pertama_id text NOT NULL,
    pihak_kedua_id text NOT NULL,
    pertama_jabatan text NOT NULL,
    kedua_jabatan text NOT NULL,
    alasan_kode text NOT NULL,
    alasan text NOT NULL,
    lampiran jsonb NOT NULL,
    disusun_pada timestamptz NOT NULL,
    pertama_pada timestamptz,
    kedua_pada timestamptz,
    PRIMARY KEY (perjanjian_id, versi)
);

CREATE TABLE rencana_aksi (
    indikator_id text PRIMARY KEY REFERENCES indikator_kinerja (id),
    akumulasi text NOT NULL CHECK (akumulasi IN ('kumulatif', 'posisi_akhir', 'rata_rata')),
    langkah jsonb NOT NULL,
    version integer NOT NULL
);

CREATE TABLE pantauan (
    indikator_id text NOT NULL REFERENCES rencana_aksi (indikator_id),
    urutan integer NOT NULL,
    periode text NOT NULL,
    kendala text NOT NULL,
    tindak_lanjut text NOT NULL,
    oleh text NOT NULL,
    pada timestamptz NOT NULL,
    PRIMARY KEY (indikator_id, urutan)
);
"""


def upgrade() -> None:
    """Make the tables."""
    op.execute(_TABLES)


def downgrade() -> None:
    """Remove them with all they hold."""
    op.execute(
        "DROP TABLE pantauan, rencana_aksi, perjanjian_naskah, perjanjian, sanggahan, indikator_pelaporan, realisasi, indikator_kinerja, simpul"
    )
