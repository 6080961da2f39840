"""The service alone, over a real PostgreSQL."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.perizinan import Kantor, make_template, open_kantor
from tests.support.postgres import Postgres


@pytest.fixture(scope="session")
def template(postgres: Postgres) -> str:
    """Give the name of a migrated database, to copy."""
    return make_template(postgres)


@pytest.fixture(scope="module")
def kantor(postgres: Postgres, template: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kantor]:
    """Give the service with its people; the tests of a module share it, each on files of its own."""
    var: Path = tmp_path_factory.mktemp("var")
    with open_kantor(postgres, template, var) as kantor:
        yield kantor
