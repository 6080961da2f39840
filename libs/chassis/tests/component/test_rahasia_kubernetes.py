"""Secrets of a namespace: what is missing is made, what is there stays, and the API server is asked for nothing else."""

from __future__ import annotations

import base64
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from chassis.rahasia import NAMES, public_key
from chassis.rahasia_kubernetes import Namespace, ensure_secrets

PATH = "/api/v1/namespaces/simpul/secrets"


class ApiServer(BaseHTTPRequestHandler):
    """The two answers of an API server that are needed here."""

    secrets: dict[str, dict[str, str]]

    def do_GET(self) -> None:
        self._answer(200 if (found := self.secrets.get(self.path)) else 404, found or {})

    def do_POST(self) -> None:
        told = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        name = f"{self.path}/{told['metadata']['name']}"
        known = name in self.secrets
        self.secrets.setdefault(name, told["stringData"])
        self._answer(409 if known else 201, {})

    def _answer(self, status: int, values: dict[str, str]) -> None:
        status = status if self.headers["Authorization"] == "Bearer token" else 401
        self.send_response(status)
        self.end_headers()
        data = {key: base64.b64encode(value.encode()).decode() for key, value in values.items()}
        self.wfile.write(json.dumps({"data": data}).encode())

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def secrets() -> dict[str, dict[str, str]]:
    return {}


@pytest.fixture
def namespace(secrets: dict[str, dict[str, str]]) -> Iterator[Namespace]:
    handler = type("Handler", (ApiServer,), {"secrets": secrets})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield Namespace(url=f"http://127.0.0.1:{server.server_port}{PATH}", token="token")
        server.shutdown()
        thread.join()


def test_every_secret_is_made_once(namespace: Namespace, secrets: dict[str, dict[str, str]]) -> None:
    assert sorted(ensure_secrets(namespace)) == sorted([*NAMES, "kunci-publik"])
    first = dict(secrets)

    assert ensure_secrets(namespace) == []
    assert secrets == first


def test_a_public_key_is_that_of_the_private_one_that_was_there(
    namespace: Namespace, secrets: dict[str, dict[str, str]]
) -> None:
    ensure_secrets(namespace)
    del secrets[f"{PATH}/kunci-publik"], secrets[f"{PATH}/postgres"]

    assert ensure_secrets(namespace) == ["postgres", "kunci-publik"]
    private = secrets[f"{PATH}/kunci-kinerja"]["kunci.pem"]
    assert secrets[f"{PATH}/kunci-publik"]["kinerja.pem"] == public_key(private)


def test_who_was_quicker_is_believed(namespace: Namespace, secrets: dict[str, dict[str, str]]) -> None:
    assert namespace.create("postgres", {"password": "first"})

    assert not namespace.create("postgres", {"password": "second"})
    assert namespace.read("postgres") == {"password": "first"}
