"""What an operator sees: each query of each dashboard, asked of a real Prometheus that watches the running system."""

from __future__ import annotations

import json
import time
import urllib.error
from collections.abc import Iterator
from functools import partial
from typing import Any

import grpc
import pytest
from grpc_health.v1 import health_pb2, health_pb2_grpc

from tests.support.cerita import apply, expect, issue
from tests.support.gambar import draw
from tests.support.pintu import sign_in
from tests.support.prometheus import Prometheus
from tests.support.server import Server
from tests.support.simpul import SERVICES, Simpul
from tests.support.tree import ROOT
from tests.support.waiting import wait_until

BEGUN = time.time()


@pytest.fixture(scope="module")
def simpul(private_kafka: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Simpul]:
    """The whole system with Kafka, so that it has relays."""
    environment = {"SIMPUL_BUS": "kafka", "SIMPUL_KAFKA_BOOTSTRAP": private_kafka.address}
    running = Simpul(tmp_path_factory.mktemp("simpul"), environment)
    running.start()
    yield running
    running.stop()


@pytest.fixture(scope="module")
def prometheus(simpul: Simpul, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Prometheus]:
    """Prometheus, after a while in which every part of the system had something to do."""
    targets = {service: simpul.address(service).removeprefix("http://") for service in SERVICES}
    server = Prometheus(tmp_path_factory.mktemp("prometheus"), targets)
    server.start()
    for _ in range(6):
        work(simpul)
    yield server
    server.stop()


def work(simpul: Simpul) -> None:
    """Let a permit be issued, and each service be asked by program, by person and by machine."""
    issue(simpul, apply(simpul))
    waiting = apply(simpul)
    accept = f"/v1/permohonan/{waiting.id}/accept"
    expect(simpul.api("perizinan", "verifikator").post(accept, etag=waiting.etag), 200)
    expect(simpul.api("perizinan", "kabid").get("/v1/pejabat"), 200)
    for service in SERVICES:
        expect(simpul.api(service, "admin").get("/v1/saya"), 200)
        expect(simpul.api(service).get("/v1/saya"), 401)
        sign_in_in_vain(simpul.address(service))
        with grpc.insecure_channel(f"127.0.0.1:{simpul.port_base + 1001 + SERVICES.index(service)}") as channel:
            health_pb2_grpc.HealthStub(channel).Check(health_pb2.HealthCheckRequest(), timeout=10)


def sign_in_in_vain(address: str) -> None:
    """Try a name that nobody has."""
    with pytest.raises(urllib.error.HTTPError) as refused:
        sign_in(address, "tidak.ada", "salah")
    refused.value.close()


def panels(service: str) -> dict[str, list[str]]:
    """Return the queries of a service's dashboard by the title of their panel."""
    dashboard: dict[str, Any] = json.loads((ROOT / "deploy" / "pemantauan" / "dasbor" / f"{service}.json").read_text())
    drawn = [panel for panel in dashboard["panels"] if panel["type"] != "row"]
    return {panel["title"]: [target["expr"] for target in panel["targets"]] for panel in drawn}


@pytest.mark.parametrize("service", SERVICES)
def test_each_query_of_each_dashboard_answers_with_a_series(service: str, prometheus: Prometheus) -> None:
    for title, queries in panels(service).items():
        for query in queries:
            wait_until(partial(prometheus.query, query), timeout=30, every=0.5, what=f"{service}, {title}: {query}")

    now = time.time()
    seen = {
        title: [one for q in queries for one in prometheus.query_range(q, BEGUN, now)]
        for title, queries in panels(service).items()
    }
    picture = ROOT / "build" / "dasbor" / f"{service}.svg"
    picture.parent.mkdir(parents=True, exist_ok=True)
    picture.write_text(draw(f"Simpul: {service}", seen, BEGUN, now), encoding="utf-8")


def test_prometheus_can_evaluate_each_rule(prometheus: Prometheus) -> None:
    wait_until(lambda: prometheus.query("simpul:http_requests:rate5m"), timeout=30, what="the first evaluation")

    assert prometheus.faults_of_rules() == {}


def test_a_broker_that_is_away_is_told_of_within_two_minutes_and_forgotten_when_it_is_back(
    simpul: Simpul, prometheus: Prometheus, private_kafka: Server
) -> None:
    assert "SimpulRelayStuck" not in prometheus.burning()
    private_kafka.stop()
    apply(simpul)
    gone = time.monotonic()

    wait_until(lambda: "SimpulRelayStuck" in prometheus.burning(), timeout=120, every=1, what="the alarm")
    took = time.monotonic() - gone
    private_kafka.start()
    wait_until(lambda: "SimpulRelayStuck" not in prometheus.burning(), timeout=60, every=1, what="the end of the alarm")

    assert took < 120
