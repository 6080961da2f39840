"""What kinerja has to tell of its work, asked for at the scrape."""

from __future__ import annotations

from collections.abc import Iterable

from chassis.collectors import QueryCollector
from chassis.telemetry.metrics import EVALUASI_OF_THE_YEAR, SKP_OF_THE_YEAR
from kinerja.domain.evaluasi import StatusEvaluasi
from kinerja.domain.skp import StatusSkp

_YEAR = "extract(year FROM now() AT TIME ZONE 'Asia/Jakarta')::int"


def _rows(statuses: Iterable[str]) -> str:
    """Return the statuses as rows, so that each has a sample, 0 where nothing stands there."""
    rows = ", ".join(f"('{status}')" for status in statuses)
    return f"(VALUES {rows}) AS s (status)"


class KinerjaCollector(QueryCollector):
    """How many SKP and appraisals of the running year stand where; the indexes begin with year and period."""

    gauges = (SKP_OF_THE_YEAR, EVALUASI_OF_THE_YEAR)
    query = f"""
        SELECT '{SKP_OF_THE_YEAR.name}', status, coalesce(n, 0) FROM {_rows(StatusSkp)} LEFT JOIN (
            SELECT status, count(*) AS n FROM skp WHERE tahun = {_YEAR} GROUP BY 1) AS skp USING (status)
        UNION ALL
        SELECT '{EVALUASI_OF_THE_YEAR.name}', status, coalesce(n, 0) FROM {_rows(StatusEvaluasi)} LEFT JOIN (
            SELECT status, count(*) AS n FROM evaluasi
            WHERE periode >= {_YEAR}::text AND periode < ({_YEAR} + 1)::text GROUP BY 1) AS evaluasi USING (status)
    """  # noqa: S608 - constants only
