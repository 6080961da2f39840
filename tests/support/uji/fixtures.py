"""Fixtures of the chassis' tests: databases of the made-up service, emptied and lent again after each test."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import psycopg
import pytest
from sqlalchemy import Engine

from chassis.database import create_engine
from chassis.database.migration import upgrade
from tests.support.postgres import Postgres, name_of, plain
from tests.support.uji.peristiwa import SERVICE

MakeEngine = Callable[[], Engine]

# Emptying takes milliseconds, making and dropping a database a second on a slow disk.
_END_OTHERS = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
"""
_EMPTY = """
DROP SCHEMA IF EXISTS palsu CASCADE;
DELETE FROM outbox; DELETE FROM log; DELETE FROM relay; DELETE FROM kemajuan; DELETE FROM surat_mati;
DELETE FROM berkas; DELETE FROM efek;
UPDATE log_head SET urut = 0, posisi = 0, hash = '';
"""


class Databases:
    """Migrated databases that tests borrow."""

    def __init__(self, postgres: Postgres) -> None:
        """Migrate a template; a database is copied from it when all others are lent."""
        self._postgres = postgres
        self._template = postgres.create_database(prefix="cetakan")
        self._made = [self._template]
        self._free: list[str] = []
        engine = create_engine(self._template)
        upgrade(engine, SERVICE)
        engine.dispose()

    def borrow(self) -> str:
        """Return the URL of an empty one."""
        if self._free:
            return self._free.pop()
        self._made.append(self._postgres.create_database(template=name_of(self._template)))
        return self._made[-1]

    def give_back(self, url: str) -> None:
        """End whoever is still connected, empty it, and keep it for the next."""
        with psycopg.connect(plain(url), autocommit=True) as connection:
            connection.execute(_END_OTHERS)
            connection.execute(_EMPTY)
        self._free.append(url)

    def drop(self) -> None:
        """Drop them all."""
        for url in self._made:
            self._postgres.drop_database(url)


@pytest.fixture(scope="session")
def databases(postgres: Postgres) -> Iterator[Databases]:
    """Give the lender of databases."""
    databases = Databases(postgres)
    yield databases
    databases.drop()


@pytest.fixture
def make_engine(databases: Databases) -> Iterator[MakeEngine]:
    """Give a maker of engines, each on an empty database of its own."""
    engines: dict[str, Engine] = {}

    def make() -> Engine:
        url = databases.borrow()
        engines[url] = create_engine(url)
        return engines[url]

    yield make
    for url, engine in engines.items():
        engine.dispose()
        databases.give_back(url)


@pytest.fixture
def engine(make_engine: MakeEngine) -> Engine:
    """Give an engine on an empty database of the test's own."""
    return make_engine()
