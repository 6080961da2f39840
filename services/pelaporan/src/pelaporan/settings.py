"""The settings of the service: those of every service, nothing of its own yet."""

from __future__ import annotations

from chassis.settings import Settings, read_settings

SERVICE = "pelaporan"


def read_pelaporan_settings() -> Settings:
    """Read the settings; raises SettingsError that names every fault."""
    return read_settings(SERVICE)
