"""Processes are told to end while people work: what they took in they answer, and they end in time (R21)."""

from __future__ import annotations

import http.client
import json
import threading
import uuid
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from pathlib import Path

import grpc
import pytest

from chassis.grpc.server import GRACE
from simpul.feed.v1 import feed_pb2, feed_pb2_grpc
from tests.support.angka import Figure
from tests.support.penulis import READY, Writer, finish, make_body, prove, start_writers
from tests.support.postgres import Postgres
from tests.support.roles import Roles
from tests.support.waiting import wait_until

CALLERS = 6
EXIT = 30


@pytest.fixture
def roles(tmp_path: Path, postgres: Postgres) -> Iterator[Roles]:
    """The processes, on databases of the test's own."""
    services = ("perizinan", "pelaporan")
    urls = {f"SIMPUL_{name.upper()}_DATABASE_URL": postgres.create_database(prefix=name) for name in services}
    roles = Roles(tmp_path, urls | {"SIMPUL_DEMO": "1"})
    try:
        roles.start()
        yield roles
    finally:
        roles.stop()
    for url in urls.values():
        postgres.drop_database(url)


class Caller(threading.Thread, ABC):
    """Somebody who asks again and again, and tells what was refused at the door from what was taken in and failed."""

    def __init__(self, stop: threading.Event) -> None:
        super().__init__(daemon=True)
        self._stop_calling = stop
        self.answered = self.turned_away = 0
        self.failed: list[str] = []

    def run(self) -> None:
        while not self._stop_calling.is_set():
            self.call()

    @abstractmethod
    def call(self) -> None:
        """Ask once."""


class HttpCaller(Caller):
    """Begins a draft, each over a connection of its own."""

    def __init__(self, roles: Roles, stop: threading.Event) -> None:
        super().__init__(stop)
        self._port = int(roles.address("perizinan").rpartition(":")[2])
        token = roles.api("perizinan", "pemohon").token
        self._headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}

    def call(self) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=EXIT)
        try:
            connection.connect()
        except OSError:
            self.turned_away += 1
            self._stop_calling.wait(0.02)
            return
        try:
            headers = self._headers | {"Idempotency-Key": uuid.uuid4().hex}
            connection.request("POST", "/v1/permohonan", json.dumps(make_body()), headers)
            status = connection.getresponse().status
        except (OSError, http.client.HTTPException) as error:
            self.failed.append(repr(error))
        else:
            self.answered += 1
            if status != 201:
                self.failed.append(str(status))
        finally:
            connection.close()


class GrpcCaller(Caller):
    """Reads the feed over one channel.

    gRPC's server cancels what has arrived and no handler has begun when it is told to end, and what still runs when its
    grace is over: while it ends sooner than that, a cancelled call was never taken in.
    """

    def __init__(self, roles: Roles, stop: threading.Event) -> None:
        super().__init__(stop)
        self._address = f"127.0.0.1:{roles.port_base + 1001}"
        self._token = roles.api("perizinan", "pelanggan").token

    def run(self) -> None:
        with grpc.insecure_channel(self._address) as channel:
            self._read = feed_pb2_grpc.EventFeedServiceStub(channel).ReadEvents
            super().run()

    def call(self) -> None:
        metadata = [("authorization", f"Bearer {self._token}")]
        try:
            self._read(feed_pb2.ReadEventsRequest(after=0, limit=10), timeout=EXIT, metadata=metadata)
        except grpc.RpcError as error:
            away = error.code() is grpc.StatusCode.UNAVAILABLE and "connect" in error.details()
            if away or error.code() is grpc.StatusCode.CANCELLED:
                self.turned_away += 1
                self._stop_calling.wait(0.02)
            else:
                self.failed.append(f"{error.code()}: {error.details()}")
        else:
            self.answered += 1


def test_what_an_http_process_took_in_it_answers_before_it_ends(roles: Roles, kills: int, figure: Figure) -> None:
    """R21: SIGTERM under load, again and again."""
    stop = threading.Event()
    callers = [HttpCaller(roles, stop) for _ in range(CALLERS)]
    seconds = _restart_under(roles, "http", callers, kills // 2)
    stop.set()

    _judge("http", callers, seconds, figure)


def test_what_a_grpc_process_took_in_it_answers_before_it_ends(roles: Roles, figure: Figure) -> None:
    stop = threading.Event()
    callers = [GrpcCaller(roles, stop) for _ in range(CALLERS)]
    seconds = _restart_under(roles, "grpc", callers, 1)
    stop.set()

    assert max(seconds) < GRACE
    _judge("grpc", callers, seconds, figure)


def test_a_relay_and_a_consumer_told_to_end_lose_nothing(roles: Roles, figure: Figure) -> None:
    stop = threading.Event()
    writers = start_writers(roles, stop, 2)
    for service, role in (("perizinan", "relay"), ("pelaporan", "consume")):
        _wait_for_work(writers)
        code, seconds = roles.terminate(service, role)
        figure("R21", f"exit of {role} after SIGTERM", seconds, "s", required=EXIT)
        assert code == 0
        _wait_for_work(writers)
        roles.start_role(service, role)
    finish(writers, stop)

    prove(roles, writers)


def _restart_under(roles: Roles, role: str, callers: Sequence[Caller], times: int) -> list[float]:
    """Set the callers to work and end the process ``times`` times; return the seconds each end took."""
    took = []
    for caller in callers:
        caller.start()
    for _ in range(times):
        before = [caller.answered for caller in callers]
        wait_until(
            lambda b=before: all(c.answered > n + 2 for c, n in zip(callers, b, strict=True)),  # type: ignore[misc]
            timeout=READY, what="every caller to be answered",
        )  # fmt: skip
        code, seconds = roles.terminate("perizinan", role)
        assert code == 0
        took.append(seconds)
        roles.start_role("perizinan", role)
    return took


def _judge(role: str, callers: Sequence[Caller], seconds: list[float], figure: Figure) -> None:
    """Hold what the callers saw, and how long the ends took, to their bounds."""
    failed = [fault for caller in callers for fault in caller.failed]
    times, asked = len(seconds), sum(caller.answered for caller in callers)
    figure("R21", f"exit of {role} after SIGTERM, worst of {times}", max(seconds), "s", required=EXIT)
    figure("R21", f"requests that {role} took in and failed, of {asked + len(failed)}", len(failed), required=0)
    assert any(caller.turned_away for caller in callers), "nobody came to the closed door: there was no load"


def _wait_for_work(writers: list[Writer]) -> None:
    before = sum(len(writer.acked) for writer in writers)
    wait_until(lambda: sum(len(w.acked) for w in writers) > before + 10, timeout=READY, what="people to work")
