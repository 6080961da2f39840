"""Everyone of an access matrix before one service: they call its routes and rpcs, and send its forms without a token."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from ipaddress import IPv4Address
from itertools import count
from typing import Any

import grpc
from flask import Flask
from flask.testing import FlaskClient
from google.protobuf.descriptor import ServiceDescriptor
from google.protobuf.message import Message
from werkzeug.test import TestResponse

from chassis.cli import FEED_SCOPES, Rooms, Service
from chassis.feed import EventFeed
from chassis.grpc import channel, create_server
from chassis.identity import create_akun
from chassis.outbox import LogTail
from chassis.problem import Katalog
from simpul.feed.v1 import feed_pb2, feed_pb2_grpc
from tests.support.access import NOBODY, UNSAFE, Matrix, build_path, list_routes
from tests.support.borang import read_borang

FEED = feed_pb2.DESCRIPTOR.services_by_name["EventFeedService"]

_FOREIGN = "0" * 64
_addresses = (IPv4Address("10.64.0.0") + n for n in count())


@dataclass(frozen=True, kw_only=True)
class Akun:
    """Who calls: roles, the agency and the person, if any."""

    peran: tuple[str, ...]
    opd_kode: str | None = None
    pegawai_id: str | None = None


class Callers:
    """The accounts of a matrix, each with its token."""

    def __init__(self, rooms: Rooms, app: Flask, akun: Mapping[str, Akun]) -> None:
        """Make the accounts."""
        self.app = app
        self._rooms = rooms
        self._akun = akun
        with rooms.engine.begin() as conn:
            for name, each in akun.items():
                create_akun(
                    conn,
                    akun=name,
                    sandi_hash="-",
                    peran=each.peran,
                    opd_kode=each.opd_kode,
                    pegawai_id=each.pegawai_id,
                )

    @cached_property
    def tokens(self) -> Mapping[str, str]:
        """The bearer token of each account."""
        return {name: self._rooms.identity.token.issue(name) for name in self._akun}

    def send(
        self, caller: str, method: str, path: str, body: object = None, *, version: int | None = None
    ) -> TestResponse:
        """Let one of them (or nobody) call a route, from an address that nobody used before."""
        headers = {} if caller == NOBODY else {"Authorization": f"Bearer {self.tokens[caller]}"}
        if version is not None:
            headers["If-Match"] = f'"{version}"'
        environ = {"REMOTE_ADDR": str(next(_addresses))}
        more: dict[str, Any] = {} if body is None else {"json": body}
        return self.app.test_client().open(path, method=method, headers=headers, environ_base=environ, **more)

    def wrong_answers(self, matrix: Matrix) -> list[str]:
        """Make every call of the matrix; return those that were not answered as they must be."""
        wrong = []
        for call in matrix.calls(self.app):
            status = self.send(call.caller, call.method, call.path).status_code
            if not call.is_right(status):
                wrong.append(f"{call}: {status}, expected {sorted(call.expected) or 'no refusal'}")
        return wrong

    def sign_in(self, caller: str) -> FlaskClient:
        """Return a browser in which one of them is signed in."""
        browser = self.app.test_client()
        cookie = f"simpul_{self._rooms.settings.service}"
        browser.set_cookie(cookie, self._rooms.identity.sesi.begin(caller), domain="localhost")
        return browser

    def accepted_forms(self, matrix: Matrix, caller: str, page: str) -> list[str]:
        """Send every unsafe route as a foreign page would, with the cookie alone; return what was not refused.

        ``page`` is one of the caller's own, from which the right token is read: from another site it counts nothing.
        """
        browser = self.sign_in(caller)
        right = read_borang(browser.get(page).text, "/keluar").value("csrf_token")
        accepted = []
        for rule, method in list_routes(self.app):
            if method in UNSAFE:
                path = build_path(rule, matrix.fitting(rule)[0].params)
                for headers, form in _forgeries(right):
                    status = browser.open(path, method=method, headers=headers, data=form).status_code
                    accepted += [f"{method} {path} {headers} {form}: {status}"] if status != 403 else []
        control = browser.post("/tema", data={"csrf_token": right, "tema": "gelap"}).status_code
        assert control == 303, f"the right token from the own page is refused too ({control}): this shows nothing"
        return accepted


def _forgeries(right: str) -> Iterator[tuple[dict[str, str], dict[str, str] | None]]:
    """Yield headers and fields that no page of ours sends."""
    for headers in ({}, {"X-CSRF-Token": _FOREIGN}, {"HX-Request": "true"}):
        yield headers, None
        yield headers, {"csrf_token": _FOREIGN}
    yield {"HX-Request": "true", "X-CSRF-Token": _FOREIGN}, None
    for origin in ({"Origin": "https://lain.example"}, {"Sec-Fetch-Site": "cross-site"}):
        yield origin, {"csrf_token": right}
        yield origin | {"HX-Request": "true", "X-CSRF-Token": right}, None


class Rpcs:
    """The gRPC server of a service, called by anyone."""

    def __init__(self, address: str, tokens: Mapping[str, str], services: Iterable[ServiceDescriptor]) -> None:
        """Call the server at this address with these tokens."""
        self._address = address
        self._tokens = tokens
        self._streams = {
            f"/{service.full_name}/{method.name}"
            for service in services
            for method in service.methods
            if method.server_streaming
        }

    def invoke(self, caller: str, method: str, request: Message, answer: type[Message]) -> grpc.StatusCode:
        """Call an rpc and return its code; of a stream, what became of its first message."""
        try:
            self.ask(caller, method, request, answer)
        except grpc.RpcError as error:
            code: grpc.StatusCode = error.code()
            return code
        return grpc.StatusCode.OK

    def ask(self, caller: str, method: str, request: Message, answer: type[Message]) -> Any:
        """Call an rpc and return its answer; of a stream, the first message."""
        key = None if caller == NOBODY else self._tokens[caller]
        with channel(self._address, key=key, deadline=10) as open_channel:
            if method not in self._streams:
                return open_channel.unary_unary(method, type(request).SerializeToString, answer.FromString)(request)
            stream = open_channel.unary_stream(method, type(request).SerializeToString, answer.FromString)(request)
            return next(stream)


@contextmanager
def serve_rpcs(service: Service, rooms: Rooms, callers: Callers, own: ServiceDescriptor) -> Iterator[Rpcs]:
    """Serve the rpcs of a service and its feed, which drains: a stream that is let in ends at once."""
    draining = threading.Event()
    draining.set()
    feed = EventFeed(rooms.engine, service.name, LogTail(rooms.engine), draining)

    def add_feed(server: grpc.Server) -> None:
        feed_pb2_grpc.add_EventFeedServiceServicer_to_server(feed, server)

    server = create_server(
        rooms.settings,
        rooms.identity,
        add=[add_feed, *service.make_rpcs(rooms)],
        scopes={**FEED_SCOPES, **service.scopes},
        katalog=Katalog(service.sentences),
        port=0,
    )
    server.start()
    try:
        yield Rpcs(f"127.0.0.1:{server.port}", callers.tokens, [own, FEED])
    finally:
        server.stop(0)
