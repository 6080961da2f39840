"""*Wajib dinilai*: who must be rated in a unit and a period; the one definition behind progress, spread and closing.

A person is rated once for each unit in which a plan of theirs held in the period (PP 30/2019 ps 24(3), 36): a plan
stands for whole months, and the month of a move is the new post's up to the day in the settings. Who has no plan that
holds stands where they work now. Left out is who left the service unrated, and of whom no plan is asked at the end of
the period (ps 23); whoever was rated counts.
"""

from __future__ import annotations

from typing import Any

from kinerja.adapters.aturan import load_evaluasi
from kinerja.domain.periode import Periode

_BULAN = """
CAST(date_trunc('month', {hari}) + CASE WHEN extract(day FROM {hari}) <= :hari THEN interval '0' ELSE interval '1 month' END
    AS date)
"""
"""The first month that is no longer the old post's, by the day of the move."""
_SELESAI = _BULAN.format(hari="CAST(s.ditutup_pada AT TIME ZONE 'Asia/Jakarta' AS date)")
BEBAS = """
SELECT pegawai_id FROM pengecualian_skp
WHERE dari < :sesudah AND (sampai IS NULL OR sampai >= CAST(:sesudah AS date) - 1)
"""
"""Of whom no plan is asked on the last day before ``sesudah``."""
WAJIB = f"""
riwayat AS (
    SELECT s.pegawai_id, s.unit_id, s.opd_kode, s.versi > 0 AS berlaku, s.status <> 'ditutup' AS terbuka,
           CASE WHEN s.status = 'ditutup' THEN {_SELESAI} ELSE :akhir_tahun END AS selesai,
           coalesce(lag(CASE WHEN s.status = 'ditutup' THEN {_SELESAI} END) OVER waktu, :awal_tahun) AS mulai,
           lead(s.id) OVER waktu IS NULL AS terakhir
    FROM skp s WHERE s.tahun = :tahun AND {{calon_skp}}
    WINDOW waktu AS (PARTITION BY s.pegawai_id ORDER BY s.ditutup_pada NULLS LAST, s.id)
), bagian AS (
    SELECT pegawai_id, unit_id, opd_kode FROM riwayat
    WHERE berlaku AND greatest(mulai, :awal) < least(selesai, :sesudah)
    UNION
    SELECT p.id, p.unit_id, p.opd_kode FROM pegawai p LEFT JOIN riwayat t ON t.pegawai_id = p.id AND t.terakhir
    WHERE p.aktif AND {{calon_pegawai}} AND (t.terbuka AND t.berlaku) IS NOT TRUE
          AND coalesce(CASE WHEN t.terbuka THEN t.mulai ELSE t.selesai END, :awal_tahun) < :sesudah
), bebas AS (
    {BEBAS}
), wajib AS (
    SELECT b.pegawai_id, b.unit_id, b.opd_kode, e.id AS evaluasi_id, e.status, e.predikat, e.penilai_id
    FROM bagian b JOIN pegawai p ON p.id = b.pegawai_id
    LEFT JOIN evaluasi e ON e.pegawai_id = b.pegawai_id AND e.unit_id = b.unit_id AND e.periode = :periode
    WHERE e.id IS NOT NULL OR (p.aktif AND b.pegawai_id NOT IN (SELECT pegawai_id FROM bebas))
)
"""  # noqa: S608 - constants
WAJIB_SEMUA = WAJIB.format(calon_skp="true", calon_pegawai="true")
"""Of everyone."""
WAJIB_CALON = WAJIB.format(
    calon_skp="s.pegawai_id IN (SELECT id FROM calon)", calon_pegawai="p.id IN (SELECT id FROM calon)"
)
"""Of the people in ``calon`` alone, a common table expression that stands before it."""
TUTUP = """
tutup (id) AS (
    SELECT unit_id FROM penutupan_evaluasi WHERE periode = :periode
    UNION SELECT u.id FROM unit u JOIN tutup t ON u.induk_id = t.id
)
"""
"""The units for which the period is closed, with those below them."""


def values_of(periode: Periode) -> dict[str, Any]:
    """Return what the definition asks of a period."""
    year = Periode(periode.tahun)
    return {
        "periode": periode.teks,
        "tahun": periode.tahun,
        "awal": periode.tanggal_mulai,
        "sesudah": periode.tanggal_sesudah,
        "awal_tahun": year.tanggal_mulai,
        "akhir_tahun": year.tanggal_sesudah,
        "hari": load_evaluasi(periode.tanggal_akhir).pindah_sampai_hari,
    }
