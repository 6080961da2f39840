"""A server that tests start and may break, and how the workers of one run share one."""

from __future__ import annotations

import fcntl
import json
import random
import socket
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Protocol, TypeVar

import pytest

# What the servers of this run are, by what they are for; conftest.py prints it at the end.
SOURCES = pytest.StashKey[dict[str, str]]()


class Server(Protocol):
    """A server of the run's own. What it has stored outlives :meth:`stop` and :meth:`kill`."""

    @property
    def source(self) -> str:
        """Where it comes from, in words for the run's report."""
        ...

    @property
    def address(self) -> str:
        """Where it listens; the same after a new start."""
        ...

    def start(self) -> None:
        """Start it, and wait until it answers."""
        ...

    def stop(self) -> None:
        """Stop it in good order."""
        ...

    def kill(self) -> None:
        """Stop it with SIGKILL."""
        ...

    def remove(self) -> None:
        """Stop it and throw away what it has stored."""
        ...


class Pausable(Server, Protocol):
    """A server that can stand still, too: its connections stay, and nobody answers."""

    def pause(self) -> None:
        """Let all its processes stand still."""
        ...

    def resume(self) -> None:
        """Let them go on."""
        ...


S = TypeVar("S", bound=Server)


def free_port() -> int:
    """Return a TCP port that nobody listens on.

    It lies below the range from which the kernel takes the near end of a connection, so that it is still free when a
    server that was killed wants it again.
    """
    for port in random.sample(range(20_000, 32_000), 100):
        with closing(socket.socket()) as probe:
            if probe.connect_ex(("127.0.0.1", port)) != 0:
                return port
    raise RuntimeError("a hundred ports in a row are taken")


@contextmanager
def running(server: S) -> Iterator[S]:
    """Start the server, and remove it in the end."""
    try:
        server.start()
        yield server
    finally:
        server.remove()


@contextmanager
def shared(make: Callable[[], Server], folder: Path) -> Iterator[tuple[str, str]]:
    """Give the address and the source of one server for all processes that name the same folder.

    The first to come starts it and, when it leaves, waits until the others have left: each holds a shared lock on a
    file, which the kernel gives back even when a process dies.
    """
    folder.mkdir(parents=True, exist_ok=True)
    note = folder / "address.json"
    server: Server | None = None
    with _locked(folder / "lock"):
        if not note.exists():
            server = _started(make())
            note.write_text(json.dumps([server.address, server.source, f"users-{uuid.uuid4().hex}"]))
        address, source, users = json.loads(note.read_text())
        presence = (folder / users).open("w")
        fcntl.flock(presence, fcntl.LOCK_SH)
    with presence:
        try:
            yield address, source
        finally:
            if server is not None:
                with _locked(folder / "lock"):
                    note.unlink()
                fcntl.flock(presence, fcntl.LOCK_EX)
                server.remove()


def _started(server: Server) -> Server:
    try:
        server.start()
    except BaseException:
        server.remove()
        raise
    return server


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
