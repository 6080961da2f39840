"""The database: migrated once whoever asks, and an embedded server that outlives a kill."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import Engine, text

from chassis.database import copy_rows, create_engine
from chassis.database.embedded import EmbeddedPostgres, _children
from chassis.database.migration import is_current, upgrade
from chassis.http import database_check, wait_for
from tests.support.postgres import plain
from tests.support.uji.handler import count
from tests.support.uji.peristiwa import SERVICE, make_entri, write
from tests.support.waiting import wait_until


def test_many_who_migrate_at_once_migrate_once(database_url: str) -> None:
    def migrate(_number: int) -> None:
        engine = create_engine(database_url)
        upgrade(engine, SERVICE)
        engine.dispose()

    with ThreadPoolExecutor(4) as pods:
        list(pods.map(migrate, range(4)))
    engine = create_engine(database_url)
    with engine.connect() as conn:
        assert is_current(conn, SERVICE)
    engine.dispose()


def test_who_comes_second_waits_longer_than_the_lock_timeout_of_others(database_url: str) -> None:
    engine = create_engine(database_url)
    with ThreadPoolExecutor(1) as second, psycopg.connect(plain(database_url), autocommit=True) as first:
        first.execute("SELECT pg_advisory_lock(1397312848)")
        migration = second.submit(upgrade, engine, SERVICE)
        waiting = (
            "SELECT extract(epoch FROM now() - query_start) > 5.5 FROM pg_stat_activity WHERE wait_event = 'advisory'"
        )
        wait_until(lambda: first.execute(waiting).fetchone() == (True,), timeout=15)
        first.execute("SELECT pg_advisory_unlock_all()")
        migration.result(20)
    engine.dispose()


def test_a_database_that_was_never_migrated_is_not_current(database_url: str) -> None:
    engine = create_engine(database_url)
    with engine.connect() as conn:
        assert not is_current(conn, SERVICE)
    engine.dispose()


def test_a_database_that_a_newer_build_migrated_is_current_and_left_alone(database_url: str) -> None:
    engine = create_engine(database_url)
    upgrade(engine, SERVICE)
    stand_at(engine, "uji_9999")

    upgrade(engine, SERVICE)
    with engine.connect() as conn:
        assert is_current(conn, SERVICE)
        assert conn.execute(text("SELECT version_num FROM alembic_version")).scalars().all() == ["uji_9999"]
    engine.dispose()


def test_a_revision_that_nobody_knows_does_not_stand_for_one_that_is_missing(database_url: str) -> None:
    engine = create_engine(database_url)
    upgrade(engine, SERVICE)
    stand_at(engine, "uji_9999")
    with engine.begin() as conn:
        conn.execute(text("DELETE FROM alembic_applied WHERE revision = (SELECT max(revision) FROM alembic_applied)"))

    with engine.connect() as conn:
        assert not is_current(conn, SERVICE)
    engine.dispose()


def stand_at(engine: Engine, revision: str) -> None:
    """Let the database say that it stands at a revision which this build does not have."""
    with engine.begin() as conn:
        conn.execute(text("DELETE FROM alembic_version"))
        conn.execute(text("INSERT INTO alembic_version VALUES (:revision)"), {"revision": revision})


def test_who_waits_goes_on_when_the_migrations_are_there(database_url: str) -> None:
    engine = create_engine(database_url)

    assert wait_for(database_check(engine, None), seconds=0) is None
    assert wait_for(database_check(engine, SERVICE), seconds=0) == "migrations are missing"
    with ThreadPoolExecutor(1) as pod:
        waiting = pod.submit(wait_for, database_check(engine, SERVICE), seconds=60)
        upgrade(engine, SERVICE)
        assert waiting.result(60) is None
    engine.dispose()


def test_rows_are_copied_in_the_callers_transaction(engine: Engine) -> None:
    with engine.connect() as conn:
        assert copy_rows(conn, "COPY berkas FROM STDIN", b"a\t1\nb\t2\n") == 2
        conn.rollback()

    assert count(engine, "berkas") == 0


def test_connections_speak_utc_and_give_up_on_locks(engine: Engine) -> None:
    with engine.connect() as conn:
        settings = [conn.execute(text(f"SHOW {name}")).scalar() for name in ("timezone", "lock_timeout")]

    assert settings == ["UTC", "5s"]


@pytest.fixture
def server(tmp_path_factory: pytest.TempPathFactory) -> EmbeddedPostgres:
    return EmbeddedPostgres(tmp_path_factory.mktemp("var"))


def test_what_the_embedded_server_acknowledged_outlives_a_kill_of_its_whole_tree(server: EmbeddedPostgres) -> None:
    server.start()
    try:
        server.create_database("uji")
        engine = create_engine(server.url("uji"))
        upgrade(engine, SERVICE)
        for turn in range(1, 4):
            write(engine, make_entri(nomor=str(turn)))
            assert server.process is not None
            tree = [server.process.pid, *_children(server.process.pid)]
            server.kill()
            engine.dispose()

            assert not [pid for pid in tree if _lives(pid)]
            server.start()
            assert count(engine, "outbox") == turn
        engine.dispose()
    finally:
        server.stop()


def test_a_server_whose_parent_died_is_replaced_by_the_next(tmp_path: Path) -> None:
    orphan, heir = EmbeddedPostgres(tmp_path), EmbeddedPostgres(tmp_path)
    orphan.start()
    heir.start()
    try:
        assert orphan.process is not None
        assert orphan.process.wait(10) is not None
        with psycopg.connect(plain(heir.url())) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)
    finally:
        heir.stop()


def test_a_lock_file_that_names_somebody_elses_process_is_removed_and_that_process_left_alone(tmp_path: Path) -> None:
    other = EmbeddedPostgres(tmp_path / "lain")
    mine = EmbeddedPostgres(tmp_path / "ini")
    other.start()
    mine.start()
    mine.stop()
    try:
        assert other.process is not None
        (tmp_path / "ini" / "postgres" / "data" / "postmaster.pid").write_text(f"{other.process.pid}\n")
        mine.start()

        assert other.process.poll() is None
    finally:
        mine.stop()
        other.stop()


def _lives(pid: int) -> bool:
    stat = Path(f"/proc/{pid}/stat")
    try:
        return stat.read_text().rsplit(")", 1)[1].split()[0] not in "ZX"
    except OSError:
        return False
