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
NEIGHBOUR_UP = Gauge("simpul_neighbour_up", "1 when the neighbour answered the last question", ["service"])
