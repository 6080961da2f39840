"""The service with its people, served on this machine for a real browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.support.browser import serve_app
from tests.support.jendela import Jendela
from tests.support.perizinan import Kantor, make_template, open_kantor
from tests.support.postgres import Postgres

OpenAs = Callable[..., BrowserContext]


@pytest.fixture(scope="session")
def kantor(postgres: Postgres, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kantor]:
    """Give the service with its people."""
    var: Path = tmp_path_factory.mktemp("var")
    with open_kantor(postgres, make_template(postgres), var) as kantor:
        yield kantor


@pytest.fixture(scope="session")
def jendela(kantor: Kantor, browser: Browser) -> Iterator[Jendela]:
    """Give the browser before the service."""
    with serve_app(kantor.app) as alamat:
        begin = kantor.rooms.identity.sesi.begin
        yield Jendela(browser=browser, alamat=alamat, cookie="simpul_perizinan", begin=begin)


@pytest.fixture
def open_as(jendela: Jendela) -> Iterator[OpenAs]:
    """Give a function that returns a browser context in which somebody is signed in, or nobody.

    What the browser complains about (reports of the policy, errors of a script) fails the test.
    """
    opened: list[BrowserContext] = []
    complaints: list[str] = []

    def open_context(akun: str | None = None, **options: Any) -> BrowserContext:
        opened.append(jendela.make_context(akun, complaints, **options))
        return opened[-1]

    yield open_context
    for context in opened:
        context.close()
    assert [text for text in complaints if "Failed to load resource" not in text] == []
