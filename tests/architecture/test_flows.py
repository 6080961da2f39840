"""Who talks to whom in the cluster: one table, and the policies let through exactly that."""

from __future__ import annotations

import pytest

from chassis.settings import SERVICES
from tests.support.manifests import OVERLAYS, Flow, dead_ends, flows, objects, parties, party

JOBS = ("http", "grpc", "relay", "consume", "migrate", "seed")
HTTP = {service: 8101 + number for number, service in enumerate(SERVICES)}
GRPC = {service: 9101 + number for number, service in enumerate(SERVICES)}
PROBE = {service: 10101 + number for number, service in enumerate(SERVICES)}
API = (443, 6443)

EVERYWHERE: set[Flow] = {
    # People, other systems, and the services among themselves.
    *(("*", f"{service}-http", HTTP[service]) for service in SERVICES),
    *(("*", f"{service}-grpc", GRPC[service]) for service in SERVICES),
    *((f"perizinan-{job}", "kinerja-grpc", 9102) for job in ("http", "grpc")),
    *((f"kinerja-{job}", "pelaporan-grpc", 9103) for job in ("http", "grpc")),
    *(("pelaporan-consume", f"{source}-grpc", GRPC[source]) for source in ("perizinan", "kinerja")),
    # Events.
    *((f"{service}-{job}", "kafka-broker", 9092) for service in SERVICES for job in ("migrate", "relay", "consume")),
}
DEV: set[Flow] = {
    *((f"{service}-{job}", "postgres-database", 5432) for service in SERVICES for job in JOBS),
    *(("rahasia-rahasia", "*", port) for port in API),
}
PROD: set[Flow] = {
    *((f"{service}-{job}", f"postgres-{service}-database", 5432) for service in SERVICES for job in JOBS),
    # PostgreSQL and its operator.
    *((f"postgres-{service}-database",) * 2 + (port,) for service in SERVICES for port in (5432, 8000)),
    *(("namespace:cnpg-system", f"postgres-{service}-database", port) for service in SERVICES for port in (5432, 8000)),
    *((f"postgres-{service}-database", "*", port) for service in SERVICES for port in API),
    # Kafka and its operator; KEDA looks at the lag.
    *((who, "kafka-broker", port) for who in ("kafka-broker", "namespace:strimzi") for port in (9090, 9091, 8443)),
    *(("kafka-broker", "*", port) for port in API),
    ("namespace:keda", "kafka-broker", 9092),
    # The sign-in of people; Prometheus.
    *((f"{service}-http", "*", 443) for service in SERVICES),
    *(("namespace:monitoring", f"{service}-http", HTTP[service]) for service in SERVICES),
    *(("namespace:monitoring", f"{s}-{job}", PROBE[s]) for s in SERVICES for job in ("grpc", "relay", "consume")),
}
TABLE = {"dev": DEV, "prod": PROD}


@pytest.mark.parametrize("overlay", OVERLAYS)
def test_the_policies_let_through_what_the_table_says_and_no_more(overlay: str) -> None:
    names = {(party(pod), "namespace:kube-system", 53) for pod in parties(overlay)}

    assert flows(overlay) == EVERYWHERE | TABLE[overlay] | names


@pytest.mark.parametrize("overlay", OVERLAYS)
def test_what_may_leave_may_arrive(overlay: str) -> None:
    assert dead_ends(overlay) == set()


@pytest.mark.parametrize("overlay", OVERLAYS)
def test_what_no_policy_names_is_refused(overlay: str) -> None:
    deny = [one["spec"] for one in objects(overlay, "NetworkPolicy") if one["metadata"]["name"] == "deny"]

    assert deny == [{"podSelector": {}, "policyTypes": ["Ingress", "Egress"]}]
