"""Migrations by Alembic; loaded by :mod:`chassis.database.migration` at its first use."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path

import psycopg
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

_LOCK = 0x53494D50  # "SIMP": one migration at a time in a database


def upgrade(engine: Engine, service: str) -> None:
    """Bring the database to the newest revision; waits for another that is doing so, changes nothing twice."""
    arguments = engine.dialect.create_connect_args(engine.url)[1]
    with psycopg.connect(**arguments, autocommit=True) as lock, engine.connect() as connection:
        lock.execute("SELECT pg_advisory_lock(%s)", [_LOCK])  # however long another holds it; ends with this session
        configuration = _configuration(service)
        configuration.attributes["connection"] = connection
        command.upgrade(configuration, "heads")
        connection.commit()


def is_current(connection: Connection, service: str) -> bool:
    """Tell whether the database stands at the newest revision of this build."""
    heads = set(ScriptDirectory.from_config(_configuration(service)).get_heads())
    return set(MigrationContext.configure(connection).get_current_heads()) == heads


def knows(service: str, revisions: Iterable[str]) -> bool:
    """Tell whether this build has all of these revisions."""
    known = {script.revision for script in ScriptDirectory.from_config(_configuration(service)).walk_revisions()}
    return known.issuperset(revisions)


def _configuration(service: str) -> Config:
    chassis = Path(str(files("chassis") / "migrations"))
    own = Path(str(files(service) / "migrations"))
    configuration = Config()
    configuration.set_main_option("script_location", str(chassis))
    configuration.set_main_option("path_separator", "newline")
    configuration.set_main_option("version_locations", f"{chassis / 'versions'}\n{own / 'versions'}")
    return configuration
