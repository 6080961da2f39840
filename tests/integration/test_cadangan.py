"""The drill: a backup of the whole under writes, put back on a machine that has nothing (R23)."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import Engine, text

from chassis.cadangan._snapshot import Snapshot, snapshots, write_copies
from chassis.database import create_engine
from chassis.database.embedded import EmbeddedPostgres
from chassis.settings import embedded_url
from pelaporan.adapters.generasi import hash_of
from pelaporan.adapters.tables import LIVE
from tests.support.penulis import READY, finish, start_writers
from tests.support.server import free_port
from tests.support.simpul import SERVICES, Simpul
from tests.support.waiting import wait_until

ALLOWED = 15 * 60 / 1e9
"""Seconds a byte of database: fifteen minutes for a gigabyte."""


@pytest.fixture(scope="module")
def simpul(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Simpul]:
    simpul = Simpul(tmp_path_factory.mktemp("asli"))
    simpul.start()
    yield simpul
    simpul.stop()


@pytest.fixture
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Simpul]:
    fresh = Simpul(tmp_path_factory.mktemp("baru"), port_base=free_port())
    yield fresh
    fresh.stop()


def test_a_backup_under_writes_comes_back_elsewhere_as_it_was_at_its_moment(
    simpul: Simpul, fresh: Simpul, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stop = threading.Event()
    writers = start_writers(simpul, stop, 4)
    wait_until(lambda: sum(len(writer.acked) for writer in writers) > 40, timeout=READY, what="people to work")
    with engines_of(simpul) as engines:
        began = time.monotonic()
        with snapshots(engines) as made:
            seen = hash_at(engines["pelaporan"], made["pelaporan"])
            write_copies({name: (engines[name], tmp_path / f"{name}.tar") for name in SERVICES}, made)
        backup = time.monotonic() - began
        size = sum(map(size_of, engines.values()))
    finish(writers, stop)
    began = time.monotonic()
    fresh.run("chassis.cadangan", "restore", str(tmp_path))
    restore = time.monotonic() - began

    assert restored_hash(fresh) == seen
    assert [fault for name in SERVICES for fault in ahead(name, made)] == []
    fresh.start()
    hashes = [word for word in fresh.run("pelaporan", "rebuild", "--check").split() if len(word) == 64]
    assert len(set(hashes)) == 1
    for name in SERVICES:
        assert made[name].log.hash != ""
        assert "in order" in fresh.run(name, "verify-audit")
    with capsys.disabled():
        sys.stdout.write(
            f"\n{size / 1e6:.0f} MB of databases: backup {backup:.1f} s, {size / 1e6 / backup:.0f} MB/s;"
            f" restore {restore:.1f} s, {size / 1e6 / restore:.0f} MB/s\n"
        )
    assert restore < max(60, size * ALLOWED)


@contextmanager
def engines_of(simpul: Simpul) -> Iterator[dict[str, Engine]]:
    """Give an engine on each database of a system that runs."""
    engines = {name: create_engine(embedded_url(simpul.folder / "var", name), pool_size=2) for name in SERVICES}
    yield engines
    for engine in engines.values():
        engine.dispose()


def ahead(name: str, made: Mapping[str, Snapshot]) -> list[str]:
    """Return what the copy of a consumer holds that its producer's lacks."""
    ends = {f"/simpul/{producer}": one.log.posisi for producer, one in made.items()}
    return [f"{name} at {posisi} of {sumber}" for sumber, _, posisi in made[name].kemajuan if posisi > ends[sumber]]


def hash_at(engine: Engine, snapshot: Snapshot) -> str:
    """Return the hash of the projection as a snapshot sees it."""
    with engine.connect().execution_options(isolation_level="REPEATABLE READ") as conn:
        conn.execute(text(f"SET TRANSACTION SNAPSHOT '{snapshot.id}'"))
        return hash_of(conn, LIVE)


def restored_hash(fresh: Simpul) -> str:
    """Return the hash of the projection as the restore left it, before any service runs."""
    server = EmbeddedPostgres(fresh.folder / "var")
    server.start()
    try:
        with engines_of(fresh) as engines, engines["pelaporan"].connect() as conn:
            return hash_of(conn, LIVE)
    finally:
        server.stop()


def size_of(engine: Engine) -> int:
    """Return the bytes of a database."""
    with engine.connect() as conn:
        return int(conn.execute(text("SELECT pg_database_size(current_database())")).scalar_one())


def test_a_restore_refuses_while_the_system_runs(simpul: Simpul, tmp_path: Path) -> None:
    simpul.run("chassis.cadangan", "backup", "--ke", str(tmp_path / "salinan"))

    with pytest.raises(AssertionError, match="stop its processes first"):
        simpul.run("chassis.cadangan", "restore", str(tmp_path / "salinan"), "--ganti")


def test_what_a_backup_knows_nothing_of_is_gone_after_it(simpul: Simpul, tmp_path: Path) -> None:
    simpul.run("chassis.cadangan", "backup", "--ke", str(tmp_path / "salinan"))
    with engines_of(simpul) as engines, engines["kinerja"].begin() as conn:
        conn.execute(text("CREATE TABLE sesudahnya (id int)"))
    simpul.stop()
    simpul.run("chassis.cadangan", "restore", str(tmp_path / "salinan"), "--ganti")
    simpul.start()

    with psycopg.connect(f"host={simpul.folder}/var/postgres/soket user=simpul dbname=kinerja") as connection:
        assert connection.execute("SELECT to_regclass('sesudahnya')").fetchone() == (None,)
