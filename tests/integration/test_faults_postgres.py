"""PostgreSQL ends at once, again and again, while people work (R07)."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.angka import Figure
from tests.support.penulis import READY, finish, prove, start_writers
from tests.support.postgres import Postgres
from tests.support.server import Server
from tests.support.simpul import SERVICES, Simpul
from tests.support.waiting import wait_until

WRITERS = 4


@pytest.fixture
def on_postgres(tmp_path: Path, private_postgres: Server) -> Iterator[Simpul]:
    """The whole system on a PostgreSQL that the test may break."""
    server = Postgres(private_postgres.address)
    urls = {f"SIMPUL_{service.upper()}_DATABASE_URL": server.create_database(prefix=service) for service in SERVICES}
    simpul = Simpul(tmp_path, urls)
    simpul.start()
    yield simpul
    simpul.stop()


def test_those_who_write_notice_a_restart_of_postgresql_only_while_it_lasts(
    on_postgres: Simpul, private_postgres: Server, kills: int, figure: Figure
) -> None:
    """R07: 5xx only in the outage and 2 s after, ready within 5 s, nothing lost that was answered."""
    stop, outages, back = threading.Event(), [], []
    writers = start_writers(on_postgres, stop, WRITERS)
    for _ in range(kills // 2):
        before = sum(len(writer.acked) for writer in writers)
        wait_until(
            lambda n=before: sum(len(w.acked) for w in writers) > n + 3 * WRITERS,  # type: ignore[misc]
            timeout=READY, what="people to work",
        )  # fmt: skip
        down = time.monotonic()
        private_postgres.kill()
        private_postgres.start()
        outages.append((down, time.monotonic()))
        wait_until(lambda: all(map(on_postgres.is_ready, SERVICES)), timeout=READY, what="all three to be ready")
        back.append(time.monotonic() - outages[-1][1])
    finish(writers, stop)

    away = [moment for writer in writers for moment in writer.turned_away]
    figure("R07", f"ready after a restart of PostgreSQL, worst of {len(back)}", max(back), "s", required=5)
    figure("R07", "5xx later than 2 s after it", len([m for m in away if not _within(m, outages)]), required=0)
    assert away, "nobody noticed: the outages were none"
    prove(on_postgres, writers)


def _within(moment: float, outages: list[tuple[float, float]]) -> bool:
    """Tell whether a call began in an outage, or within the two seconds that follow."""
    return any(down - 1 <= moment <= up + 2 for down, up in outages)
