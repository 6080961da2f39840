"""Every Prometheus metric of Simpul, named in one place: names for what is read at the scrape, objects for the rest."""

from __future__ import annotations

from typing import Final

from prometheus_client import Counter, Gauge, Histogram

_FAST = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)

OUTBOX_PENDING: Final = "simpul_outbox_pending"
"""Committed outbox rows that have no place in the log yet."""
OUTBOX_AGE_SECONDS: Final = "simpul_outbox_age_seconds"
"""Age of the oldest such row."""
LOG_POSITION: Final = "simpul_log_position"
"""The newest event position of the log."""
RELAY_POSITION: Final = "simpul_relay_position"
"""Position up to which a destination has acknowledged."""
RELAY_LAG: Final = "simpul_relay_lag"
"""Events that a destination has not acknowledged yet."""
CONSUMER_LAG: Final = "simpul_consumer_lag"
"""Events of a source that are not in effect yet."""
CONSUMER_AGE_SECONDS: Final = "simpul_consumer_age_seconds"
"""Age of the newest event in effect, by source."""
DEAD_LETTERS: Final = "simpul_dead_letters"
"""Dead letters that wait for somebody."""

HTTP_REQUEST_SECONDS = Histogram(
    "simpul_http_request_seconds", "Time to answer an HTTP request", ["method", "route", "status"], buckets=_FAST
)
HTTP_INFLIGHT = Gauge("simpul_http_inflight", "HTTP requests being answered")
GRPC_REQUEST_SECONDS = Histogram(
    "simpul_grpc_request_seconds", "Time to answer a gRPC call", ["method", "code"], buckets=_FAST
)
LOGIN_TOTAL = Counter("simpul_login_total", "Tries to sign in", ["outcome"])
CONSUMER_EVENTS_TOTAL = Counter("simpul_consumer_events_total", "Events consumed", ["source", "outcome"])
CONSUMER_BATCH_SECONDS = Histogram(
    "simpul_consumer_batch_seconds", "Time from a batch's arrival to its commit", ["source"], buckets=_FAST
)
RELAY_EVENTS_TOTAL = Counter("simpul_relay_events_total", "Events published", ["destination"])
NEIGHBOUR_UP = Gauge("simpul_neighbour_up", "1 when the last call to the neighbour was answered", ["service"])
