"""What pelaporan has to tell of its work, asked for at the scrape."""

from __future__ import annotations

from chassis.collectors import QueryCollector
from chassis.telemetry.metrics import CELLS_TOUCHED, KERTAS_KERJA, NILAI_ANNOUNCED
from pelaporan.domain.kertas_kerja import StatusKertasKerja

_STATUSES = ", ".join(f"('{status}')" for status in StatusKertasKerja)


class NilaiCollector(QueryCollector):
    """How many values were told, how many cells wait for it, and where the sheets of the instruments stand."""

    gauges = (NILAI_ANNOUNCED, CELLS_TOUCHED, KERTAS_KERJA)
    query = f"""
        SELECT '{NILAI_ANNOUNCED.name}', NULL, count(*) FROM terkirim
        UNION ALL SELECT '{CELLS_TOUCHED.name}', NULL, count(*) FROM disentuh
        UNION ALL SELECT '{KERTAS_KERJA.name}', s.status, count(k.status)
            FROM (VALUES {_STATUSES}) AS s (status) LEFT JOIN kertas_kerja k USING (status) GROUP BY s.status
    """  # noqa: S608 - constants only
