"""The workers of one run share one server: started once, removed when the last has left."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier, Lock

from tests.support.server import free_port, shared


class CountedServer:
    """Counts its starts and removals, and whether anybody still used it when it went."""

    source = "hitungan"

    def __init__(self) -> None:
        self.address = f"127.0.0.1:{free_port()}"
        self.started = self.removed = 0
        self.users = self.users_at_removal = 0
        self.lock = Lock()

    def start(self) -> None:
        self.started += 1

    def stop(self) -> None:
        self.removed += 1

    kill = stop

    def remove(self) -> None:
        self.removed += 1
        self.users_at_removal = self.users


def test_the_first_starts_it_and_the_last_leaves_before_it_goes(tmp_path: Path) -> None:
    server = CountedServer()
    together = Barrier(3, timeout=20)

    def visit(_: int) -> str:
        with shared(lambda: server, tmp_path) as (address, _source):
            with server.lock:
                server.users += 1
            together.wait()
            with server.lock:
                server.users -= 1
            return address

    with ThreadPoolExecutor(3) as workers:
        addresses = set(workers.map(visit, range(3)))

    assert addresses == {server.address}
    assert (server.started, server.removed, server.users_at_removal) == (1, 1, 0)


def test_a_server_that_is_gone_is_started_anew(tmp_path: Path) -> None:
    first, second = CountedServer(), CountedServer()
    with shared(lambda: first, tmp_path):
        pass

    with shared(lambda: second, tmp_path) as (address, _):
        assert address == second.address
