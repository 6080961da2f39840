"""The events of other services: ``IndikatorDihitung`` will give goals their realisasi; for now all are skipped."""

from __future__ import annotations

from chassis.consumer import Handler, SkipAll

SOURCES: tuple[str, ...] = ("pelaporan",)
"""The services whose events are consumed."""


def build_handler() -> Handler:
    """Return a handler that skips every known type, so that progress is kept from the first event on."""
    return SkipAll()
