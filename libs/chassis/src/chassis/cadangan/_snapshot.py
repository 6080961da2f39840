"""Copies of one moment, of one database or of several.

What a consumer has taken in was in its producer's log before. So it is enough that no log grows from the first snapshot
to the last: each sequencer is made to wait for a few milliseconds at the row that it takes first. Users, consumers and
readers wait for nothing. The dumps themselves take as long as they take, each from its snapshot.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import Engine

from chassis.cadangan._file import CadanganRejected, Log, Manifest, shown, write_file
from chassis.cadangan._program import dump

_HELD = "-c idle_in_transaction_session_timeout=0 -c lock_timeout=5000 -c timezone=UTC"


Target = tuple[Engine, Path]
"""The database of a service, and the file that its copy goes to."""


@dataclass(frozen=True, kw_only=True)
class Snapshot:
    """What a dump begins from."""

    id: str
    log: Log
    migrasi: list[str]
    kemajuan: list[tuple[str, int, int]]


def back_up(targets: Mapping[str, Target]) -> dict[str, Manifest]:
    """Copy the databases of these services, as they are at one moment, each to its file; return what each file says."""
    with snapshots({service: engine for service, (engine, _) in targets.items()}) as made:
        return write_copies(targets, made)


def write_copies(targets: Mapping[str, Target], made: Mapping[str, Snapshot]) -> dict[str, Manifest]:
    """Copy what the snapshots see; the files name one another by ``rangkaian``."""
    rangkaian, waktu = str(uuid.uuid4()), datetime.now(UTC).isoformat(timespec="seconds")
    written = {}
    for service, (engine, path) in targets.items():
        one = made[service]
        manifest = Manifest(
            layanan=service, versi=version(f"simpul-{service}"), migrasi=one.migrasi, log=one.log,
            kemajuan=one.kemajuan, waktu=waktu, rangkaian=rangkaian,
        )  # fmt: skip
        written[service] = write_file(path, manifest, shown(dump(engine, one.id), f"{service}: backing up"))
    return written


@contextmanager
def snapshots(engines: Mapping[str, Engine]) -> Iterator[dict[str, Snapshot]]:
    """Give a snapshot of each database, which lives as long as the block."""
    try:
        with ExitStack() as held:
            readers = {name: held.enter_context(_connected(engine)) for name, engine in engines.items()}
            with ExitStack() as still:
                for engine in engines.values():
                    _hold_log(still.enter_context(_connected(engine)))
                made = {name: _snapshot(reader) for name, reader in readers.items()}
            yield made
    except psycopg.errors.UndefinedTable as error:
        raise CadanganRejected("there is nothing to back up: a database has no tables yet") from error
    except psycopg.OperationalError as error:
        raise CadanganRejected(f"a database cannot be backed up now: {error}") from error


@contextmanager
def _connected(engine: Engine) -> Iterator[psycopg.Connection[Any]]:
    """Give a connection outside the pool; what it began ends with the block."""
    arguments = {**engine.dialect.create_connect_args(engine.url)[1], "options": _HELD}
    with psycopg.connect(**arguments) as connection:
        try:
            yield connection
        finally:
            connection.rollback()


def _hold_log(connection: psycopg.Connection[Any]) -> None:
    """Keep the log as it is until the transaction ends."""
    connection.execute("SELECT FROM log_head FOR UPDATE")


def _snapshot(connection: psycopg.Connection[Any]) -> Snapshot:
    connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
    urut, posisi, hash_ = _row(connection, "SELECT urut, posisi, hash FROM log_head")
    (id_,) = _row(connection, "SELECT pg_export_snapshot()")
    return Snapshot(
        id=id_,
        log=Log(urut=urut, posisi=posisi, hash=hash_.hex()),
        migrasi=[head for (head,) in connection.execute("SELECT version_num FROM alembic_version ORDER BY 1")],
        kemajuan=connection.execute("SELECT sumber, partisi, posisi FROM kemajuan ORDER BY 1, 2").fetchall(),
    )


def _row(connection: psycopg.Connection[Any], query: str) -> tuple[Any, ...]:
    row: tuple[Any, ...] | None = connection.execute(query).fetchone()
    if row is None:
        raise CadanganRejected("a database lacks the row where its log ends")
    return row
