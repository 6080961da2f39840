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
_APPLIED = "alembic_applied"  # every revision that was ever applied; Alembic itself remembers the newest alone


def upgrade(engine: Engine, service: str) -> None:
    """Bring the database to the newest revision of this build, or leave one alone that is beyond it.

    Waits for another that is doing so, changes nothing twice.
    """
    arguments = engine.dialect.create_connect_args(engine.url)[1]
    with psycopg.connect(**arguments, autocommit=True) as lock, engine.connect() as connection:
        lock.execute("SELECT pg_advisory_lock(%s)", [_LOCK])  # however long another holds it; ends with this session
        current = is_current(connection, service)
        connection.rollback()  # a migration that commits in between wants to begin its transactions itself
        if not current:
            configuration = _configuration(service)
            configuration.attributes["connection"] = connection
            command.upgrade(configuration, "heads")
        _note_applied(connection, service)
        connection.commit()


def is_current(connection: Connection, service: str) -> bool:
    """Tell whether the database stands at the newest revision of this build, or beyond.

    A newer build may have migrated it while processes of this one run, or are started again: every migration leaves
    the database fit for the build before. A revision that this build does not know says nothing; what counts is that
    all of its own were applied.
    """
    heads = set(ScriptDirectory.from_config(_configuration(service)).get_heads())
    return heads <= set(MigrationContext.configure(connection).get_current_heads()) | _applied(connection)


def _applied(connection: Connection) -> set[str]:
    if connection.exec_driver_sql(f"SELECT to_regclass('{_APPLIED}')").scalar() is None:
        return set()
    return set(connection.exec_driver_sql(f"SELECT revision FROM {_APPLIED}").scalars())  # noqa: S608 - our own name


def _note_applied(connection: Connection, service: str) -> None:
    """Remember this build's revisions, for builds that come after one which knows more."""
    revisions = [(one.revision,) for one in ScriptDirectory.from_config(_configuration(service)).walk_revisions()]
    connection.exec_driver_sql(f"CREATE TABLE IF NOT EXISTS {_APPLIED} (revision text PRIMARY KEY)")
    connection.exec_driver_sql(f"INSERT INTO {_APPLIED} VALUES (%s) ON CONFLICT DO NOTHING", revisions)  # noqa: S608


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
