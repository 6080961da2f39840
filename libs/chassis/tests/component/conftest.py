"""A migrated database for each test, and what a process of a service is told by its environment."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from chassis.database import create_engine, migration
from chassis.settings import Settings, read_settings
from tests.support.postgres import Postgres, name_of


@pytest.fixture(scope="session")
def chassis_template(postgres: Postgres) -> Iterator[str]:
    """Name a database that has the tables of the chassis and nothing in them."""
    url = postgres.create_database(prefix="pola")
    engine = create_engine(url)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Alembic notes that chassis stands for the service, too
        migration.upgrade(engine, "chassis")
    engine.dispose()
    yield name_of(url)
    postgres.drop_database(url)


@pytest.fixture
def engine(postgres: Postgres, chassis_template: str) -> Iterator[Engine]:
    """Give an engine on a migrated database of the test's own."""
    url = postgres.create_database(template=chassis_template)
    made = create_engine(url, pool_size=25)
    yield made
    made.dispose()
    postgres.drop_database(url)


@pytest.fixture
def make_settings(tmp_path: Path) -> Callable[..., Settings]:
    """Make the settings of a process, with what the test says otherwise."""

    def make(**changes: Any) -> Settings:
        return replace(read_settings("perizinan"), var=tmp_path, **changes)

    return make


@pytest.fixture
def settings(make_settings: Callable[..., Settings]) -> Settings:
    """Give the settings of a process in dev."""
    return make_settings()
