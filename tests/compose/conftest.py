"""The composed system, one for all the tests of this tier."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.compose import Compose
from tests.support.server import free_port


@pytest.fixture(scope="session")
def compose(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Compose]:
    """The whole system in containers, on ports of its own; thrown away in the end, whatever happened."""
    system = Compose(tmp_path_factory.mktemp("compose"), port_prefix=free_port() // 100, kafka_port=free_port())
    try:
        system.start()
        yield system
    finally:
        system.remove()
