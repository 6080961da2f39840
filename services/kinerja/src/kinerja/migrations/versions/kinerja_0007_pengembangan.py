"""What follows from an appraisal: credits, talent boxes, gaps, plans and courses."""

from alembic import op

revision = "kinerja_0007"
down_revision = "kinerja_0006"
branch_labels = None
depends_on = None

_TABLES = """
CREATE TABLE riwayat_kepegawaian (
    id text PRIMARY KEY,
    pegawai_id text NOT NULL REFERENCES pegawai (id),
    jenis text NOT NULL
        CHECK (jenis IN ('pendidikan', 'pangkat', 'angka_kredit', 'diklat_jabatan', 'hukuman_disiplin')),
    isi text NOT NULL CHECK (isi <> ''),
    dari date NOT NULL,
    sampai date,
    bukti text NOT NULL CHECK (bukti <> ''),
    dibatalkan boolean NOT NULL,
    alasan_batal text NOT NULL,
    version integer NOT NULL,
    dicatat_pada timestamptz NOT NULL,
    CHECK (sampai IS NULL OR sampai >= dari),
    CHECK (dibatalkan = (alasan_batal <> ''))
);
COMMENT ON TABLE riwayat_kepegawaian IS 'about a person (PP 11/2017 ps 167): never on the bus';
CREATE INDEX riwayat_kepegawaian_pegawai ON riwayat_kepegawaian (pegawai_id, jenis, dari);

CREATE TABLE asesmen (
    id text PRIMARY KEY,
    pegawai_id text NOT NULL REFERENCES pegawai (id),
    tanggal date NOT NULL,
    potensi numeric CHECK (potensi BETWEEN 0 AND 100),
    profil jsonb NOT NULL,
    bukti text NOT NULL CHECK (bukti <> ''),
    dibatalkan boolean NOT NULL,
    alasan_batal text NOT NULL,
    version integer NOT NULL,
    dicatat_pada timestamptz NOT NULL,
    CHECK (dibatalkan = (alasan_batal <> '')),
    CHECK (potensi IS NOT NULL OR profil <> '{}')
);
COMMENT ON TABLE asesmen IS 'about a person: never on the bus';
CREATE INDEX asesmen_pegawai ON asesmen (pegawai_id, tanggal);

CREATE TABLE angka_kredit (
    id text PRIMARY KEY,
    pegawai_id text NOT NULL REFERENCES pegawai (id),
    tahun integer NOT NULL,
    evaluasi_id text NOT NULL REFERENCES evaluasi (id),
    jenjang text NOT NULL,
    predikat text NOT NULL
        CHECK (predikat IN ('sangat_baik', 'baik', 'butuh_perbaikan', 'kurang', 'sangat_kurang')),
    bulan integer NOT NULL CHECK (bulan BETWEEN 1 AND 12),
    penetap_id text REFERENCES pegawai (id),
    version integer NOT NULL,
    ditetapkan_pada timestamptz NOT NULL,
    CONSTRAINT angka_kredit_satu UNIQUE (evaluasi_id),
    CHECK (pegawai_id <> penetap_id)
);
CREATE INDEX angka_kredit_pegawai ON angka_kredit (pegawai_id, tahun);

CREATE TABLE pengembangan (
    id text PRIMARY KEY,
    pegawai_id text NOT NULL REFERENCES pegawai (id),
    unit_id text NOT NULL REFERENCES unit (id),
    opd_kode text NOT NULL,
    tahun integer NOT NULL,
    judul text NOT NULL CHECK (judul <> ''),
    bentuk text NOT NULL,
    kompetensi text NOT NULL,
    penyelenggara text NOT NULL,
    jp_rencana numeric NOT NULL CHECK (jp_rencana > 0),
    biaya numeric NOT NULL CHECK (biaya >= 0),
    status text NOT NULL
        CHECK (status IN ('diusulkan', 'ditolak', 'disetujui', 'berjalan', 'selesai', 'diverifikasi')),
    alasan text NOT NULL,
    jp_realisasi numeric CHECK (jp_realisasi > 0),
    selesai_tanggal date,
    bukti text NOT NULL,
    sertifikat_hash text NOT NULL,
    version integer NOT NULL,
    diusulkan_pada timestamptz NOT NULL,
    diverifikasi_pada timestamptz,
    CHECK ((status IN ('selesai', 'diverifikasi')) = (jp_realisasi IS NOT NULL)),
    CHECK ((jp_realisasi IS NULL) = (selesai_tanggal IS NULL)),
    CHECK ((jp_realisasi IS NULL) = (bukti = '')),
    CHECK ((status = 'diverifikasi') = (diverifikasi_pada IS NOT NULL))
);
CREATE INDEX pengembangan_pegawai ON pengembangan (pegawai_id, tahun);
CREATE INDEX pengembangan_opd ON pengembangan (tahun, opd_kode, status);

CREATE TABLE pemetaan_talenta (
    id text PRIMARY KEY,
    tahun integer NOT NULL,
    dipetakan integer NOT NULL,
    berubah integer NOT NULL,
    tanpa_evaluasi integer NOT NULL,
    tanpa_asesmen integer NOT NULL,
    dijalankan_pada timestamptz NOT NULL
);
CREATE INDEX pemetaan_talenta_tahun ON pemetaan_talenta (tahun, dijalankan_pada);

CREATE TABLE talenta (
    id text PRIMARY KEY,
    pegawai_id text NOT NULL REFERENCES pegawai (id),
    tahun integer NOT NULL,
    unit_id text NOT NULL REFERENCES unit (id),
    opd_kode text NOT NULL,
    pemetaan_id text NOT NULL REFERENCES pemetaan_talenta (id),
    evaluasi_id text NOT NULL REFERENCES evaluasi (id),
    predikat text NOT NULL
        CHECK (predikat IN ('sangat_baik', 'baik', 'butuh_perbaikan', 'kurang', 'sangat_kurang')),
    kinerja text NOT NULL CHECK (kinerja IN ('di_atas', 'sesuai', 'di_bawah')),
    asesmen_id text NOT NULL REFERENCES asesmen (id),
    nilai_potensi numeric NOT NULL CHECK (nilai_potensi BETWEEN 0 AND 100),
    potensi text NOT NULL CHECK (potensi IN ('rendah', 'menengah', 'tinggi')),
    kotak integer NOT NULL CHECK (kotak BETWEEN 1 AND 9),
    CONSTRAINT talenta_satu UNIQUE (pegawai_id, tahun)
);
COMMENT ON TABLE talenta IS 'the box of a person in a year, as the newest mapping left it';
CREATE INDEX talenta_peta ON talenta (tahun, opd_kode, kotak);
"""


def upgrade() -> None:
    """Make the tables."""
    op.execute(_TABLES)


def downgrade() -> None:
    """Remove them with all they hold."""
    op.execute("DROP TABLE talenta, pemetaan_talenta, pengembangan, angka_kredit, asesmen, riwayat_kepegawaian")
