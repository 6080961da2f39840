"""The server in a process of its own: what runs beside it, and how it ends."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

import orjson
import pytest

from tests.support.server import free_port
from tests.support.waiting import wait_until

PROGRAM = """
import os, sys, threading
from pathlib import Path
from chassis.http import Blueprint, create_app, public, serve
from chassis.database import create_engine
from chassis.settings import read_settings

port, folder, mode = int(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]

def make_app():
    api = Blueprint("uji", __name__)
    @api.route("/v1/lambat")
    @public
    def slow():
        (folder / "masuk").touch()
        (folder / "lanjut").read_bytes()
        return {"selesai": True}
    @api.route("/v1/prosesor")
    @public
    def processors():
        return {"prosesor": sorted(os.sched_getaffinity(0))}
    engine = create_engine("postgresql+psycopg://nobody@/tidak-ada")
    return create_app(read_settings("perizinan"), engine=engine, peran={}, blueprints=[api], checks=[])

def beside(stop):
    (folder / "mulai").touch()
    if mode == "dies":
        raise RuntimeError("beside")
    stop.wait()
    (folder / "berhenti").touch()

cpu = max(os.sched_getaffinity(0)) if mode == "stays" else None
serve(make_app, host="127.0.0.1", port=port, threads=4, cpu=cpu, background=[beside])
"""


class Program:
    """The server and its folder of signs."""

    def __init__(self, folder: Path, mode: str, lifeline: int | None = None) -> None:
        self.folder, self.port = folder, free_port()
        os.mkfifo(folder / "lanjut")  # who reads it waits for who writes it
        environment = os.environ | ({"SIMPUL_LIFELINE_FD": str(lifeline)} if lifeline is not None else {})
        self.process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, str(self.port), str(folder), mode],
            env=environment,
            pass_fds=[lifeline] if lifeline is not None else [],
            start_new_session=True,
        )

    def wait_for(self, sign: str) -> None:
        wait_until((self.folder / sign).exists, timeout=20, what=sign)

    def answers(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=1):
                return True
        except OSError:
            return False

    def get(self, path: str) -> bytes:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=20) as response:
            body: bytes = response.read()
        return body


@pytest.fixture
def make_program(tmp_path: Path) -> Iterator[type[Program]]:
    started: list[Program] = []

    class Started(Program):
        def __init__(self, mode: str = "lives", lifeline: int | None = None) -> None:
            super().__init__(tmp_path, mode, lifeline)
            started.append(self)

    yield Started
    for program in started:
        if program.process.poll() is None:
            os.killpg(program.process.pid, signal.SIGKILL)
        program.process.wait()


def test_sigterm_lets_the_running_request_end(make_program: type[Program]) -> None:
    program = make_program()  # type: ignore[call-arg]
    wait_until(program.answers, timeout=20, what="the server")
    answer: list[bytes] = []
    asking = threading.Thread(target=lambda: answer.append(program.get("/v1/lambat")))
    asking.start()
    program.wait_for("masuk")

    program.process.send_signal(signal.SIGTERM)
    wait_until(lambda: not program.answers(), timeout=10, what="the closed door")
    (program.folder / "lanjut").write_bytes(b"")
    asking.join(20)

    assert answer == [b'{"selesai":true}']
    assert program.process.wait(30) == 0
    assert (program.folder / "berhenti").exists()


def test_a_kept_connection_is_told_to_close(make_program: type[Program]) -> None:
    program = make_program()  # type: ignore[call-arg]
    wait_until(program.answers, timeout=20, what="the server")
    connection = HTTPConnection("127.0.0.1", program.port, timeout=10)
    connection.request("GET", "/livez")
    assert connection.getresponse().read() == b"ok\n"

    program.process.send_signal(signal.SIGTERM)
    connection.request("GET", "/readyz")
    response = connection.getresponse()

    assert (response.status, response.read()) in {(503, b"draining\n"), (200, b"ok\n")}
    assert program.process.wait(30) == 0


def test_it_stays_on_the_processor_it_was_given(make_program: type[Program]) -> None:
    given, free = make_program("stays"), sorted(os.sched_getaffinity(0))  # type: ignore[call-arg, arg-type]
    wait_until(given.answers, timeout=20, what="the server")
    assert orjson.loads(given.get("/v1/prosesor")) == {"prosesor": free[-1:]}


@pytest.mark.parametrize("connections", [1, 4, 9], ids=["alone", "one_a_thread", "more_than_threads"])
def test_kept_connections_are_served_in_turn(make_program: type[Program], connections: int) -> None:
    program = make_program()  # type: ignore[call-arg]
    wait_until(program.answers, timeout=20, what="the server")
    kept = [HTTPConnection("127.0.0.1", program.port, timeout=10) for _ in range(connections)]

    for connection in kept * 3:
        connection.request("GET", "/livez")
        assert connection.getresponse().read() == b"ok\n"


def test_requests_sent_in_one_go_are_answered_in_order(make_program: type[Program]) -> None:
    program = make_program()  # type: ignore[call-arg]
    wait_until(program.answers, timeout=20, what="the server")
    with socket.create_connection(("127.0.0.1", program.port), timeout=10) as connection:
        connection.sendall(
            b"GET /livez HTTP/1.1\r\nHost: localhost\r\n\r\n"
            b"GET /readyz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
        )
        with connection.makefile("rb") as answers:
            text = answers.read()

    assert text.count(b"HTTP/1.1 200 OK") == 2
    assert text.index(b"\r\n\r\nok\n") < text.rindex(b"HTTP/1.1 200 OK")


def test_work_that_dies_takes_the_process_with_it(make_program: type[Program]) -> None:
    program = make_program(mode="dies")  # type: ignore[call-arg]
    program.wait_for("mulai")

    assert program.process.wait(30) == 0


def test_the_end_of_the_supervisor_is_the_end_of_the_server(make_program: type[Program]) -> None:
    theirs, ours = os.pipe()
    program = make_program(lifeline=theirs)  # type: ignore[call-arg]
    os.close(theirs)
    wait_until(program.answers, timeout=20, what="the server")

    os.close(ours)

    assert program.process.wait(30) == 0
    assert not program.answers()


def test_under_load_every_request_is_answered_or_turned_away(make_program: type[Program]) -> None:
    program = make_program()  # type: ignore[call-arg]
    wait_until(program.answers, timeout=20, what="the server")
    lost: list[Exception] = []
    answered: list[int] = []

    def ask() -> None:
        while True:
            connection = HTTPConnection("127.0.0.1", program.port, timeout=20)
            try:
                connection.connect()
            except (ConnectionRefusedError, ConnectionResetError):  # the door is closed, or closing
                return
            try:
                connection.request("GET", "/v1/saya")
                answered.append(connection.getresponse().status)
            except OSError as error:
                lost.append(error)
            finally:
                connection.close()

    askers = [threading.Thread(target=ask) for _ in range(6)]
    for asker in askers:
        asker.start()
    wait_until(lambda: len(answered) > 50, timeout=20, what="load")
    program.process.send_signal(signal.SIGTERM)
    for asker in askers:
        asker.join(30)

    assert program.process.wait(30) == 0
    assert set(answered) == {401}
    assert lost == []
