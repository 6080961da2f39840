"""Runs all of Simpul on one machine: the embedded PostgreSQL and the three services.

``python -m chassis.supervisor`` starts what is needed, prefixes the logs, starts again what dies, prints the three
addresses when all three are ready, and stops everything in good order at SIGTERM or Ctrl-C.
"""

from __future__ import annotations

import errno
import fcntl
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import IO

from chassis import lifeline
from chassis.database.embedded import EmbeddedPostgres
from chassis.identity import service_key
from chassis.settings import SERVICES, Settings, SettingsError, read_settings

GRACE = 28.0
"""Seconds a service has to drain."""

STEADY = 5.0
"""Seconds after which a service counts as well again."""

LONGEST_PAUSE = 3.0
"""Seconds at most before a service that keeps dying is started again."""


class Output:
    """Standard output that the lines of several processes share."""

    def __init__(self) -> None:
        """Take the lock that keeps lines whole."""
        self._lock = threading.Lock()

    def line(self, source: str, text: str) -> None:
        """Print one line under the name of its source."""
        with self._lock:
            sys.stdout.write(f"{source:<10}| {text}\n")
            sys.stdout.flush()

    def follow(self, source: str, stream: IO[bytes]) -> None:
        """Print every line of a stream, from a thread of its own, until it ends."""
        threading.Thread(target=self._copy, args=(source, stream), daemon=True).start()

    def _copy(self, source: str, stream: IO[bytes]) -> None:
        for line in stream:
            self.line(source, line.decode(errors="replace").rstrip())


class Child:
    """One service, started again whenever it dies, each time a little later."""

    def __init__(self, service: str, environment: Mapping[str, str], output: Output) -> None:
        """Prepare ``python -m <service> serve``."""
        self.service = service
        self._environment = dict(environment)
        self._output = output
        self._process: subprocess.Popen[bytes] | None = None
        self._started = 0.0
        self._deaths = 0
        self._lifeline, self._our_end = os.pipe()

    def start(self) -> None:
        """Start it."""
        self._started = time.monotonic()
        self._process = subprocess.Popen(
            [sys.executable, "-m", self.service, "serve"],
            env=self._environment | {lifeline.VARIABLE: str(self._lifeline)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            pass_fds=[self._lifeline],
            start_new_session=True,
        )
        if self._process.stdout is not None:
            self._output.follow(self.service, self._process.stdout)

    def revive(self, stop: threading.Event) -> None:
        """Start it again if it died."""
        if self._process is None or self._process.poll() is None:
            return
        lived = time.monotonic() - self._started
        self._deaths = 0 if lived > STEADY else self._deaths + 1
        pause = min(0.1 * 2**self._deaths, LONGEST_PAUSE)
        self._output.line("simpul", f"{self.service} ended with {self._process.returncode}, again in {pause:.1f} s")
        if not stop.wait(pause):
            self.start()

    def stop(self) -> None:
        """Ask it to drain."""
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)

    def wait(self, deadline: float) -> None:
        """Wait for its end, and force it after the deadline."""
        if self._process is None:
            return
        try:
            self._process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            self._output.line("simpul", f"{self.service} does not stop, killed")
            self._process.kill()
            self._process.wait()


