"""House rules of the manifests: valid, restricted, limited, named, and in step with the code."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from chassis.bus.akun import list_rights
from chassis.http.server import GRACE
from chassis.rahasia import KUNCI_PUBLIK, NAMES
from chassis.settings import SERVICES
from tests.support.manifests import COMPONENT, NAME, OVERLAYS, Object, Pod, build, objects, pods
from tools.operating import list_settings

KUBERNETES = "1.36"
NO_SCHEMA = {
    "postgresql.cnpg.io/v1": "CloudNativePG",
    "barmancloud.cnpg.io/v1": "its plugin for backups",
    "keda.sh/v1alpha1": "KEDA",
    "external-secrets.io/v1": "External Secrets",
    "gateway.networking.k8s.io/v1": "Gateway API",
    "monitoring.coreos.com/v1": "the operator of Prometheus",
    "kafka.strimzi.io/v1": "Strimzi, whose definitions are in no Go module: read against its reference by hand",
}
"""Kinds that Kubernetes itself does not know. tests/kubernetes asks an API server that has the definitions of all but the last."""

everywhere = pytest.mark.parametrize("overlay", OVERLAYS)


def deployments(overlay: str) -> Iterator[tuple[Object, Pod]]:
    """Yield each Deployment with its pod."""
    by_name = {pod.name: pod for pod in pods(overlay)}
    for one in objects(overlay, "Deployment"):
        yield one, by_name[f"Deployment/{one['metadata']['name']}"]


@everywhere
def test_the_strict_validator_finds_no_fault(overlay: str, tmp_path: Path) -> None:
    file = tmp_path / "all.yaml"
    file.write_text(build(overlay))
    validate = str(Path(sys.executable).with_name("kubernetes-validate"))

    done = subprocess.run(
        [validate, "--strict", "-k", KUBERNETES, str(file)], capture_output=True, text=True, check=False
    )

    faults = [line for line in (done.stdout + done.stderr).splitlines() if line and not line.startswith("INFO")]
    assert [line for line in faults if not any(f"api version {group} " in line for group in NO_SCHEMA)] == []
    assert done.returncode == 0


def test_a_kind_without_a_schema_is_one_that_we_use() -> None:
    used = {one["apiVersion"] for overlay in OVERLAYS for one in objects(overlay)}

    assert NO_SCHEMA.keys() <= used


@everywhere
def test_a_pod_is_restricted(overlay: str) -> None:
    loose = set()
    for pod in pods(overlay):
        security = pod.spec["securityContext"]
        if not (security["runAsNonRoot"] and security["runAsUser"] and security["seccompProfile"] == RUNTIME_DEFAULT):
            loose.add(pod.name)
        if pod.spec.keys() & {"hostNetwork", "hostPID", "hostIPC"} or any("hostPath" in v for v in pod.spec["volumes"]):
            loose.add(pod.name)
        loose |= {f"{pod.name}: {one['name']}" for one in pod.containers if one.get("securityContext") != LOCKED}

    assert loose == set()


RUNTIME_DEFAULT = {"type": "RuntimeDefault"}
LOCKED = {"allowPrivilegeEscalation": False, "readOnlyRootFilesystem": True, "capabilities": {"drop": ["ALL"]}}


@everywhere
def test_the_namespace_enforces_it(overlay: str) -> None:
    (namespace,) = objects(overlay, "Namespace")

    assert namespace["metadata"]["labels"]["pod-security.kubernetes.io/enforce"] == "restricted"


@everywhere
def test_a_container_has_requests_and_limits_and_an_image_with_a_version(overlay: str) -> None:
    for pod in pods(overlay):
        for one in pod.containers:
            where = f"{pod.name}: {one['name']}"
            assert all(one["resources"][kind].keys() == {"cpu", "memory"} for kind in ("requests", "limits")), where
            name, _, version = one["image"].partition(":")
            assert version not in ("", "latest"), where
            assert "." not in name, f"{where} names a registry"
            assert one["imagePullPolicy"] == "IfNotPresent", where


@everywhere
def test_no_pod_has_a_token_but_the_one_that_makes_secrets(overlay: str) -> None:
    with_token = set()
    for pod in pods(overlay):
        assert pod.spec["automountServiceAccountToken"] is False, pod.name
        assert pod.spec["enableServiceLinks"] is False, pod.name
        sources = [
            source for volume in pod.spec["volumes"] for source in volume.get("projected", {}).get("sources", [])
        ]
        if any("serviceAccountToken" in source for source in sources):
            with_token.add(pod.labels[NAME])

    assert with_token == ({"rahasia"} if overlay == "dev" else set())


@everywhere
def test_every_job_of_every_service_has_a_deployment_and_a_budget(overlay: str) -> None:
    wanted = {f"{service}-{job}" for service in SERVICES for job in ("http", "grpc", "relay", "consume")}
    budgets = {one["metadata"]["name"]: one["spec"] for one in objects(overlay, "PodDisruptionBudget")}

    assert {one["metadata"]["name"] for one in objects(overlay, "Deployment")} == wanted
    for one, pod in deployments(overlay):
        budget = budgets.pop(one["metadata"]["name"])
        assert budget["maxUnavailable"] == 1
        assert budget["selector"] == one["spec"]["selector"]
        assert one["spec"]["selector"]["matchLabels"].items() <= pod.labels.items()
    assert budgets == {}


@everywhere
def test_a_pod_is_replaced_before_it_goes_and_goes_in_good_order(overlay: str) -> None:
    for one, pod in deployments(overlay):
        (main,) = pod.spec["containers"]
        assert one["spec"]["strategy"]["rollingUpdate"] == {"maxUnavailable": 0, "maxSurge": 1}, pod.name
        assert pod.spec["terminationGracePeriodSeconds"] > main["lifecycle"]["preStop"]["sleep"]["seconds"] + GRACE
        assert {spread["topologyKey"] for spread in pod.spec["topologySpreadConstraints"]} == {
            "kubernetes.io/hostname", "topology.kubernetes.io/zone",
        }  # fmt: skip
        assert pod.spec["priorityClassName"] == "simpul"
        assert [begin["args"] for begin in pod.spec["initContainers"]] == [["wait"]]


@everywhere
def test_a_process_is_probed_on_its_own_port(overlay: str) -> None:
    for _, pod in deployments(overlay):
        (main,) = pod.spec["containers"]
        number, job = SERVICES.index(pod.labels[NAME]) + 1, pod.labels[COMPONENT]
        ports = {"http": {"http": 8100}, "grpc": {"grpc": 9100, "probe": 10100}}.get(job, {"probe": 10100})
        assert main["args"] == [job]
        assert {p["name"]: p["containerPort"] - number for p in main["ports"]} == ports, pod.name
        for kind, path in (("startup", "/livez"), ("liveness", "/livez"), ("readiness", "/readyz")):
            probe = main[f"{kind}Probe"]["httpGet"]
            assert probe == {"path": path, "port": "http" if job == "http" else "probe"}, pod.name


@everywhere
def test_a_service_is_one_address_for_http_and_grpc(overlay: str) -> None:
    for number, service in enumerate(SERVICES, 1):
        (found,) = [one["spec"] for one in objects(overlay, "Service") if one["metadata"]["name"] == service]
        ports = {port["name"]: (port["port"], port["targetPort"]) for port in found["ports"]}
        assert ports == {"http": (8100 + number, "http"), "grpc": (9100 + number, "grpc")}
        assert found["selector"] == {NAME: service}


@everywhere
def test_a_job_carries_its_version_in_its_name_and_goes_when_it_is_done(overlay: str) -> None:
    for one in objects(overlay, "Job"):
        version = one["spec"]["template"]["spec"]["containers"][0]["image"].partition(":")[2]
        assert one["metadata"]["name"].endswith(f"-{version}")
        assert one["spec"]["ttlSecondsAfterFinished"] > 0


@everywhere
def test_every_setting_that_is_set_is_one(overlay: str) -> None:
    known = {f"SIMPUL_{name}" for name in list_settings()}
    told = {key for one in objects(overlay, "ConfigMap") for key in one["data"] if key.startswith("SIMPUL_")}

    assert told - known == set()


@everywhere
def test_no_secret_is_written_down(overlay: str) -> None:
    assert objects(overlay, "Secret") == []


def test_the_secrets_that_are_named_in_dev_are_made_there() -> None:
    (role,) = objects("dev", "Role")
    readable = next(set(rule["resourceNames"]) for rule in role["rules"] if rule["verbs"] == ["get"])

    assert readable == {*NAMES, KUNCI_PUBLIK}
    assert named_secrets("dev") <= readable


def test_the_secrets_that_are_named_in_prod_come_from_somewhere() -> None:
    stored = {one["metadata"]["name"] for one in objects("prod", "ExternalSecret")}
    of_postgres = {f"{one['metadata']['name']}-ca" for one in objects("prod", "Cluster")}
    (kafka,) = objects("prod", "Kafka")
    prefix = kafka["spec"]["entityOperator"]["userOperator"]["secretPrefix"]
    of_kafka = {f"{prefix}{one['metadata']['name']}" for one in objects("prod", "KafkaUser")} | {
        "kafka-cluster-ca-cert"
    }

    assert named_secrets("prod") - stored - of_postgres - of_kafka == set()


def named_secrets(overlay: str) -> set[str]:
    """Return the Secrets that some pod waits for."""
    volumes = [volume for pod in pods(overlay) for volume in pod.spec["volumes"]]
    sources: list[dict[str, Any]] = [s for volume in volumes for s in volume.get("projected", {}).get("sources", [])]
    return {source["secret"]["name"] for source in sources if "secret" in source}


def test_the_rights_on_the_brokers_are_the_same_in_both_ways_to_run() -> None:
    granted = {
        (one["metadata"]["name"], acl["resource"]["name"], operation.upper())
        for one in objects("prod", "KafkaUser")
        for acl in one["spec"]["authorization"]["acls"]
        for operation in acl["operations"]
    }
    wanted = {
        (acl.principal.removeprefix("User:"), acl.resource_pattern.resource_name, acl.operation.name)
        for acl in list_rights()
    }

    assert granted == wanted


def test_no_more_consumers_than_partitions() -> None:
    partitions = {one["metadata"]["name"]: one["spec"]["partitions"] for one in objects("prod", "KafkaTopic")}
    for one in objects("prod", "ScaledObject"):
        for trigger in one["spec"]["triggers"]:
            told = trigger["metadata"]
            assert one["spec"]["maxReplicaCount"] <= partitions[told["topic"]]
            assert (told["limitToPartitionsWithLag"], told["excludePersistentLag"]) == ("true", "true")
            assert int(told["activationLagThreshold"]) < int(told["lagThreshold"])
