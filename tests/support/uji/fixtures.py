"""Fixtures of the chassis' tests: databases of the made-up service."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import Engine

from chassis.database import create_engine
from chassis.database.migration import upgrade
from tests.support.postgres import Postgres, name_of
from tests.support.uji.peristiwa import SERVICE

MakeEngine = Callable[[], Engine]


@pytest.fixture(scope="session")
def template(postgres: Postgres) -> Iterator[str]:
    """Give the name of a migrated database that others are copied from."""
    url = postgres.create_database(prefix="cetakan")
    engine = create_engine(url)
    upgrade(engine, SERVICE)
    engine.dispose()
    yield name_of(url)
    postgres.drop_database(url)


@pytest.fixture
def make_engine(postgres: Postgres, template: str) -> Iterator[MakeEngine]:
    """Give a maker of engines, each on a migrated database of its own."""
    engines: list[Engine] = []

    def make() -> Engine:
        engines.append(create_engine(postgres.create_database(template=template)))
        return engines[-1]

    yield make
    for engine in engines:
        engine.dispose()
        postgres.drop_database(engine.url.render_as_string(hide_password=False))


@pytest.fixture
def engine(make_engine: MakeEngine) -> Engine:
    """Give an engine on a migrated database of the test's own."""
    return make_engine()
