"""What perizinan has to tell of its work, asked for at the scrape. Imported files are history and are left out."""

from __future__ import annotations

from chassis.collectors import QueryCollector
from chassis.telemetry.metrics import (
    PERMOHONAN_DECIDED,
    PERMOHONAN_DECIDED_LATE,
    PERMOHONAN_OLDEST_SECONDS,
    PERMOHONAN_OPEN,
    PERMOHONAN_OVERDUE,
    REKOMENDASI_OPEN,
    REKOMENDASI_OVERDUE,
)


class PermohonanCollector(QueryCollector):
    """Open files, what is past its due day, and how decisions of the last 30 days kept to theirs.

    Each layanan whose standard was established has its samples, 0 where nothing happens, so that a rise is seen.
    """

    gauges = (
        PERMOHONAN_OPEN,
        PERMOHONAN_OVERDUE,
        PERMOHONAN_OLDEST_SECONDS,
        PERMOHONAN_DECIDED,
        PERMOHONAN_DECIDED_LATE,
        REKOMENDASI_OPEN,
        REKOMENDASI_OVERDUE,
    )
    query = f"""
        WITH hari (ini) AS (SELECT (now() AT TIME ZONE 'Asia/Jakarta')::date),
        layanan AS (SELECT DISTINCT layanan_kode FROM standar_ditetapkan),
        terbuka AS (
            SELECT layanan_kode, count(*) AS n, count(*) FILTER (WHERE jatuh_tempo < ini) AS lewat,
                extract(epoch FROM now() - min(diajukan_pada)) AS usia
            FROM permohonan, hari WHERE selesai_pada IS NULL AND peta IS NULL AND status <> 'draf' GROUP BY 1),
        diputus AS (
            SELECT layanan_kode, count(*) AS n,
                count(*) FILTER (WHERE (selesai_pada AT TIME ZONE 'Asia/Jakarta')::date > jatuh_tempo) AS lewat
            FROM permohonan WHERE selesai_pada > now() - interval '30 days' AND peta IS NULL
                AND status IN ('diterbitkan', 'diserahkan', 'ditolak') GROUP BY 1),
        tugas AS (
            SELECT r.opd_mitra, count(*) AS n, count(*) FILTER (WHERE r.jatuh_tempo < ini) AS lewat
            FROM hari, rekomendasi r JOIN permohonan p ON p.id = r.permohonan_id
            WHERE r.status <> 'diberikan' AND p.selesai_pada IS NULL AND p.peta IS NULL GROUP BY 1)
        SELECT nama, layanan_kode, nilai FROM layanan
            LEFT JOIN terbuka USING (layanan_kode) LEFT JOIN diputus USING (layanan_kode),
            LATERAL (VALUES
                ('{PERMOHONAN_OPEN.name}', coalesce(terbuka.n, 0)),
                ('{PERMOHONAN_OVERDUE.name}', coalesce(terbuka.lewat, 0)),
                ('{PERMOHONAN_OLDEST_SECONDS.name}', greatest(0, coalesce(terbuka.usia, 0))),
                ('{PERMOHONAN_DECIDED.name}', coalesce(diputus.n, 0)),
                ('{PERMOHONAN_DECIDED_LATE.name}', coalesce(diputus.lewat, 0))) AS v (nama, nilai)
        UNION ALL SELECT '{REKOMENDASI_OPEN.name}', opd_mitra, n FROM tugas
        UNION ALL SELECT '{REKOMENDASI_OVERDUE.name}', opd_mitra, lewat FROM tugas
    """  # noqa: S608 - constants only
