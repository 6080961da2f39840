"""The way back: everything is checked before anything is touched, and the database changes in one transaction."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine, text
from sqlalchemy.exc import OperationalError, ProgrammingError

from chassis.cadangan._file import CadanganRejected, Manifest, check_dump, read_dump, read_manifest, shown
from chassis.cadangan._program import load
from chassis.database import migration, raw
from chassis.outbox import ChainBroken, Verified, verify

_IN_USE = """
SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND usename = current_user AND pid <> pg_backend_pid() AND backend_type = 'client backend'
"""
_TABLES = """
SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
"""


@dataclass(frozen=True, kw_only=True)
class Restored:
    """What was put back, and what the check of the log found."""

    manifest: Manifest
    verified: Verified


def restore(engine: Engine, service: str, path: Path, *, replace: bool, alone: bool) -> Restored:
    """Put a service's database back as the file has it, then migrate and verify it.

    Raises :class:`CadanganRejected`, and then the database is as it was, unless the message speaks of the log. With
    ``alone`` the neighbours stay where they are, so the log in place must not be longer than the one that comes.
    """
    manifest = check_file(service, path)
    check_place(engine, manifest, replace=replace, alone=alone)
    return put_back(engine, manifest, path, replace=replace)


def put_back(engine: Engine, manifest: Manifest, path: Path, *, replace: bool) -> Restored:
    """Do it, all checks being done."""
    service = manifest.layanan
    load(engine, shown(read_dump(path), f"{service}: restoring", manifest.ukuran), replace=replace)
    engine.dispose()  # connections that prepared statements on tables that are gone
    migration.upgrade(engine, service)
    return Restored(manifest=manifest, verified=_verified(engine, manifest))


def check_file(service: str, path: Path) -> Manifest:
    """Return the manifest of a file that is whole, of this service, and not from a newer build."""
    manifest = read_manifest(path)
    if manifest.layanan != service:
        raise CadanganRejected(f"{path} is a backup of {manifest.layanan}, not of {service}")
    if not migration.knows(service, manifest.migrasi):
        raise CadanganRejected(
            f"{path} was made by a newer release ({manifest.versi}): its migrations {', '.join(manifest.migrasi)} "
            "are not all known here. Restore it with that release"
        )
    check_dump(path, manifest)
    return manifest


def check_place(engine: Engine, manifest: Manifest, *, replace: bool, alone: bool) -> None:
    """Raise when somebody uses the database, or it holds what must not be lost."""
    try:
        with engine.connect() as conn:
            others, tables = conn.execute(text(_IN_USE)).scalar_one(), conn.execute(text(_TABLES)).scalar_one()
    except OperationalError as error:
        raise CadanganRejected(f"the database of {manifest.layanan} cannot be reached: {error.orig}") from error
    if others:
        raise CadanganRejected(f"{others} connections use the database of {manifest.layanan}: stop its processes first")
    if tables and not replace:
        raise CadanganRejected(f"the database of {manifest.layanan} is not empty; --ganti replaces all it holds")
    if alone:
        _check_log(engine, manifest)


def _check_log(engine: Engine, manifest: Manifest) -> None:
    """Raise unless it is sure that no consumer has seen a position which the restored log would give away again."""
    there, comes = _log_end(engine), manifest.log.posisi
    if there is not None and there <= comes:
        return
    known = "there is no log in place to compare with" if there is None else f"the log in place ends at {there}"
    raise CadanganRejected(
        f"{known}, the backup's at {comes}. Consumers that have seen events beyond {comes} would skip the new ones that "
        "get those positions. Restore all three services from one backup, or add --sendiri after reading "
        "docs/operating.md, Backup"
    )


def _log_end(engine: Engine) -> int | None:
    """Return the newest position of the log in place; None where there is none."""
    try:
        with engine.connect() as conn:
            return int(conn.execute(text("SELECT posisi FROM log_head")).scalar_one())
    except ProgrammingError:
        return None


def _verified(engine: Engine, manifest: Manifest) -> Verified:
    try:
        with engine.connect() as conn:
            found = verify(raw(conn))
    except ChainBroken as error:
        raise CadanganRejected(f"the database was restored, but its log is not as it was written: {error}") from error
    if found.hash != manifest.log.hash:
        raise CadanganRejected(
            f"the database was restored, but its log ends with {found.hash}, not {manifest.log.hash} as the backup says"
        )
    return found
