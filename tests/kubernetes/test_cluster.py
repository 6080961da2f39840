"""The system in a real cluster: accepted whole, up by one command, and nobody notices when its pods come and go."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest
import yaml

from tests.support.cerita import apply, expect, issue
from tests.support.cluster import DEPLOYMENTS, JOBS, Cluster, Load, get, kubectl, status_of
from tests.support.manifests import OVERLAYS, objects
from tests.support.penulis import JAKARTA
from tests.support.simpul import SERVICES
from tests.support.waiting import wait_until

MODULES = {
    "github.com/cloudnative-pg/cloudnative-pg@v1.28.0": "config/crd/bases",
    "github.com/cloudnative-pg/plugin-barman-cloud@v0.15.0": "config/crd/bases",
    "github.com/kedacore/keda/v2@v2.21.0": "config/crd/bases",
    "github.com/external-secrets/external-secrets@v1.3.2": "config/crds/bases",
    "github.com/prometheus-operator/prometheus-operator@v0.85.0": "example/prometheus-operator-crd",
    "sigs.k8s.io/gateway-api@v1.4.0": "config/crd/standard",
}
"""Where the definitions of the operators' kinds are had; Strimzi's are in no module of Go."""
NOT_TO_BE_HAD = "kafka.strimzi.io/v1"
BEFORE = "sebelum"


@pytest.fixture(scope="session")
def definitions(cluster: Cluster) -> Iterator[None]:
    """The definitions of the operators' kinds, for as long as they are needed."""
    used = {one["apiVersion"].split("/")[0] for one in objects("prod")}
    files = []
    for module, folder in MODULES.items():
        done = subprocess.run(["go", "mod", "download", "-json", module], capture_output=True, text=True, check=True)
        found = (Path(json.loads(done.stdout)["Dir"]) / folder).glob("*.yaml")
        files += [file for file in found if any(f"group: {group}\n" in file.read_text() for group in used)]
    arguments = [part for file in sorted(files) for part in ("-f", str(file))]
    kubectl("apply", "--server-side", *arguments)
    yield
    kubectl("delete", "--ignore-not-found", "--wait=false", *arguments)


@pytest.mark.usefixtures("definitions")
@pytest.mark.parametrize("overlay", OVERLAYS)
def test_the_api_server_takes_every_object(overlay: str) -> None:
    known = [one for one in objects(overlay) if one["apiVersion"] != NOT_TO_BE_HAD]

    def dry_run() -> str:
        return kubectl("apply", "--dry-run=server", "-f", "-", stdin=yaml.safe_dump_all(known))

    taken = wait_until(dry_run, timeout=30).splitlines()

    assert len(taken) == len(known)
    print(
        f"\n{overlay}: {len(taken)} objects taken by the API server, {len(objects(overlay)) - len(known)} of Strimzi not asked"
    )


def test_the_story_of_a_permit_moves_the_indicator(cluster: Cluster) -> None:
    pimpinan, month = cluster.api("pelaporan", "pimpinan"), datetime.now(JAKARTA).strftime("%Y-%m")

    def decided() -> float:
        return float(expect(pimpinan.get(f"/v1/indikator/ppt.diputus?periode={month}"), 200).body["nilai"] or 0)

    before = decided()
    issue(cluster, apply(cluster))

    wait_until(lambda: decided() == before + 1, timeout=60, every=0.5)


def test_the_accounts_of_the_demonstration_are_listed(cluster: Cluster) -> None:
    told = kubectl("exec", "deploy/perizinan-http", "--", "cat", "/var/lib/simpul/akun-demo.csv")

    assert {row["layanan"] for row in csv.DictReader(io.StringIO(told))} == set(SERVICES)


@contextmanager
def under_load(cluster: Cluster, what: str) -> Iterator[None]:
    """Ask all the time; nothing fails, and what was acknowledged is there."""
    load = Load(cluster)
    load.start()
    try:
        yield
    finally:
        load.end()
    pemohon = cluster.api("perizinan", "pemohon")
    lost = [one for one in load.acked if status_of(pemohon, one) != 200]
    print(
        f"\n{what}: {load.asked} requests, {len(load.failed)} failed; {len(load.acked)} files acknowledged, {len(lost)} lost"
    )
    assert load.failed == []
    assert load.acked
    assert lost == []


def test_no_request_fails_while_every_deployment_is_restarted(cluster: Cluster) -> None:
    with under_load(cluster, "rolling restart"):
        for name in DEPLOYMENTS:
            kubectl("rollout", "restart", f"deployment/{name}")
        cluster.wait_ready()


def test_no_request_fails_while_every_pod_is_evicted_in_turn(cluster: Cluster) -> None:
    with under_load(cluster, "eviction"):
        for service in SERVICES:
            for job in JOBS:
                for pod in pods_of(service, job):
                    wait_until(lambda pod=pod: is_evicted(pod), timeout=120, every=1, what=pod)  # type: ignore[misc]
                    cluster.wait_ready()


def pods_of(service: str, job: str) -> list[str]:
    """Return the names of the pods of a Deployment."""
    labels = f"app.kubernetes.io/name={service},app.kubernetes.io/component={job}"
    return [one["metadata"]["name"] for one in get("pods", "-l", labels, "--field-selector=status.phase=Running")]


def is_evicted(pod: str) -> bool:
    """Ask for an eviction; tell whether the budget let it be."""
    eviction = {"apiVersion": "policy/v1", "kind": "Eviction", "metadata": {"name": pod, "namespace": "simpul"}}
    path = f"/api/v1/namespaces/simpul/pods/{pod}/eviction"
    try:
        kubectl("create", "--raw", path, "-f", "-", stdin=json.dumps(eviction))
    except AssertionError as refused:
        if "disruption budget" not in str(refused):
            raise
        return False
    return True


def test_no_request_fails_on_the_way_back_to_the_version_before_and_on_the_way_here(cluster: Cluster) -> None:
    if not os.environ.get("KUBE_BEFORE"):
        pytest.skip(
            f"KUBE_BEFORE does not say that the cluster has simpul-<service>:{BEFORE}, images of an earlier commit"
        )
    with under_load(cluster, "version before"):
        cluster.apply(BEFORE)
    with under_load(cluster, "this version"):
        cluster.apply()


def test_in_the_end_the_logs_are_in_order_and_the_projection_is_what_they_say(cluster: Cluster) -> None:
    for service in SERVICES:
        assert "in order" in cluster.run(service, "verify-audit")
    assert "in all" not in "".join(cluster.run(service, "surat-mati", "list") for service in SERVICES)

    wait_until(lambda: projection_agrees(cluster), timeout=120, every=2)


def projection_agrees(cluster: Cluster) -> bool:
    """Tell whether a rebuild would come to the same; it may not while events are on their way."""
    try:
        return "events" in cluster.run("pelaporan", "rebuild", "--check")
    except AssertionError:
        return False
