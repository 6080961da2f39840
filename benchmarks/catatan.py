"""What a year leaves of ten thousand people beside plans and appraisals, so that every list has something to show.

Written plainly: nothing here is measured but reading it.
"""

from __future__ import annotations

from sqlalchemy import Engine, text

from benchmarks.kabupaten import make_pengguna
from kinerja.application import Application
from kinerja.application.talenta.map_talenta import MapTalenta

_TRIWULAN = """
INSERT INTO evaluasi (id, pegawai_id, unit_id, opd_kode, periode, hasil_kerja, perilaku, predikat, catatan, penilai_id,
    tingkat_penilai, status, version, ditetapkan_pada, keberatan_alasan)
SELECT gen_random_uuid(), pegawai_id, unit_id, opd_kode, :tahun || '-T' || n, hasil_kerja, perilaku, predikat, catatan,
    penilai_id, tingkat_penilai, 'ditetapkan', 1, ditetapkan_pada, ''
FROM evaluasi CROSS JOIN generate_series(1, 4) AS n WHERE periode = CAST(:tahun AS text)
"""
_PENGEMBANGAN = """
INSERT INTO pengembangan (id, pegawai_id, unit_id, opd_kode, tahun, judul, bentuk, kompetensi, penyelenggara, jp_rencana,
    biaya, status, alasan, jp_realisasi, selesai_tanggal, bukti, sertifikat_hash, version, diusulkan_pada, diverifikasi_pada)
SELECT gen_random_uuid(), p.id, p.unit_id, p.opd_kode, :tahun, 'Pelatihan ' || n,
    (ARRAY['pelatihan', 'seminar', 'pelatihan_fungsional'])[n], '', 'BPSDM', 10, 100000, s.status, '',
    CASE WHEN s.selesai THEN 10 END, CASE WHEN s.selesai THEN make_date(:tahun, 6, 1) END,
    CASE WHEN s.selesai THEN 'Sertifikat' ELSE '' END, '', 1, now(), CASE WHEN s.status = 'diverifikasi' THEN now() END
FROM (SELECT *, row_number() OVER (ORDER BY id) AS r FROM pegawai) AS p
CROSS JOIN generate_series(1, 3) AS n
CROSS JOIN LATERAL (
    SELECT status, status IN ('selesai', 'diverifikasi') AS selesai
    FROM (SELECT (ARRAY['diusulkan', 'disetujui', 'selesai', 'diverifikasi', 'diverifikasi'])[1 + (r * n) % 5] AS status) AS x
) AS s
"""
_RIWAYAT = """
INSERT INTO riwayat_kepegawaian (id, pegawai_id, jenis, isi, dari, bukti, dibatalkan, alasan_batal, version, dicatat_pada)
SELECT gen_random_uuid(), p.id, f.jenis, f.isi, make_date(2010, 1, 1), 'SK', false, '', 1, now()
FROM (SELECT *, row_number() OVER (ORDER BY id) AS r FROM pegawai) AS p
CROSS JOIN LATERAL (
    VALUES ('pendidikan', (ARRAY['s1', 'slta', 's2'])[1 + r % 3]), ('pangkat', 'III/a'), ('diklat_jabatan', 'Diklat')
) AS f (jenis, isi)
WHERE r % 10 > 0
"""
_ASESMEN = """
INSERT INTO asesmen (id, pegawai_id, tanggal, potensi, profil, bukti, dibatalkan, alasan_batal, version, dicatat_pada)
SELECT gen_random_uuid(), id, current_date - 100, 50 + r % 50, '{}', 'Asesmen', false, '', 1, now()
FROM (SELECT *, row_number() OVER (ORDER BY id) AS r FROM pegawai) AS p WHERE r % 10 > 0
"""
_UMPAN_BALIK = """
INSERT INTO umpan_balik (id, pegawai_id, unit_id, opd_kode, periode, pemberi_id, pemberi, tentang, isi, tanggapan, version,
    diberikan_pada)
SELECT gen_random_uuid(), id, unit_id, opd_kode, :tahun || '-T' || n, atasan_id, 'penilai', 'akuntabel', 'Baik', '', 1,
    now() - make_interval(days => n)
FROM pegawai CROSS JOIN generate_series(1, 4) AS n WHERE atasan_id IS NOT NULL
"""


def write_catatan(engine: Engine, application: Application, tahun: int) -> None:
    """Give everyone four quarters, three courses and four notes, nine of ten facts and an assessment; map them all."""
    with engine.begin() as conn:
        for statement in (_TRIWULAN, _PENGEMBANGAN, _RIWAYAT, _ASESMEN, _UMPAN_BALIK):
            conn.execute(text(statement), {"tahun": tahun})
    application.talenta.map_talenta(MapTalenta(pengguna=make_pengguna(None, "bkpsdm"), tahun=tahun))
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as conn:
        conn.execute(text("VACUUM ANALYZE"))
