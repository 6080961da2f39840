"""The gallery, served on this machine for as long as the tests run."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.serving import WSGIRequestHandler, make_server

from tampilan import build
from tampilan.galeri import create_galeri
from tampilan.navigasi import Service


class _Quiet(WSGIRequestHandler):
    """Keeps the requests of the browser out of the report."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Say nothing."""


@pytest.fixture(scope="session")
def aset() -> None:
    build.build()


@pytest.fixture(scope="session")
def galeri_app(aset: None) -> Flask:
    return create_galeri()


@pytest.fixture
def galeri(galeri_app: Flask) -> FlaskClient:
    return galeri_app.test_client()


@contextmanager
def _serve(service: Service) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, create_galeri(service), threaded=True, request_handler=_Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()


@pytest.fixture(scope="session")
def alamat(aset: None) -> Iterator[dict[Service, str]]:
    with ExitStack() as stack:
        services: tuple[Service, ...] = ("perizinan", "kinerja", "pelaporan")
        yield {s: stack.enter_context(_serve(s)) for s in services}
