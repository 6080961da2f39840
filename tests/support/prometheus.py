"""A real Prometheus that watches a running Simpul, as ``deploy/pemantauan`` has it but for addresses and haste."""

from __future__ import annotations

import json
import shutil
import subprocess
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from tests.support.server import free_port
from tests.support.tree import ROOT
from tests.support.waiting import wait_until

Series = Mapping[str, Any]
"""One series of an answer: ``metric``, and ``value`` or ``values``."""


@dataclass
class Prometheus:
    """The server in a process of its own; ``targets`` are addresses with their service, all of role ``serve``."""

    folder: Path
    targets: Mapping[str, str]
    _process: subprocess.Popen[bytes] | None = None
    _port: int = 0

    def start(self) -> None:
        """Start it, and wait until it answers."""
        config = yaml.safe_load((ROOT / "deploy" / "pemantauan" / "prometheus.yml").read_text())
        config["global"] = {"scrape_interval": "1s", "evaluation_interval": "1s", "scrape_timeout": "1s"}
        config["scrape_configs"][0]["static_configs"] = [
            {"targets": [address], "labels": {"service": service, "role": "serve"}}
            for service, address in self.targets.items()
        ]
        (self.folder / "prometheus.yml").write_text(yaml.safe_dump(config))
        shutil.copy(ROOT / "deploy" / "pemantauan" / "aturan.yml", self.folder)
        self._port = free_port()
        options = {
            "config.file": self.folder / "prometheus.yml",
            "storage.tsdb.path": self.folder / "data",
            "web.listen-address": f"127.0.0.1:{self._port}",
            "log.level": "warn",
        }
        with (self.folder / "prometheus.log").open("ab") as log:
            command = ["prometheus", *(f"--{name}={value}" for name, value in options.items())]
            self._process = subprocess.Popen(command, stdout=log, stderr=log)
        wait_until(self._is_ready, timeout=60, every=0.2, what="Prometheus")

    def stop(self) -> None:
        """Stop it."""
        if self._process is not None:
            self._process.terminate()
            self._process.wait(timeout=30)

    def query(self, expr: str) -> list[Series]:
        """Return the series of an instant."""
        return list(self._ask("query", query=expr)["result"])

    def query_range(self, expr: str, start: float, end: float, step: float = 1) -> list[Series]:
        """Return the series of a span."""
        return list(self._ask("query_range", query=expr, start=start, end=end, step=step)["result"])

    def faults_of_rules(self) -> dict[str, str]:
        """Return the rules that Prometheus could not evaluate, with its reason."""
        rules = [rule for group in self._ask("rules")["groups"] for rule in group["rules"]]
        return {rule["name"]: rule.get("lastError", "") for rule in rules if rule["health"] == "err"}

    def burning(self) -> set[str]:
        """Return the names of the alerts that burn."""
        return {found["metric"]["alertname"] for found in self.query('ALERTS{alertstate="firing"}')}

    def _ask(self, what: str, **parameters: object) -> Any:
        url = f"http://127.0.0.1:{self._port}/api/v1/{what}?{urllib.parse.urlencode(parameters)}"
        with urllib.request.urlopen(url, timeout=30) as answer:
            return json.load(answer)["data"]

    def _is_ready(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self._port}/-/ready", timeout=5):
                return True
        except OSError:
            return False
