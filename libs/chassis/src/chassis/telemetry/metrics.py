"""Every Prometheus metric of Simpul, named in one place."""

from __future__ import annotations

from prometheus_client import Counter, Gauge, Histogram

_FAST = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)

HTTP_REQUEST_SECONDS = Histogram(
    "simpul_http_request_seconds", "Time to answer an HTTP request", ["method", "route", "status"], buckets=_FAST
)
HTTP_INFLIGHT = Gauge("simpul_http_inflight", "HTTP requests being answered")
GRPC_REQUEST_SECONDS = Histogram(
    "simpul_grpc_request_seconds", "Time to answer a gRPC call", ["method", "code"], buckets=_FAST
)
LOGIN_TOTAL = Counter("simpul_login_total", "Tries to sign in", ["outcome"])
OUTBOX_PENDING = Gauge("simpul_outbox_pending", "Committed outbox rows that have no place in the log yet")
OUTBOX_AGE_SECONDS = Gauge("simpul_outbox_age_seconds", "Age of the oldest such row")
LOG_POSITION = Gauge("simpul_log_position", "Newest event position of the log")
RELAY_POSITION = Gauge(
    "simpul_relay_position", "Position up to which the destination has acknowledged", ["destination"]
)
RELAY_LAG = Gauge("simpul_relay_lag", "Events that the destination has not acknowledged yet", ["destination"])
RELAY_LEADER = Gauge("simpul_relay_leader", "1 while this process is the one that sequences and publishes")
RELAY_EVENTS_TOTAL = Counter("simpul_relay_events_total", "Events published", ["destination"])
CONSUMER_LAG = Gauge("simpul_consumer_lag", "Events of the source that are not in effect yet", ["source", "partition"])
CONSUMER_AGE_SECONDS = Gauge("simpul_consumer_age_seconds", "Age of the newest event in effect", ["source"])
CONSUMER_EVENTS_TOTAL = Counter("simpul_consumer_events_total", "Events consumed", ["source", "outcome"])
CONSUMER_BATCH_SECONDS = Histogram(
    "simpul_consumer_batch_seconds", "Time from a batch's arrival to its commit", ["source"], buckets=_FAST
)
DEAD_LETTERS = Gauge("simpul_dead_letters", "Dead letters that wait for somebody", ["source"])
DEAD_LETTERED_TOTAL = Counter("simpul_dead_lettered_total", "Events put among the dead letters", ["source"])
NEIGHBOUR_UP = Gauge("simpul_neighbour_up", "1 when the last call to the neighbour was answered", ["service"])
