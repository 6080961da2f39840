"""All of Simpul in a cluster, as ``kubectl apply -k deploy/k8s/overlays/dev`` starts it; any cluster that KUBECONFIG names.

The tests ask the Services at their own addresses, so they run where these are reached: on a node, or in a pod.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import grpc
from grpc_health.v1 import health_pb2, health_pb2_grpc

from tests.support.cerita import NIK
from tests.support.manifests import build
from tests.support.simpul import SERVICES, Api, Simpul

KUBECTL = str(Path(sys.executable).with_name("kubectl"))
JOBS = ("http", "grpc", "relay", "consume")
DEPLOYMENTS = tuple(f"{service}-{job}" for service in SERVICES for job in JOBS)


def kubectl(*arguments: str, stdin: str | None = None, timeout: float = 120) -> str:
    """Run the client in the namespace, and return what it printed; whatever goes wrong is an error of the test."""
    done = subprocess.run(
        [KUBECTL, "-n", "simpul", *arguments],
        input=stdin, capture_output=True, text=True, check=False, timeout=timeout,
    )  # fmt: skip
    assert done.returncode == 0, f"kubectl {' '.join(arguments)} failed:\n{done.stdout[-2000:]}{done.stderr[-4000:]}"
    return done.stdout


def get(*arguments: str) -> list[dict[str, Any]]:
    """Return objects of the namespace."""
    found: list[dict[str, Any]] = json.loads(kubectl("get", *arguments, "-o", "json"))["items"]
    return found


@dataclass
class Cluster(Simpul):
    """The system in the cluster."""

    folder: Path = Path()
    _addresses: dict[str, str] = field(default_factory=dict)

    def apply(self, version: str = "dev") -> None:
        """Bring the overlay ``dev`` in, with this version of our images, and wait until every pod of it is ready."""
        manifests = build("dev").replace(":dev\n", f":{version}\n")
        for job in ("rahasia", *(f"{service}-{job}" for service in SERVICES for job in ("migrate", "seed"))):
            manifests = manifests.replace(f"name: {job}-dev\n", f"name: {job}-{version}\n")
        kubectl("apply", "-f", "-", stdin=manifests)
        kubectl("wait", "job", "--all", "--for=condition=Complete", "--timeout=10m", timeout=620)
        self.wait_ready()

    def wait_ready(self) -> None:
        """Wait until nothing is left of what ran before, and all is ready."""
        for name in DEPLOYMENTS:
            kubectl("rollout", "status", f"deployment/{name}", "--timeout=10m", timeout=620)
        for name in ("postgres", "kafka"):
            kubectl("rollout", "status", f"statefulset/{name}", "--timeout=5m", timeout=320)

    def host(self, service: str) -> str:
        """Return the address of a Service."""
        if service not in self._addresses:
            self._addresses[service] = kubectl("get", "service", service, "-o", "jsonpath={.spec.clusterIP}")
        return self._addresses[service]

    def address(self, service: str) -> str:
        """Return the address of a service's pages."""
        return f"http://{self.host(service)}:{8101 + SERVICES.index(service)}"

    def run(self, service: str, *arguments: str) -> str:
        """Run a command of a service in a pod of its, and return what it printed."""
        return kubectl("exec", f"deploy/{service}-consume", "--", "python", "-m", service, *arguments, timeout=300)


class Load(threading.Thread):
    """Somebody who asks every service over HTTP and gRPC and hands files in, each on a connection of its own, once."""

    def __init__(self, cluster: Cluster) -> None:
        """Ask until :meth:`end`."""
        super().__init__(daemon=True)
        self._cluster = cluster
        self._end = threading.Event()
        self._pemohon = cluster.api("perizinan", "pemohon")
        self._readers = [cluster.api(service, "admin") for service in SERVICES]
        self.asked = 0
        self.failed: list[str] = []
        self.acked: list[str] = []

    def run(self) -> None:
        """Ask, one after another."""
        while not self._end.is_set():
            for api in self._readers:
                self._ask(f"GET {api.base}", lambda api=api: self._status(api.get("/v1/saya").status, 200))
            for service in SERVICES:
                self._ask(f"gRPC {service}", lambda service=service: self._check(service))
            self._ask("POST", self._hand_in)

    def end(self) -> Load:
        """Stop asking."""
        self._end.set()
        self.join(timeout=60)
        return self

    def _ask(self, what: str, act: Any) -> None:
        self.asked += 1
        try:
            act()
        except (OSError, AssertionError, grpc.RpcError) as error:
            self.failed.append(f"{what}: {error}"[:300])

    def _status(self, status: int, wanted: int) -> None:
        assert status == wanted, status

    def _check(self, service: str) -> None:
        target = f"{self._cluster.host(service)}:{9101 + SERVICES.index(service)}"
        with grpc.insecure_channel(target, options=[("grpc.use_local_subchannel_pool", 1)]) as channel:
            answer = health_pb2_grpc.HealthStub(channel).Check(health_pb2.HealthCheckRequest(), timeout=10)
        self._status(answer.status, health_pb2.HealthCheckResponse.SERVING)

    def _hand_in(self) -> None:
        pemohon = {"jenis": "perorangan", "nama": "Uji Coba", "nik": NIK}
        body = {"layanan_kode": "izin-klinik", "kanal": "daring", "pemohon": pemohon, "isian": {}}
        draft = self._pemohon.post("/v1/permohonan", body)
        self._status(draft.status, 201)
        receipt = self._pemohon.post(f"/v1/permohonan/{draft.body['id']}/submit", etag=draft.etag)
        self._status(receipt.status, 200)
        self.acked.append(draft.body["id"])


def status_of(api: Api, permohonan_id: str) -> int:
    """Tell whether a file can still be read."""
    return api.get(f"/v1/permohonan/{permohonan_id}").status
