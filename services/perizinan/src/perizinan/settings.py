"""The settings of perizinan."""

from __future__ import annotations

from chassis.settings import Settings, read_settings

SERVICE = "perizinan"


def load_settings() -> Settings:
    """Read the settings of this process."""
    return read_settings(SERVICE)
