"""Who can be placed on the talent map of a year: the SQL that the run and its preview share."""

from __future__ import annotations

from kinerja.adapters.ip_asn.read_model import PREDIKAT

CALON = f"""
WITH predikat_tahun AS ({PREDIKAT.format(siapa="")}), calon AS (
    SELECT p.id AS pegawai_id, p.nama, p.unit_id, p.opd_kode, p.jabatan_kode, e.evaluasi_id, e.predikat,
           s.id AS asesmen_id, s.potensi AS nilai_potensi,
           CASE WHEN e.predikat IS NULL THEN 'tanpa_evaluasi' WHEN s.id IS NULL THEN 'tanpa_asesmen' END AS sebab
    FROM pegawai p
    LEFT JOIN predikat_tahun e ON e.pegawai_id = p.id
    LEFT JOIN LATERAL (
        SELECT id, potensi FROM asesmen
        WHERE pegawai_id = p.id AND potensi IS NOT NULL AND NOT dibatalkan AND tanggal BETWEEN :sejak AND :sampai
        ORDER BY tanggal DESC, id DESC LIMIT 1
    ) s ON true
    WHERE p.aktif
)
"""  # noqa: S608 - constants
"""Everyone in service, with the evaluation of the year and the newest assessment that holds."""
