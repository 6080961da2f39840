"""Who can be placed on the talent map of a year: the SQL that the run and its preview share."""

from __future__ import annotations

from kinerja.adapters.ip_asn.read_model import PREDIKAT

_CALON = """
predikat_tahun AS ({predikat}), asesmen_berlaku AS (
    SELECT DISTINCT ON (pegawai_id) id, pegawai_id, potensi FROM asesmen
    WHERE {siapa} potensi IS NOT NULL AND NOT dibatalkan AND tanggal BETWEEN :sejak AND :sampai
    ORDER BY pegawai_id, tanggal DESC, id DESC
), calon AS (
    SELECT p.id AS pegawai_id, p.nama, p.unit_id, p.opd_kode, p.jabatan_kode, e.evaluasi_id, e.predikat,
           s.id AS asesmen_id, s.potensi AS nilai_potensi,
           CASE WHEN e.predikat IS NULL THEN 'tanpa_evaluasi' WHEN s.id IS NULL THEN 'tanpa_asesmen' END AS sebab
    FROM pegawai p
    LEFT JOIN predikat_tahun e ON e.pegawai_id = p.id
    LEFT JOIN asesmen_berlaku s ON s.pegawai_id = p.id
    WHERE p.aktif {orang}
)
"""
CALON = _CALON.format(predikat=PREDIKAT.format(siapa=""), siapa="", orang="")
"""Everyone in service, with the evaluation of the year and the newest assessment that holds; part of a WITH."""
_ONE = "pegawai_id = :id AND"
SATU_CALON = _CALON.format(predikat=PREDIKAT.format(siapa=_ONE), siapa=_ONE, orang="AND p.id = :id")
"""The same of one person."""
