"""House rules of what watches over the house: every alarm is tested both ways, and leads to what to do."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
import yaml

from chassis.settings import SERVICES, read_settings
from tests.architecture.test_docs import anchors
from tests.support.tree import ROOT
from tools.dasbor import SOURCE
from tools.operating import list_metrics

FOLDER = ROOT / "deploy" / "pemantauan"
TESTS = ("aturan_uji.yml", "aturan_uji_sehari.yml")
METRIC = re.compile(r"\bsimpul_[a-z_]+")
ALERT = re.compile(r'alertname="(\w+)"')
SEVERITIES = {"critical", "warning", "info"}


def rules() -> Iterator[dict[str, Any]]:
    """Give every rule."""
    for group in yaml.safe_load((FOLDER / "aturan.yml").read_text())["groups"]:
        yield from group["rules"]


def alerts() -> dict[str, dict[str, Any]]:
    """Return every alert by its name."""
    return {rule["alert"]: rule for rule in rules() if "alert" in rule}


def expectations() -> Iterator[tuple[str, bool]]:
    """Give each alert that a test looks at, with whether it is expected to burn."""
    for name in TESTS:
        for case in yaml.safe_load((FOLDER / name).read_text())["tests"]:
            for look in case.get("promql_expr_test", ()):
                yield ALERT.findall(look["expr"])[0], bool(look["exp_samples"])


@pytest.mark.parametrize("name", TESTS)
def test_the_rules_do_on_recorded_series_what_their_tests_say(name: str) -> None:
    done = subprocess.run(["promtool", "test", "rules", name], cwd=FOLDER, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout + done.stderr


def test_each_alert_is_seen_to_burn_and_seen_not_to() -> None:
    assert set(expectations()) == {(name, burns) for name in alerts() for burns in (True, False)}


def test_each_alert_says_what_a_person_needs_and_leads_to_its_runbook() -> None:
    page = anchors((ROOT / "docs" / "operating.md").read_text(encoding="utf-8"))
    for name, alert in alerts().items():
        told = alert["annotations"]

        assert alert["labels"]["severity"] in SEVERITIES, name
        assert set(told) == {"summary", "description", "runbook_url"}, name
        assert told["runbook_url"] == f"docs/operating.md#{name.lower()}"
        assert name.lower() in page


def test_rules_ask_only_for_metrics_that_a_process_exposes() -> None:
    exposed = set(list_metrics())
    asked = {re.sub(r"_(bucket|count|sum)$", "", name) for rule in rules() for name in METRIC.findall(rule["expr"])}

    assert asked - exposed == set()


def test_prometheus_asks_each_process_at_the_port_on_which_it_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SIMPUL_PORT_BASE", raising=False)
    config = yaml.safe_load((FOLDER / "prometheus.yml").read_text())
    asked = {
        (found["labels"]["service"], found["labels"]["role"]): found["targets"]
        for found in config["scrape_configs"][0]["static_configs"]
    }

    expected = {}
    for service in SERVICES:
        settings = read_settings(service)
        for role in ("http", "grpc", "relay", "consume"):
            port = settings.http_port if role == "http" else settings.health_port
            expected[service, role] = [f"{service}-{role}:{port}"]
    assert asked == expected


def test_the_dashboards_are_what_their_table_says_and_ask_the_source_that_is_there() -> None:
    done = subprocess.run([sys.executable, "-m", "tools.dasbor", "--check"], cwd=ROOT, check=False)
    (source,) = yaml.safe_load((FOLDER / "grafana" / "datasources" / "simpul.yml").read_text())["datasources"]

    assert done.returncode == 0
    assert source["uid"] == SOURCE["uid"]
