"""The composed system: whole, healthy, each to its own, and ended in good order."""

from __future__ import annotations

import subprocess
import time
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from kafka import KafkaAdminClient, KafkaConsumer
from kafka.errors import KafkaError

from tests.support.cerita import apply, expect, issue
from tests.support.compose import CONTAINERS, JOBS, Compose
from tests.support.simpul import SERVICES
from tests.support.waiting import wait_until

CLIENT = """
import sys
from chassis.bus.kafka import connection_options
from chassis.settings import read_settings
from kafka import KafkaConsumer, KafkaProducer, TopicPartition
service, topic, group = sys.argv[1:]
options = connection_options(read_settings(service))
"""
READ = f"""{CLIENT}
KafkaConsumer(**options).end_offsets([TopicPartition(topic, 0)], timeout_ms=8000)
"""
WRITE = f"""{CLIENT}
KafkaProducer(max_block_ms=5000, **options).send(topic, b"x").get(10)
"""
JOIN = f"""{CLIENT}
KafkaConsumer(topic, group_id=group, **options).poll(timeout_ms=5000)
"""
ENTER = """
import sys, psycopg
from sqlalchemy import make_url
from chassis.settings import read_settings
own = make_url(read_settings(sys.argv[1]).database_url)
psycopg.connect(own.set(drivername="postgresql", database=sys.argv[2]).render_as_string(False)).execute("SELECT 1")
"""
REACH = "import socket, sys; socket.create_connection(('kafka', int(sys.argv[1])), 3)"
SOURCE = {"perizinan": "kinerja", "kinerja": "pelaporan", "pelaporan": "kinerja"}
"""A service whose events each may read."""


def refusal(compose: Compose, service: str, script: str, *arguments: str) -> str:
    """Run a script as the service's own process could, and return the end of its failure, or nothing."""
    try:
        compose.exec(f"{service}-http", "python", "-c", script, *arguments)
    except AssertionError as failed:
        return str(failed)[-600:]
    return ""


def others(service: str) -> list[str]:
    return [name for name in SERVICES if name != service]


def test_everything_that_runs_is_healthy_and_everything_else_has_done_its_work(compose: Compose) -> None:
    states = {name: one["State"] for name, one in compose.containers().items()}

    assert {name for name, state in states.items() if state["Running"]} == CONTAINERS
    assert {states[name]["Health"]["Status"] for name in CONTAINERS} == {"healthy"}
    assert {state["ExitCode"] for name, state in states.items() if name not in CONTAINERS} == {0}


def test_no_process_of_ours_may_write_to_its_image_or_gain_a_right(compose: Compose) -> None:
    found = compose.containers()

    for one in (found[f"{service}-{job}"] for service in SERVICES for job in JOBS):
        assert one["Config"]["User"] == "10001:10001"
        assert one["HostConfig"]["ReadonlyRootfs"]
        assert one["HostConfig"]["CapDrop"] == ["ALL"]
        assert one["HostConfig"]["SecurityOpt"] == ["no-new-privileges:true"]
        assert one["HostConfig"]["Memory"] > 0
        assert one["HostConfig"]["NanoCpus"] > 0


def test_a_process_is_given_its_own_secrets_and_no_others(compose: Compose) -> None:
    for service in SERVICES:
        given = compose.exec(f"{service}-http", "ls", "/run/rahasia").split()
        assert given == [f"kafka-{service}", f"kunci-{service}", f"postgres-{service}"]


def test_an_issued_permit_moves_the_indicator(compose: Compose) -> None:
    month = datetime.now(ZoneInfo("Asia/Jakarta")).strftime("%Y-%m")
    leadership = compose.api("pelaporan", "pimpinan")

    def count() -> float:
        return float(expect(leadership.get(f"/v1/indikator/ppt.diputus?periode={month}"), 200).body["nilai"] or 0)

    before = count()
    issue(compose, apply(compose))

    wait_until(lambda: count() == before + 1, timeout=30, every=0.2, what="the permit to be counted")