class Supervisor:
    """The three services and their database."""

    def __init__(self, settings: Mapping[str, Settings], output: Output) -> None:
        """Take the settings of the three services."""
        self._settings = settings
        self._output = output
        self._var = settings[SERVICES[0]].var
        self._environment = os.environ | {"SIMPUL_DEMO": os.environ.get("SIMPUL_DEMO", "1"), "PYTHONUNBUFFERED": "1"}
        self._children = [Child(service, self._environment, output) for service in SERVICES]
        self._embedded = [name for name in SERVICES if f"SIMPUL_{name.upper()}_DATABASE_URL" not in os.environ]
        self._postgres = EmbeddedPostgres(self._var) if self._embedded else None

    def run(self, stop: threading.Event) -> int:
        """Run until ``stop`` is set; return the exit code."""
        try:
            self._wait_for_ports(stop)
            self._prepare()
            for child in self._children:
                child.start()
            threading.Thread(target=self._announce, args=(stop,), daemon=True).start()
            while not stop.wait(0.5):
                self._revive(stop)
            return 0
        except (RuntimeError, subprocess.CalledProcessError) as error:
            self._output.line("simpul", f"cannot start: {error}")
            return 1
        finally:
            self._stop()

    def _wait_for_ports(self, stop: threading.Event) -> None:
        """Wait while what ran here before lets go of the ports; raise where it does not, for another Simpul has them."""
        deadline = time.monotonic() + GRACE
        for settings in self._settings.values():
            for port in (settings.http_port, settings.grpc_port):
                told = False
                while _is_taken(settings.host, port):
                    if not told:
                        self._output.line("simpul", f"waiting for port {port}, which another process holds")
                        told = True
                    if time.monotonic() > deadline or stop.wait(0.2):
                        raise RuntimeError(f"port {port} is taken; stop what holds it, or set SIMPUL_PORT_BASE")

    def _prepare(self) -> None:
        """Start the database; migrate and seed each service, side by side."""
        for caller in SERVICES:
            for called in SERVICES:
                if caller != called:
                    service_key.ensure(self._var, caller, called)
        if self._postgres is not None:
            self._output.line("simpul", "starting PostgreSQL")
            self._postgres.start()
            for service in self._embedded:
                self._postgres.create_database(service)
        with ThreadPoolExecutor(len(SERVICES)) as pool:
            list(pool.map(self._prepare_service, SERVICES))

    def _prepare_service(self, service: str) -> None:
        self._output.line("simpul", f"{service}: migrating and seeding")
        arguments = [sys.executable, "-m", service, "prepare"]
        done = subprocess.run(arguments, env=self._environment, capture_output=True, check=False)
        if done.returncode:
            for line in (done.stdout + done.stderr).decode(errors="replace").splitlines():
                self._output.line(service, line)
            raise RuntimeError(f"{service} could not be prepared")

    def _announce(self, stop: threading.Event) -> None:
        """Print the addresses once all three are ready."""
        addresses = {name: f"http://127.0.0.1:{self._settings[name].http_port}" for name in SERVICES}
        for address in addresses.values():
            while not _ready(address):
                if stop.wait(0.2):
                    return
        for name, address in addresses.items():
            self._output.line("simpul", f"{name:<10} {address}")
        accounts = self._var / "akun-demo.csv"
        if accounts.exists():
            self._output.line("simpul", f"accounts   {accounts}")
        self._output.line("simpul", "ready; Ctrl-C stops everything")

    def _revive(self, stop: threading.Event) -> None:
        postgres = self._postgres
        if postgres is not None and postgres.process is not None and postgres.process.poll() is not None:
            self._output.line("simpul", "PostgreSQL died, starting it again")
            postgres.start()
        for child in self._children:
            child.revive(stop)

    def _stop(self) -> None:
        deadline = time.monotonic() + GRACE
        for child in self._children:
            child.stop()
        for child in self._children:
            child.wait(deadline)
        if self._postgres is not None:
            self._postgres.stop()
        self._output.line("simpul", "stopped")


def _is_taken(host: str, port: int) -> bool:
    """Tell whether somebody listens on the port already."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host.strip("[]"), port))
        except OSError as error:
            return error.errno == errno.EADDRINUSE
    return False


def _ready(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/readyz", timeout=2) as answer:  # noqa: S310 - our own address
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def hold(var: Path) -> IO[str]:
    """Return the lock of the data folder, or raise: two supervisors must not share one."""
    try:
        var.mkdir(parents=True, exist_ok=True)
        lock = (var / "supervisor.lock").open("w")
    except OSError as error:
        raise RuntimeError(f"SIMPUL_VAR is no folder to write in: {error}") from None
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        lock.close()
        raise RuntimeError(f"another Simpul runs on {var}; stop it, or set SIMPUL_VAR and SIMPUL_PORT_BASE") from None
    return lock


def main() -> int:
    """Run Simpul in the foreground."""
    output = Output()
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, lambda *_: stop.set())
    try:
        settings = {service: read_settings(service) for service in SERVICES}
        with hold(settings[SERVICES[0]].var):
            return Supervisor(settings, output).run(stop)
    except (SettingsError, RuntimeError) as error:
        output.line("simpul", str(error))
        return 1


if __name__ == "__main__":
    sys.exit(main())
