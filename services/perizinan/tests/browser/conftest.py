"""The service with its people, served on this machine for a real browser."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext
from werkzeug.serving import WSGIRequestHandler, make_server

from tests.support.perizinan import Kantor, make_template, open_kantor
from tests.support.postgres import Postgres

OpenAs = Callable[..., BrowserContext]


class _Quiet(WSGIRequestHandler):
    """Keeps the requests of the browser out of the report."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Say nothing."""


@pytest.fixture(scope="session")
def kantor(postgres: Postgres, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kantor]:
    """Give the service with its people."""
    var: Path = tmp_path_factory.mktemp("var")
    with open_kantor(postgres, make_template(postgres), var) as kantor:
        yield kantor


@pytest.fixture(scope="session")
def alamat(kantor: Kantor) -> Iterator[str]:
    """Give the address at which it is served."""
    server = make_server("127.0.0.1", 0, kantor.app, threaded=True, request_handler=_Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()


@pytest.fixture
def open_as(kantor: Kantor, alamat: str, browser: Browser) -> Iterator[OpenAs]:
    """Give a function that returns a browser context in which somebody is signed in, or nobody.

    What the browser complains about (reports of the policy, errors of a script) fails the test.
    """
    opened: list[BrowserContext] = []
    complaints: list[str] = []

    def open_context(akun: str | None = None, *, lebar: int = 1366, **options: Any) -> BrowserContext:
        context = browser.new_context(
            base_url=alamat,
            viewport={"width": lebar, "height": 768},
            locale="id-ID",
            timezone_id="Asia/Jakarta",
            **options,
        )
        opened.append(context)
        context.on("console", lambda message: complaints.append(message.text))
        context.on("weberror", lambda error: complaints.append(str(error.error)))
        if akun:
            sesi = kantor.rooms.identity.sesi.begin(akun)
            context.add_cookies([{"name": "simpul_perizinan", "value": sesi, "url": alamat}])
        return context

    yield open_context
    for context in opened:
        context.close()
    assert [text for text in complaints if "Failed to load resource" not in text] == []