@pytest.mark.parametrize("service", SERVICES)
def test_the_role_of_a_service_cannot_enter_the_database_of_another(compose: Compose, service: str) -> None:
    assert refusal(compose, service, ENTER, service, service) == ""
    for other in (*others(service), "postgres"):
        assert "permission denied for database" in refusal(compose, service, ENTER, service, other)


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_writes_to_no_topic_but_its_own(compose: Compose, service: str) -> None:
    for other in others(service):
        assert "TopicAuthorizationFailed" in refusal(compose, service, WRITE, service, f"{other}.peristiwa", "")


@pytest.mark.parametrize("service, source", [("perizinan", "pelaporan"), ("kinerja", "perizinan")])
def test_a_service_reads_no_topic_that_it_does_not_consume(compose: Compose, service: str, source: str) -> None:
    assert refusal(compose, service, READ, service, f"{SOURCE[service]}.peristiwa", "") == ""
    assert "TopicAuthorizationFailed" in refusal(compose, service, READ, service, f"{source}.peristiwa", "")


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_joins_no_group_but_its_own(compose: Compose, service: str) -> None:
    for other in others(service):
        told = refusal(compose, service, JOIN, service, f"{SOURCE[service]}.peristiwa", other)
        assert "GroupAuthorizationFailed" in told


def test_the_listener_for_administration_is_not_reached_from_another_container(compose: Compose) -> None:
    assert refusal(compose, "perizinan", REACH, "9092") == ""
    for port in ("9093", "9095"):
        assert "ConnectionRefused" in refusal(compose, "perizinan", REACH, port)


def test_a_system_outside_reads_the_events_with_the_password_that_it_was_given(compose: Compose) -> None:
    consumer = KafkaConsumer(
        "kinerja.peristiwa",
        bootstrap_servers=f"localhost:{compose.kafka_port}",
        group_id="pelanggan-uji",
        security_protocol="SASL_PLAINTEXT",
        sasl_mechanism="SCRAM-SHA-512",
        sasl_plain_username="pelanggan",
        sasl_plain_password=compose.secret("kafka-pelanggan"),
        auto_offset_reset="earliest",
    )

    found = wait_until(lambda: consumer.poll(timeout_ms=1000), timeout=30, what="events of kinerja")

    assert {partition.topic for partition in found} == {"kinerja.peristiwa"}
    consumer.close()


def test_nobody_without_a_name_is_let_in_to_the_broker(compose: Compose) -> None:
    address = f"localhost:{compose.kafka_port}"

    with pytest.raises(KafkaError):
        KafkaAdminClient(bootstrap_servers=address, bootstrap_timeout_ms=4000, request_timeout_ms=3000).list_topics()


def test_a_process_stays_small(compose: Compose) -> None:
    held: dict[str, int] = {}
    for name in sorted(CONTAINERS):
        id_ = compose.compose("ps", "--quiet", name).strip()
        table = subprocess.run(["docker", "top", id_, "-eo", "pid,rss"], check=True, capture_output=True, text=True)
        sizes = [int(line.split()[1]) // 1024 for line in table.stdout.splitlines()[1:]]
        held[name] = max(sizes)
        print(f"{name}: RSS per process, MiB: {sizes}")  # noqa: T201 - a figure of the run

    assert max(size for name, size in held.items() if name not in {"postgres", "kafka"}) < 300


def test_every_container_ends_in_good_order_when_it_is_told_to_and_comes_back(compose: Compose) -> None:
    began = time.monotonic()
    try:
        compose.stop()
        took = time.monotonic() - began
        codes = {name: one["State"]["ExitCode"] for name, one in compose.containers().items() if name in CONTAINERS}
    finally:
        compose.start()
    print(f"docker compose stop: {took:.0f} s")  # noqa: T201 - a figure of the run

    assert codes.pop("kafka") in {0, 143}  # what a JVM says when SIGTERM ended it in good order
    assert set(codes.values()) == {0}
    assert took < 60
