"""The fixtures every test may ask for. One server for the whole run; topics and databases of the test's own."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.support.angka import ANGKA, Figure, write_into
from tests.support.browser import open_browser
from tests.support.kafka import create_topic, make_kafka
from tests.support.postgres import Postgres, make_postgres
from tests.support.server import SOURCES, Pausable, Server, running, shared


@dataclass(frozen=True)
class Kafka:
    """The broker of the run. Others use it too: a test that breaks one asks for ``private_kafka``."""

    address: str

    def create_topic(self, *, prefix: str = "uji", partitions: int = 6) -> str:
        """Make a topic whose name nobody else uses, and return the name."""
        return create_topic(self.address, prefix=prefix, partitions=partitions)


@pytest.fixture(scope="session")
def kafka(run_folder: Path, request: pytest.FixtureRequest) -> Iterator[Kafka]:
    """One Apache Kafka for the whole run."""
    with shared(lambda: make_kafka(run_folder), run_folder / "kafka") as (address, source):
        request.config.stash[SOURCES]["Apache Kafka"] = source
        yield Kafka(address)


@pytest.fixture(scope="module")
def private_kafka(run_folder: Path) -> Iterator[Pausable]:
    """A broker of the module's own, to stop, kill and start; what it stored outlives that."""
    with running(make_kafka(run_folder)) as server:
        yield server


@pytest.fixture
def topic(kafka: Kafka) -> str:
    """Give a topic of the test's own, with six partitions."""
    return kafka.create_topic()


@pytest.fixture(scope="session")
def postgres(run_folder: Path, request: pytest.FixtureRequest) -> Iterator[Postgres]:
    """One PostgreSQL for the whole run."""
    with shared(lambda: make_postgres(run_folder), run_folder / "postgres") as (address, source):
        request.config.stash[SOURCES]["PostgreSQL"] = source
        yield Postgres(address)


@pytest.fixture(scope="module")
def private_postgres(run_folder: Path) -> Iterator[Server]:
    """A server of the module's own, to stop, kill and start; what it committed outlives that."""
    with running(make_postgres(run_folder)) as server:
        yield server


@pytest.fixture
def database_url(postgres: Postgres) -> Iterator[str]:
    """Give the URL of an empty database of the test's own."""
    url = postgres.create_database()
    yield url
    postgres.drop_database(url)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the worker."""
    with open_browser() as chromium:
        yield chromium


@pytest.fixture
def browser_context(browser: Browser) -> Iterator[BrowserContext]:
    """Give a browser context of the test's own, Indonesian and in the zone of the regency."""
    context = browser.new_context(locale="id-ID", timezone_id="Asia/Jakarta")
    yield context
    context.close()


@pytest.fixture(scope="session")
def run_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder that all workers of this run share."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@pytest.fixture(scope="session")
def kills() -> int:
    """Give how often a fault test kills at each step: ten in CI, fifty at night (``make nightly``)."""
    return int(os.environ.get("SIMPUL_TEST_KILLS", "10"))


@pytest.fixture
def figure(request: pytest.FixtureRequest) -> Figure:
    """Give what writes measured figures down, for the end of the run."""
    return write_into(request.config.stash[ANGKA])


@pytest.fixture(scope="session")
def soak() -> float:
    """Give how many seconds the long run takes: three minutes in CI, two hours at night (``make nightly``)."""
    return float(os.environ.get("SIMPUL_TEST_SOAK", "180"))
