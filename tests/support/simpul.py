"""All of Simpul as a user runs it: the supervisor in a process of its own, three services, real transport."""

from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from tests.support.server import free_port
from tests.support.waiting import wait_until

SERVICES = ("perizinan", "kinerja", "pelaporan")
START = 120.0
"""Seconds a cold start may take on a machine that runs other tests beside it."""


@dataclass(frozen=True)
class Answer:
    """What an HTTP call answered."""

    status: int
    body: Any
    headers: Mapping[str, str]

    @property
    def etag(self) -> str:
        """The version, to send back."""
        return self.headers["ETag"]


@dataclass
class Api:
    """One account's way into the REST API of a service."""

    base: str
    token: str | None = None

    def get(self, path: str) -> Answer:
        """Ask."""
        return self.call("GET", path)

    def post(self, path: str, body: object = None, *, etag: str | None = None, key: str | None = None) -> Answer:
        """Act."""
        headers = {"If-Match": etag} if etag else {}
        return self.call("POST", path, body, headers | ({"Idempotency-Key": key} if key else {}))

    def call(self, method: str, path: str, body: object = None, headers: Mapping[str, str] | None = None) -> Answer:
        """Send a request and return its answer, whatever its status."""
        data = None if method == "GET" else json.dumps({} if body is None else body).encode()
        url = self.base + path
        request = urllib.request.Request(url, data, dict(headers or {}), method=method)  # noqa: S310 - our own server
        request.add_header("Content-Type", "application/json")
        if self.token:
            request.add_header("Authorization", f"Bearer {self.token}")
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310 - our own server
                return _read(answer)
        except urllib.error.HTTPError as error:
            with error:
                return _read(error)


@dataclass
class Simpul:
    """The running system; ``environment`` is what a user would set beside the defaults."""

    folder: Path
    environment: dict[str, str] = field(default_factory=dict)
    port_base: int = 0
    _process: subprocess.Popen[bytes] | None = None
    _tokens: dict[tuple[str, str], str] = field(default_factory=dict)

    def start(self, *, wait: bool = True) -> None:
        """Start it, and wait until all three services are ready."""
        self.folder.chmod(0o755)
        self.port_base = self.port_base or find_free_port_base()
        with (self.folder / "simpul.log").open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "chassis.supervisor"], env=self._env(), stdout=log, stderr=log,
                start_new_session=True,
            )  # fmt: skip
        if wait:
            self.wait_ready()

    def wait_ready(self) -> None:
        """Wait until all three services are ready."""
        for service in SERVICES:
            wait_until(partial(self.is_ready, service), timeout=START, every=0.2, what=f"{service} of Simpul")

    def stop(self) -> None:
        """Stop it in good order."""
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
            self._process.wait(timeout=60)

    def kill(self) -> None:
        """Kill the supervisor; what it started notices and ends by itself."""
        if self._process is not None and self._process.poll() is None:
            self._process.kill()
            self._process.wait()

    def address(self, service: str) -> str:
        """Return the address of a service's pages."""
        return f"http://127.0.0.1:{self.port_base + SERVICES.index(service) + 1}"

    def api(self, service: str, akun: str | None = None) -> Api:
        """Return the API of a service as an account, or as nobody."""
        token = None if akun is None else self._token(service, akun)
        return Api(self.address(service), token)

    def sandi(self, service: str, akun: str) -> str:
        """Return the password of a demonstration account."""
        with (self.folder / "var" / "akun-demo.csv").open(newline="") as file:
            rows = {(row["layanan"], row["akun"]): row["sandi"] for row in csv.DictReader(file)}
        return rows[service, akun]

    def run(self, service: str, *arguments: str) -> str:
        """Run a command of a service beside the running system, and return what it printed."""
        command = [sys.executable, "-m", service, *arguments]
        done = subprocess.run(command, env=self._env(), capture_output=True, text=True, check=False, timeout=300)
        if done.returncode:
            raise AssertionError(f"{' '.join(command[1:])} failed:\n{done.stdout}{done.stderr}")
        return done.stdout

    def _token(self, service: str, akun: str) -> str:
        if (service, akun) not in self._tokens:
            self._tokens[service, akun] = self.run(service, "token", "--akun", akun).strip()
        return self._tokens[service, akun]

    def is_ready(self, service: str) -> bool:
        """Tell whether a service answers that it is; raise when Simpul has ended."""
        if self._process is not None and self._process.poll() is not None:
            raise AssertionError(f"Simpul ended: {(self.folder / 'simpul.log').read_text()[-3000:]}")
        try:
            return Api(self.address(service)).get("/readyz").status == 200
        except OSError:
            return False

    def _env(self) -> dict[str, str]:
        clean = {name: value for name, value in os.environ.items() if not name.startswith("SIMPUL_")}
        own = {"SIMPUL_VAR": str(self.folder / "var"), "SIMPUL_PORT_BASE": str(self.port_base)}
        return clean | own | self.environment


def processes_of(simpul: Simpul) -> list[int]:
    """Return every process that runs on the data folder of ``simpul``: supervisor, services, PostgreSQL."""
    var = str(simpul.folder / "var").encode()
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            told = (process / "environ").read_bytes() + (process / "cmdline").read_bytes()
            if var in told and int(process.name) != os.getpid():
                found.append(int(process.name))
    return found


def find_free_port_base() -> int:
    """Return a port above which the nine of Simpul are most likely free."""
    return free_port() - 1


def _read(answer: Any) -> Answer:
    raw = answer.read()
    is_json = "json" in (answer.headers.get("Content-Type") or "")
    return Answer(answer.status, json.loads(raw) if is_json and raw else raw, answer.headers)
