"""The service alone, over a real PostgreSQL that holds the model regency."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine

from chassis.database import create_engine
from chassis.database.migration import upgrade
from chassis.domain import HeldClock
from kinerja.adapters.daerah_contoh import generate_daerah
from kinerja.application import Application
from kinerja.application.organisasi.load import LoadOrganisasi
from kinerja.bootstrap import build_application
from tests.support.postgres import Postgres

AT = datetime(2026, 11, 24, 3, tzinfo=UTC)


@pytest.fixture(scope="session")
def daerah() -> LoadOrganisasi:
    """Give the model regency; only to look at, loading it spends its events."""
    return generate_daerah()


@pytest.fixture(scope="session")
def template(postgres: Postgres) -> str:
    """Give the name of a database with the model regency in it, to copy."""
    url = postgres.create_database(prefix="kinerja")
    engine = create_engine(url)
    upgrade(engine, "kinerja")
    application_over(engine).load_organisasi(generate_daerah())
    engine.dispose()
    return url.rpartition("/")[2].partition("?")[0]


@pytest.fixture
def engine(postgres: Postgres, template: str) -> Iterator[Engine]:
    """Give an engine on a fresh copy of that database."""
    url = postgres.create_database(prefix="kinerja", template=template)
    engine = create_engine(url)
    yield engine
    engine.dispose()
    postgres.drop_database(url)


@pytest.fixture
def application(engine: Engine) -> Application:
    """Give the use cases over that database."""
    return application_over(engine)


def application_over(engine: Engine) -> Application:
    return build_application(engine, clock=HeldClock(AT), wake=lambda: None, traceparent=lambda: "")
