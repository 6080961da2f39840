"""The PostgreSQL that tests get is real: each test has a database of its own, and a commit outlives SIGKILL."""

from __future__ import annotations

import psycopg
import pytest

from tests.support.postgres import Postgres, name_of, plain
from tests.support.server import Server


@pytest.mark.parametrize("visit", [1, 2])
def test_each_test_has_an_empty_database(database_url: str, visit: int) -> None:
    with psycopg.connect(plain(database_url), autocommit=True) as connection:
        connection.execute("CREATE TABLE permohonan (id int)")

        assert connection.execute("SELECT count(*) FROM permohonan").fetchone() == (0,), visit


def test_a_database_can_be_made_from_a_migrated_one(postgres: Postgres) -> None:
    migrated = postgres.create_database()
    with psycopg.connect(plain(migrated), autocommit=True) as connection:
        connection.execute("CREATE TABLE izin (id int)")

    copy = postgres.create_database(template=name_of(migrated))

    with psycopg.connect(plain(copy)) as connection:
        assert connection.execute("SELECT count(*) FROM izin").fetchone() == (0,)
    postgres.drop_database(copy)
    postgres.drop_database(migrated)


def test_the_server_speaks_the_sql_of_postgresql_15_or_later(database_url: str) -> None:
    with psycopg.connect(plain(database_url)) as connection:
        assert connection.info.server_version >= 150000


def test_what_was_committed_outlives_a_kill_of_the_server(private_postgres: Server) -> None:
    url = Postgres(private_postgres.address).create_database()
    with psycopg.connect(plain(url), autocommit=True) as connection:
        connection.execute("CREATE TABLE izin AS SELECT 1 AS id")

    private_postgres.kill()
    private_postgres.start()

    with psycopg.connect(plain(url)) as connection:
        assert connection.execute("SELECT id FROM izin").fetchone() == (1,)
