"""Handing permohonan in over HTTP, every check on, against pgbench with two inserts at the same eight connections."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import chassis.database.embedded as embedded
from benchmarks.harness import Figure, Stopwatch, interleave, percentile, say, timed
from benchmarks.stage import Stage
from chassis.cli import Rooms
from chassis.database import create_engine
from chassis.domain import Pengguna
from chassis.identity import Identity
from chassis.settings import read_settings
from perizinan.application.permohonan.create import CreatePermohonan
from perizinan.bootstrap import build
from perizinan.entrypoints.peran import PERAN
from tests.support.server import free_port
from tests.support.waiting import wait_until

CONNECTIONS = 8
DRAFTS = 3000
SECONDS = 5
_SCRIPT = """
BEGIN;
INSERT INTO bench_row VALUES (gen_random_uuid(), 'diajukan', repeat('x', 300));
INSERT INTO bench_outbox (event_id, type, data) VALUES (gen_random_uuid(), 'event', repeat('x', 200));
COMMIT;
"""


def run(stage: Stage) -> Iterator[Figure]:
    """Serve perizinan from one process, and let eight connections hand drafts in."""
    with office(stage) as kantor:
        medians = interleave({"pgbench": lambda: pgbench(stage, kantor), "submit": lambda: submit_all(kantor)})
        rate = medians["submit"]
        yield Figure(
            what="submit over HTTP, all checks on, one process", per="pgbench, two inserts, same 8 connections",
            ratio=rate / medians["pgbench"], floor=0.08, aim=0.15, detail=f"{rate:,.0f} submits/s",
        )  # fmt: skip
        p99 = percentile(submit_paced(kantor, rate / 2), 0.99) * 1000
        yield Figure(
            what="submit p99 at half of its highest rate", per="50 ms", ratio=p99 / 50, floor=1, aim=1,
            more_is_better=False, detail=f"{p99:.1f} ms",
        )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Office:
    """perizinan as one HTTP process, and a way to put drafts on its desk."""

    rooms: Rooms
    token: str
    pengguna: Pengguna

    def make_drafts(self, count: int) -> list[str]:
        """Return the ids of new drafts."""
        create = build(self.rooms).app.create_permohonan
        pemohon = {"jenis": "perorangan", "nama": "Uji Coba", "nik": "3216016902000004"}
        command = CreatePermohonan(
            pengguna=self.pengguna, layanan_kode="sip-dokter", kanal="daring", pemohon=pemohon, isian={}
        )
        with timed(f"{count} drafts"):
            return [str(create(command).id) for _ in range(count)]


@contextmanager
def office(stage: Stage) -> Iterator[Office]:
    """Start the process and stop it in the end."""
    engine = stage.database("perizinan")
    url = engine.url.render_as_string(hide_password=False)
    own = {
        "SIMPUL_PERIZINAN_DATABASE_URL": url, "SIMPUL_VAR": str(stage.folder / "var"), "SIMPUL_DEMO": "1",
        "SIMPUL_PORT_BASE": str(free_port() - 1), "SIMPUL_HTTP_CPU": str(min(os.sched_getaffinity(0))),
    }  # fmt: skip
    os.environ |= own
    settings = read_settings("perizinan")
    for name in own:
        del os.environ[name]
    command = [sys.executable, "-m", "perizinan"]
    subprocess.run([*command, "seed"], env=os.environ | own, check=True, capture_output=True)
    with (stage.folder / "http.log").open("wb") as log:
        process = subprocess.Popen([*command, "http"], env=os.environ | own, stdout=log, stderr=log)
    try:
        wait_until(lambda: _answers(settings.http_port), timeout=60, what="perizinan")
        identity = Identity(settings, create_engine(url), PERAN)
        token = identity.token.issue("pemohon")
        pengguna = identity.by_bearer(token)
        if pengguna is None:
            raise RuntimeError("no demonstration account")
        rooms = Rooms(settings=settings, engine=engine, identity=identity, connect=_no_neighbour)
        yield Office(rooms=rooms, token=token, pengguna=pengguna)
    finally:
        process.terminate()
        process.wait()


def submit_all(kantor: Office) -> float:
    """Return the submits a second of eight connections that each send as fast as they are answered."""
    return DRAFTS / _spend(kantor, kantor.make_drafts(DRAFTS), pause=0)[0]


def submit_paced(kantor: Office, rate: float) -> list[float]:
    """Return the seconds that each submit took at a steady rate."""
    say(f"  paced at {rate:,.0f} a second")
    return _spend(kantor, kantor.make_drafts(DRAFTS), pause=CONNECTIONS / rate)[1]


def _spend(kantor: Office, drafts: list[str], pause: float) -> tuple[float, list[float]]:
    """Hand all drafts in; return how long it took, and how long each."""
    seconds: list[float] = []
    parts = [drafts[start::CONNECTIONS] for start in range(CONNECTIONS)]
    threads = [threading.Thread(target=_hand_in, args=(kantor, part, pause, seconds)) for part in parts]
    watch = Stopwatch()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if len(seconds) != len(drafts):
        raise RuntimeError("not every submit was accepted")
    return watch.seconds, seconds


def _hand_in(kantor: Office, drafts: list[str], pause: float, seconds: list[float]) -> None:
    port = kantor.rooms.settings.http_port
    due = time.perf_counter()
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for draft in drafts:
            due += pause
            wait = due - time.perf_counter()
            if wait > 0:
                time.sleep(wait)
            began = time.perf_counter() if pause == 0 else min(due, time.perf_counter())
            connection.sendall(_request(draft, kantor.token))
            if not _read_answer(connection).startswith(b"HTTP/1.1 200"):
                return
            seconds.append(time.perf_counter() - began)


def _request(draft: str, token: str) -> bytes:
    return (
        f"POST /v1/permohonan/{draft}/submit HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {token}\r\n"
        f'If-Match: "1"\r\nIdempotency-Key: {uuid.uuid4().hex}\r\nContent-Type: application/json\r\n'
        "Content-Length: 2\r\n\r\n{}"
    ).encode()


def _read_answer(connection: socket.socket) -> bytes:
    answer = b""
    while b"\r\n\r\n" not in answer:
        answer += connection.recv(65536)
    head, _, body = answer.partition(b"\r\n\r\n")
    found = re.search(rb"(?i)content-length: (\d+)", head)
    missing = int(found[1]) - len(body) if found else 0
    while missing > 0:
        missing -= len(connection.recv(65536))
    return answer


def pgbench(stage: Stage, kantor: Office) -> float:
    """Return the transactions a second of PostgreSQL's own benchmark: two inserts in each."""
    url = kantor.rooms.engine.url
    script = stage.folder / "two_inserts.sql"
    script.write_text(_SCRIPT)
    with kantor.rooms.engine.begin() as conn:
        conn.exec_driver_sql("CREATE TABLE IF NOT EXISTS bench_row (id uuid PRIMARY KEY, status text, isi text)")
        conn.exec_driver_sql(
            "CREATE TABLE IF NOT EXISTS bench_outbox (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,"
            " event_id uuid, type text, data text)"
        )
    command = [
        str(_pgbench()), "-n", "-c", str(CONNECTIONS), "-j", "2", "-T", str(SECONDS), "-M", "prepared",
        "-f", str(script), "-h", str(url.query["host"]), "-U", "simpul", str(url.database),
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found = re.search(r"tps = ([\d.]+)", done.stdout)
    if found is None:
        raise RuntimeError(done.stdout + done.stderr)
    return float(found[1])


def _pgbench() -> Path:
    return embedded.binaries() / "pgbench"


def _answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True


def _no_neighbour(service: str) -> object:
    raise RuntimeError(f"nobody asks {service} here")
