"""What must not start in production does not: the operator hears which variable, and at once."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from chassis.settings import SERVICES

SOUND = {"ENV": "prod", "TRUSTED_HOSTS": "simpul.example"}
FAULTS = {
    "KAFKA_USER": {"BUS": "kafka", "KAFKA_BOOTSTRAP": "kafka:9092"},
    "KAFKA_PASSWORD_FILE": {"BUS": "kafka", "KAFKA_BOOTSTRAP": "kafka:9092", "KAFKA_USER": "simpul"},
    "KAFKA_CA_FILE": {"BUS": "kafka", "KAFKA_BOOTSTRAP": "kafka:9092", "KAFKA_USER": "simpul"},
    "PERIZINAN_DATABASE_URL": {"PERIZINAN_DATABASE_URL": "postgresql://simpul@db/perizinan"},
    "DEMO": {"DEMO": "1"},
}


@pytest.fixture(scope="module")
def bytecode(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder with the bytecode of a start, as an installation has it."""
    folder = tmp_path_factory.mktemp("bytecode")
    check("perizinan", folder, {})
    return folder


def check(service: str, bytecode: Path, told: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Run ``config-check``."""
    ours = ("SIMPUL_", "PYTHONDONTWRITEBYTECODE")
    plain = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    variables = {f"SIMPUL_{name}": value for name, value in {**SOUND, "VAR": str(bytecode / "var"), **told}.items()}
    return subprocess.run(
        [sys.executable, "-m", service, "config-check"],
        env=plain | variables | {"PYTHONPYCACHEPREFIX": str(bytecode)},
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_production_refuses_and_names_the_variable_within_two_seconds_of_work(name: str, bytecode: Path) -> None:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)

    printed = check("perizinan", bytecode, FAULTS[name])
    after = resource.getrusage(resource.RUSAGE_CHILDREN)

    assert printed.returncode == 1
    assert f"SIMPUL_{name} " in printed.stderr
    # The processor's time, not the clock's: other tests run beside this one.
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 2


@pytest.mark.parametrize("service", SERVICES)
def test_what_is_in_order_is_told(service: str, bytecode: Path) -> None:
    printed = check(service, bytecode, {})

    assert (printed.returncode, printed.stderr) == (0, "")
