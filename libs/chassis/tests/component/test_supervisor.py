"""The supervisor's refusals, each in one line; how it runs and dies is told by the stories in tests/integration."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

from tests.support.simpul import find_free_port_base


def _supervise(**settings: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {f"SIMPUL_{name}": value for name, value in settings.items()}
    command = "import chassis.supervisor as s; s.GRACE = 1.0; raise SystemExit(s.main())"
    return subprocess.run(
        [sys.executable, "-c", command], env=environment, capture_output=True, text=True, timeout=60, check=False
    )


def test_ports_of_another_simpul_are_not_taken_for_its_own(tmp_path: Path) -> None:
    port = find_free_port_base() + 1
    with socket.create_server(("127.0.0.1", port)):
        told = _supervise(VAR=str(tmp_path), PORT_BASE=str(port - 1))

    assert told.returncode == 1
    assert f"cannot start: port {port} is taken" in told.stdout
    assert "ready" not in told.stdout


def test_a_data_folder_that_cannot_be_is_named(tmp_path: Path) -> None:
    (tmp_path / "berkas").touch()

    told = _supervise(VAR=str(tmp_path / "berkas" / "var"))

    assert told.returncode == 1
    assert "SIMPUL_VAR is no folder to write in" in told.stdout
    assert "Traceback" not in told.stderr
