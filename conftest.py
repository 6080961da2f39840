"""What pytest needs to know of the house: the tier of a test is the folder it stands in."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.support.angka import ANGKA
from tests.support.server import SOURCES

pytest_plugins = ["tests.support.fixtures"]

TIERS = ("unit", "contract", "component", "integration", "browser", "architecture", "compose", "kubernetes")


def tier_of(path: Path) -> str | None:
    """Return the folder that follows the last ``tests`` in the path, if it is a tier."""
    parts = path.parts
    at = len(parts) - 1 - parts[::-1].index("tests") if "tests" in parts else len(parts)
    return next((part for part in parts[at + 1 : at + 2] if part in TIERS), None)


def pytest_configure(config: pytest.Config) -> None:
    """Make room for what the fixtures tell about themselves."""
    config.stash[SOURCES] = {}
    config.stash[ANGKA] = []


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark each test with its tier; outside the unit tier the tests of a module stay on one worker."""
    for item in items:
        tier = tier_of(item.path)
        if tier is None:
            raise pytest.UsageError(f"{item.path}: a test stands in a folder tests/{{{','.join(TIERS)}}}")
        item.add_marker(tier)
        if tier != "unit":
            item.add_marker(pytest.mark.xdist_group(str(item.path)))


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any, error: object) -> None:
    """Take over from a worker what its fixtures told."""
    output: dict[str, Any] = getattr(node, "workeroutput", {})
    node.config.stash[SOURCES].update(output.get("sources", {}))
    node.config.stash[ANGKA].extend(output.get("angka", []))


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Send the controller what the fixtures of this worker told."""
    output: dict[str, Any] | None = getattr(session.config, "workeroutput", None)
    if output is not None:
        output["sources"] = session.config.stash[SOURCES]
        output["angka"] = session.config.stash[ANGKA]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say how many tests of each tier ran, on what, and the figures that they measured."""
    ran = [report for outcome in ("passed", "failed", "xfailed") for report in terminalreporter.getreports(outcome)]
    tiers = Counter(tier_of(Path(report.nodeid.split("::")[0])) for report in ran if report.when == "call")
    terminalreporter.section("the run")
    for name, source in sorted(config.stash[SOURCES].items()):
        terminalreporter.write_line(f"{name}: {source}")
    figures = config.stash[ANGKA]
    for line in sorted(figures):
        terminalreporter.write_line(line)
    counted = ", ".join(f"{tier} {tiers[tier]}" for tier in TIERS if tiers[tier])
    terminalreporter.write_line(f"tests by tier: {counted or 'none'}")
