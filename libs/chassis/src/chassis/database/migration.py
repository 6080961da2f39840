"""Migrations: the chassis' own and the service's, brought up together under one lock.

Alembic is imported at the first use, by name: it brings Mako and Pygments, a seventh of the start of every command, and
most commands migrate nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module

from sqlalchemy import Connection, Engine

_ALEMBIC = "chassis.database._alembic"


def upgrade(engine: Engine, service: str) -> None:
    """Bring the database to this build's newest revision; waits for another that is doing so, changes nothing twice."""
    import_module(_ALEMBIC).upgrade(engine, service)


def is_current(connection: Connection, service: str) -> bool:
    """Tell whether the database stands at the newest revision of this build, or beyond."""
    current: bool = import_module(_ALEMBIC).is_current(connection, service)
    return current


def knows(service: str, revisions: Iterable[str]) -> bool:
    """Tell whether this build has all of these revisions."""
    known: bool = import_module(_ALEMBIC).knows(service, revisions)
    return known
