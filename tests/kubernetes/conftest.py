"""The system in the cluster that KUBECONFIG names, one for all the tests of this tier; gone in the end, with its namespace."""

from __future__ import annotations

import os
import shlex
import subprocess
import time
from collections.abc import Iterator

import pytest

from tests.support.cluster import Cluster, kubectl
from tests.support.simpul import SERVICES


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    if not os.environ.get("KUBECONFIG"):
        pytest.skip("KUBECONFIG names no cluster")
    if load := os.environ.get("KUBE_LOAD"):
        images = [f"simpul-{service}:dev" for service in SERVICES]
        subprocess.run([*shlex.split(load), *images], check=True)
    if kubectl("get", "namespace", "simpul", "--ignore-not-found"):
        pytest.fail("the cluster has a namespace simpul, which these tests would throw away: delete it yourself")
    system = Cluster()
    began = time.monotonic()
    try:
        system.apply()
        print(f"\nkubectl apply -k deploy/k8s/overlays/dev: ready after {time.monotonic() - began:.0f} s")
        yield system
        print(kubectl("get", "all"))
    finally:
        if not os.environ.get("KUBE_KEEP"):
            kubectl("delete", "namespace", "simpul", "--ignore-not-found", timeout=300)
