"""The number by which a caller tells which state of a thing they have seen."""

from __future__ import annotations

from chassis.domain import VersionRequired, VersionStale


def expect(present: int, version: int | None) -> None:
    """Refuse a caller who names no version, or another than the present one."""
    if version is None:
        raise VersionRequired
    if version != present:
        raise VersionStale
