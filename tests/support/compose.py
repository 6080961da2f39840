"""All of Simpul in containers, as ``docker compose up --wait`` starts it; beside others, under a name and ports of its own."""

from __future__ import annotations

import json
import os
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.support.simpul import SERVICES, Simpul

ROOT = Path(__file__).resolve().parents[2]
JOBS = ("http", "grpc", "relay", "consume")
CONTAINERS = frozenset({"postgres", "kafka", *(f"{service}-{job}" for service in SERVICES for job in JOBS)})
"""What runs; everything else does its work once."""


@dataclass
class Compose(Simpul):
    """The composed system; ``folder`` holds its data folder."""

    port_prefix: int = 110
    kafka_port: int = 12094

    def start(self, *, wait: bool = True) -> None:
        """Start it, with demonstration accounts, and wait until every container is healthy."""
        self.folder.chmod(0o755)
        began = time.monotonic()
        self.compose("up", *(["--wait"] if wait else ["--detach"]), timeout=600)
        print(f"docker compose up --wait: {time.monotonic() - began:.0f} s")  # noqa: T201 - a figure of the run

    def stop(self) -> None:
        """Stop every container in good order."""
        self.compose("stop", timeout=120)

    def remove(self) -> None:
        """Throw away containers, networks and volumes."""
        self.compose("down", "--volumes", "--timeout", "5", timeout=180)

    def address(self, service: str) -> str:
        """Return the address of a service's pages."""
        return f"http://127.0.0.1:{self.port_prefix}0{SERVICES.index(service) + 1}"

    def run(self, service: str, *arguments: str) -> str:
        """Run a command of a service in its container, and return what it printed."""
        return self.exec(f"{service}-http", "python", "-m", service, *arguments)

    def exec(self, container: str, *command: str) -> str:
        """Run a command in a container, and return what it printed."""
        return self.compose("exec", "--no-TTY", container, *command, timeout=300)

    def containers(self) -> dict[str, dict[str, Any]]:
        """Return every container, those that have ended included, as the engine describes it, by its service."""
        ids = self.compose("ps", "--all", "--quiet").split()
        told = subprocess.run(["docker", "inspect", *ids], check=True, capture_output=True, text=True).stdout
        return {one["Config"]["Labels"]["com.docker.compose.service"]: one for one in json.loads(told)}

    def secret(self, path: str) -> str:
        """Return what a file of the secrets holds."""
        return (self.folder / "var" / "rahasia" / path).read_text().strip()

    def compose(self, *arguments: str, timeout: float = 120) -> str:
        """Run ``docker compose`` on this project, and return what it printed."""
        own = {
            "COMPOSE_PROFILES": "demo",
            "HTTP_PORTS": str(self.port_prefix),
            "GRPC_PORTS": str(self.port_prefix + 10),
            "KAFKA_PORT": str(self.kafka_port),
            "SIMPUL_DATA": str(self.folder / "var"),
        }
        command = ["docker", "compose", "--project-name", f"simpul-uji-{os.getpid()}", *arguments]
        done = subprocess.run(
            command, cwd=ROOT, env=os.environ | own, capture_output=True, text=True, check=False, timeout=timeout
        )
        if done.returncode:
            raise AssertionError(f"docker compose {' '.join(arguments)} failed:\n{done.stdout}{done.stderr[-4000:]}")
        return done.stdout
