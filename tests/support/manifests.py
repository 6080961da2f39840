"""The manifests of the cluster as objects, and which pods they let talk to which."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from tests.support.tree import ROOT

KUSTOMIZE = [str(Path(sys.executable).with_name("kubectl")), "kustomize"]
OVERLAYS = ("dev", "prod")
NAME, COMPONENT = "app.kubernetes.io/name", "app.kubernetes.io/component"
Object = dict[str, Any]
Selector = Mapping[str, Any]


@cache
def build(overlay: str) -> str:
    """Return what ``kubectl apply -k`` would send."""
    folder = ROOT / "deploy" / "k8s" / "overlays" / overlay
    done = subprocess.run([*KUSTOMIZE, str(folder)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "Warning" not in done.stderr, done.stderr
    return done.stdout


def objects(overlay: str, *kinds: str) -> list[Object]:
    """Return the objects of an overlay, all or those of some kinds."""
    return [one for one in _load(overlay) if not kinds or one["kind"] in kinds]


@cache
def _load(overlay: str) -> list[Object]:
    return list(yaml.load_all(build(overlay), yaml.CSafeLoader))


@dataclass(frozen=True)
class Pod:
    """A kind of pod that runs: what makes it, its labels, and its spec where we write it."""

    name: str
    labels: Mapping[str, str]
    spec: Object

    @property
    def containers(self) -> list[Object]:
        """Every container, those that begin included."""
        return [*self.spec.get("initContainers", []), *self.spec.get("containers", [])]

    def number(self, port: int | str) -> int | None:
        """Return the number of a port that may be named; None when the pod has none of that name."""
        if isinstance(port, int):
            return port
        named = {p["name"]: p["containerPort"] for one in self.containers for p in one.get("ports", [])}
        return named.get(port)


def pods(overlay: str) -> list[Pod]:
    """Return the pods that we write."""
    return [
        Pod(f"{one['kind']}/{one['metadata']['name']}", template["metadata"]["labels"], template["spec"])
        for one in objects(overlay, "Deployment", "StatefulSet", "Job", "CronJob", "DaemonSet")
        if (template := one["spec"]["template"])
    ]


def parties(overlay: str) -> list[Pod]:
    """Return the pods that we write and those that operators make for us."""
    databases = [
        Pod(one["metadata"]["name"], one["spec"]["inheritedMetadata"]["labels"], {})
        for one in objects(overlay, "Cluster")
    ]
    brokers = [
        Pod(
            "kafka",
            {NAME: "kafka", **one["spec"]["template"]["pod"]["metadata"]["labels"], **one["metadata"]["labels"]},
            {},
        )
        for one in objects(overlay, "KafkaNodePool")
    ]
    return pods(overlay) + databases + brokers


def selects(selector: Selector, labels: Mapping[str, str]) -> bool:
    """Tell whether a label selector takes these labels."""
    wanted = selector.get("matchLabels", {}).items()
    for rule in selector.get("matchExpressions", []):
        assert rule["operator"] == "In", rule
        if labels.get(rule["key"]) not in rule["values"]:
            return False
    return all(labels.get(key) == value for key, value in wanted)


Flow = tuple[str, str, int]
"""From, to, port; a party is named ``<name>-<component>``, or ``*`` for anyone, or ``namespace:<name>``."""


def party(pod: Pod) -> str:
    """Return the name of a party."""
    return "-".join(part for part in (pod.labels.get(NAME), pod.labels[COMPONENT]) if part)


def flows(overlay: str) -> set[Flow]:
    """Return every flow that the policies let through, at its beginning and at its end."""
    out, into, names = _ways(overlay)
    anyone = {flow[1:] for flow in into if flow[0] == "*"}
    outside = {flow for flow in into if flow[0] not in names} | {flow for flow in out if flow[1] not in names}
    return outside | {flow for flow in out if flow in into or flow[1:] in anyone}


def dead_ends(overlay: str) -> set[Flow]:
    """Return what may leave and not arrive, or arrive and not leave; a database itself says whom it lets in."""
    out, into, names = _ways(overlay)
    anyone = {flow[1:] for flow in into if flow[0] == "*"}
    lost = {flow for flow in out - into if flow[1] in names and flow[1:] not in anyone and flow[2] != 5432}
    return lost | {flow for flow in into - out if flow[0] in names}


def _ways(overlay: str) -> tuple[set[Flow], set[Flow], set[str]]:
    """Return the ways out, the ways in, and the names of our own parties."""
    everyone, policies = parties(overlay), objects(overlay, "NetworkPolicy")
    out = set(_open(everyone, policies, "egress", "to"))
    into = {(there, here, port) for here, there, port in _open(everyone, policies, "ingress", "from")}
    return out, into, {party(pod) for pod in everyone}


def _open(everyone: list[Pod], policies: list[Object], direction: str, peers: str) -> Iterator[Flow]:
    """Yield (whose policy, the other, port) for each rule of one direction."""
    for policy in policies:
        for here in everyone:
            if not selects(policy["spec"]["podSelector"], here.labels):
                continue
            for rule in policy["spec"].get(direction, []):
                for name, there in _others(rule.get(peers), everyone):
                    target = there if direction == "egress" else here
                    for port in rule["ports"]:
                        number = target.number(port["port"]) if target else port["port"]
                        if number is not None:
                            yield party(here), name, number


def _others(peers: list[Object] | None, everyone: list[Pod]) -> Iterator[tuple[str, Pod | None]]:
    if peers is None:
        yield "*", None
    for peer in peers or []:
        if "namespaceSelector" in peer:
            yield f"namespace:{peer['namespaceSelector']['matchLabels']['kubernetes.io/metadata.name']}", None
        else:
            yield from ((party(pod), pod) for pod in everyone if selects(peer["podSelector"], pod.labels))
