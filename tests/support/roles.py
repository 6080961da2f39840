"""perizinan and pelaporan as a cluster runs them: a process a role, each of which a test may stop and start."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field

from chassis.identity import service_key
from tests.support.simpul import Api, Simpul, find_free_port_base
from tests.support.waiting import wait_until

HOSTS = {"http": "127.0.0.1", "grpc": "127.0.0.1", "relay": "127.0.0.2", "consume": "127.0.0.3"}
"""Where the processes of a role listen: the port for probes is the same for all but ``http``."""
ROLES = (
    ("perizinan", "http"),
    ("perizinan", "grpc"),
    ("perizinan", "relay"),
    ("pelaporan", "http"),
    ("pelaporan", "consume"),
)
START = 60.0
"""Seconds that a process may take until it is ready."""


@dataclass
class Roles(Simpul):
    """The running processes, in the place of the supervisor's; the databases are named in ``environment``."""

    own: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)
    """What the process of a service and a role is told beside it."""
    _processes: dict[tuple[str, str], subprocess.Popen[bytes]] = field(default_factory=dict)

    def start(self, *, wait: bool = True) -> None:
        """Prepare the databases, start every process, and wait until each is ready."""
        self.port_base = self.port_base or find_free_port_base()
        service_key.ensure(self.folder / "var", "pelaporan", "perizinan")
        for service in ("perizinan", "pelaporan"):
            self.run(service, "prepare")
        for service, role in ROLES:
            self.start_role(service, role, wait=False)
        if wait:
            for service, role in ROLES:
                self.wait_role(service, role)

    def start_role(self, service: str, role: str, *, wait: bool = True) -> None:
        """Start one process."""
        environment = self._env() | {"SIMPUL_HOST": HOSTS[role]} | self.own.get((service, role), {})
        with (self.folder / "simpul.log").open("ab") as log:
            self._processes[service, role] = subprocess.Popen(
                [sys.executable, "-m", service, role], env=environment, stdout=log, stderr=log, start_new_session=True
            )
        if wait:
            self.wait_role(service, role)

    def wait_role(self, service: str, role: str) -> None:
        """Wait until a process says that it is ready."""
        port = int(self.address(service).rpartition(":")[2]) + (0 if role == "http" else 2000)
        probes = Api(f"http://{HOSTS[role]}:{port}")
        wait_until(lambda: _is_ready(probes), timeout=START, every=0.1, what=f"{service} {role}")

    def terminate(self, service: str, role: str) -> tuple[int, float]:
        """Send SIGTERM to a process; return its exit code, and how many seconds it took to end."""
        process, began = self._processes.pop((service, role)), time.monotonic()
        process.send_signal(signal.SIGTERM)
        return process.wait(timeout=60), time.monotonic() - began

    def stop(self) -> None:
        """Stop all of them."""
        for process in self._processes.values():
            process.send_signal(signal.SIGTERM)
        for process in self._processes.values():
            process.wait(timeout=60)


def _is_ready(probes: Api) -> bool:
    try:
        return probes.get("/readyz").status == 200
    except OSError:
        return False
