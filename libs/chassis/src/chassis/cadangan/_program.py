"""PostgreSQL's own programs, from the wheel: what writes a dump, and what reads one."""

from __future__ import annotations

import os
import subprocess
import threading
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import IO

from psycopg.conninfo import make_conninfo
from sqlalchemy import Engine

from chassis.cadangan._file import CHUNK, CadanganRejected
from chassis.database.embedded import clients

_NEWER = b"SET transaction_timeout = 0;\n"
"""Written by pg_dump 17 and newer, refused by servers older than that; it says what holds anyway."""

_EMPTY = """
DO $$ DECLARE nama text; BEGIN
    FOR nama IN SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema' LOOP
        EXECUTE format('DROP SCHEMA %I CASCADE', nama);
    END LOOP;
    CREATE SCHEMA public;
END $$
"""


def dump(engine: Engine, snapshot: str) -> Iterator[bytes]:
    """Yield the dump of the database as the snapshot sees it."""
    options = ["--format=custom", "--compress=gzip:1", "--no-owner", "--no-privileges", f"--snapshot={snapshot}"]
    process = _start(engine, "pg_dump", *options, stdout=subprocess.PIPE)
    try:
        with _pipe(process.stdout) as output:
            while chunk := output.read(CHUNK):
                yield chunk
        _end(process, "pg_dump")
    finally:
        process.kill()
        process.wait()


def load(engine: Engine, chunks: Iterable[bytes], *, replace: bool) -> None:
    """Put the dump into the database in one transaction, which begins by emptying it when it is to be replaced.

    The writer commits at the end of what it reads, so it sees no end unless the reader came to its own in good order.
    """
    emptying = ["--command", _EMPTY] if replace else []
    options = ["--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1", "--output=/dev/null"]
    writer = _start(engine, "psql", *options, *emptying, "--file=-", stdin=subprocess.PIPE)
    command = [str(clients() / "pg_restore"), "--no-owner", "--no-privileges", "--file=-"]
    reader = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    feeder = threading.Thread(target=_feed, args=(_pipe(reader.stdin), chunks), daemon=True)
    feeder.start()
    try:
        with _pipe(writer.stdin) as target:
            if _pass_on(_pipe(reader.stdout), target):
                feeder.join()
                _end(reader, "pg_restore")
        _end(writer, "psql")
    finally:
        for process in (writer, reader):
            process.kill()
            process.wait()


def _feed(target: IO[bytes], chunks: Iterable[bytes]) -> None:
    """Write the chunks as long as somebody reads."""
    with suppress(BrokenPipeError), target:
        for chunk in chunks:
            target.write(chunk)


def _pass_on(source: IO[bytes], target: IO[bytes]) -> bool:
    """Hand the statements over, without the one that older servers refuse; tell whether all were taken.

    That statement stands among the settings at the start, ahead of all that was ever stored.
    """
    begun = False
    with suppress(BrokenPipeError), source:
        while chunk := source.read(CHUNK):
            target.write(chunk if begun else chunk.replace(_NEWER, b"", 1))
            begun = True
        return True
    return False


def _pipe(stream: IO[bytes] | None) -> IO[bytes]:
    if stream is None:
        raise RuntimeError("a program was started without its pipe")
    return stream


def _start(
    engine: Engine, program: str, *options: str, stdin: int | None = None, stdout: int | None = None
) -> subprocess.Popen[bytes]:
    """Start a program on the database; the password travels in its environment, where no list of processes shows it."""
    arguments = dict(engine.dialect.create_connect_args(engine.url)[1])
    password = arguments.pop("password", None)
    arguments.pop("context", None)  # SQLAlchemy's own, for the driver
    environment = os.environ | {"PGCONNECT_TIMEOUT": "5"} | ({"PGPASSWORD": str(password)} if password else {})
    command = [str(clients() / program), *options, "--dbname", make_conninfo(**arguments)]
    return subprocess.Popen(command, env=environment, stdin=stdin, stdout=stdout, stderr=subprocess.PIPE)


def _end(process: subprocess.Popen[bytes], program: str) -> None:
    """Wait for the end; raises with the program's own words when it failed."""
    with _pipe(process.stderr) as stream:
        said = stream.read().decode(errors="replace").strip()
    if process.wait():
        raise CadanganRejected(f"{program} ended with {process.returncode}: {said or 'no word'}")
