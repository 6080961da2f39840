"""Every Prometheus metric of Simpul, named in one place: what is read at the scrape, and what is counted as it happens."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from prometheus_client import Counter, Gauge, Histogram
from prometheus_client.core import GaugeMetricFamily

_FAST = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)


@dataclass(frozen=True)
class ScrapedGauge:
    """A gauge that nobody keeps: it is asked for when it is scraped."""

    name: str
    help: str
    label: str | None = None

    def family(self, samples: Iterable[tuple[str | None, float]] = ()) -> GaugeMetricFamily:
        """Return all its samples, (value of the label, value), as the one family of its name."""
        family = GaugeMetricFamily(self.name, self.help, labels=[self.label] if self.label else [])
        for value_of_label, value in samples:
            family.add_metric([value_of_label or ""] if self.label else [], value)
        return family


OUTBOX_PENDING: Final = ScrapedGauge("simpul_outbox_pending", "Committed outbox rows without a place in the log")
OUTBOX_AGE_SECONDS: Final = ScrapedGauge("simpul_outbox_age_seconds", "Seconds since the oldest of them was recorded")
LOG_POSITION: Final = ScrapedGauge("simpul_log_position", "The newest event position of the log")
RELAY_POSITION: Final = ScrapedGauge(
    "simpul_relay_position", "Position up to which a destination has acknowledged", "destination"
)
RELAY_LAG: Final = ScrapedGauge("simpul_relay_lag", "Events that a destination has not acknowledged", "destination")
CONSUMER_LAG: Final = ScrapedGauge("simpul_consumer_lag", "Events of a source that are not in effect", "source")
CONSUMER_AGE_SECONDS: Final = ScrapedGauge(
    "simpul_consumer_age_seconds", "Age of the newest event in effect, by source", "source"
)
DEAD_LETTERS: Final = ScrapedGauge("simpul_dead_letters", "Dead letters that wait for somebody")

PERMOHONAN_OPEN: Final = ScrapedGauge("simpul_permohonan_open", "Files handed in and not ended", "layanan")
PERMOHONAN_OVERDUE: Final = ScrapedGauge("simpul_permohonan_overdue", "Open files past their due day", "layanan")
PERMOHONAN_OLDEST_SECONDS: Final = ScrapedGauge(
    "simpul_permohonan_oldest_seconds", "Seconds since the oldest open file was handed in; 0 without one", "layanan"
)
PERMOHONAN_DECIDED: Final = ScrapedGauge("simpul_permohonan_decided", "Files decided in the last 30 days", "layanan")
PERMOHONAN_DECIDED_LATE: Final = ScrapedGauge(
    "simpul_permohonan_decided_late", "Those of them that were decided after their due day", "layanan"
)
REKOMENDASI_OPEN: Final = ScrapedGauge("simpul_rekomendasi_open", "Recommendations that open files wait for", "opd")
REKOMENDASI_OVERDUE: Final = ScrapedGauge("simpul_rekomendasi_overdue", "Those of them past their due day", "opd")
SKP_OF_THE_YEAR: Final = ScrapedGauge("simpul_skp", "SKP of the running year", "status")
EVALUASI_OF_THE_YEAR: Final = ScrapedGauge("simpul_evaluasi", "Appraisals of the running year's periods", "status")
KERTAS_KERJA: Final = ScrapedGauge("simpul_kertas_kerja", "Sheets of the instruments that were written on", "status")
NILAI_ANNOUNCED: Final = ScrapedGauge("simpul_nilai_announced", "Values of indicators that the world was told of")
CELLS_TOUCHED: Final = ScrapedGauge("simpul_cells_touched", "Changed cells whose values are not announced yet")

HTTP_REQUEST_SECONDS = Histogram(
    "simpul_http_request_seconds", "Time to answer an HTTP request", ["method", "route", "status"], buckets=_FAST
)
HTTP_INFLIGHT = Gauge("simpul_http_inflight", "HTTP requests being answered")
GRPC_REQUEST_SECONDS = Histogram(
    "simpul_grpc_request_seconds", "Time to answer a gRPC call", ["method", "code"], buckets=_FAST
)
LOGIN_TOTAL = Counter("simpul_login_total", "Tries to sign in", ["outcome"])
CONSUMER_EVENTS_TOTAL = Counter(
    "simpul_consumer_events_total", "Events received, as taken_in, repeated or dead_letter", ["source", "outcome"]
)
CONSUMER_BATCH_SECONDS = Histogram(
    "simpul_consumer_batch_seconds", "Time from a batch's arrival to its commit", buckets=_FAST
)
RELAY_EVENTS_TOTAL = Counter("simpul_relay_events_total", "Events published", ["destination"])
NEIGHBOUR_UP = Gauge("simpul_neighbour_up", "1 when the neighbour answered the last question", ["neighbour"])
READY = Gauge("simpul_ready", "1 when /readyz would answer 200")
POOL_IN_USE = Gauge("simpul_pool_in_use", "Connections to the database that somebody holds")
POOL_LIMIT = Gauge("simpul_pool_limit", "Connections to the database that this process may open")
JOB_AGE_SECONDS = Gauge("simpul_job_age_seconds", "Seconds since the last good turn of a timed job", ["timed_job"])
JOB_PERIOD_SECONDS = Gauge("simpul_job_period_seconds", "Seconds between two turns of a timed job", ["timed_job"])
JOB_FAILURES_TOTAL = Counter("simpul_job_failures_total", "Turns that a timed job missed", ["timed_job"])
