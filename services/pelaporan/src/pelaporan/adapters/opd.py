"""The agencies of the regency: code and official name."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files

import yaml


def read_opd() -> Mapping[str, str]:
    """Return the names of the agencies by code."""
    path = files("pelaporan") / "data" / "opd.yaml"
    return dict(yaml.safe_load(path.read_text(encoding="utf-8")))
