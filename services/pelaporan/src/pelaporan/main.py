"""``python -m pelaporan COMMAND``: one image, several processes."""

from __future__ import annotations

from chassis.cli import create_cli
from pelaporan.bootstrap import build_service

cli = create_cli(build_service())
