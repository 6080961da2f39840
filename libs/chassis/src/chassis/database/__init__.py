"""PostgreSQL, the only database: engines, migrations, and the embedded server."""

from __future__ import annotations

import select
from contextlib import AbstractContextManager
from typing import Any, cast

import orjson
import psycopg
from psycopg.types.json import set_json_loads
from sqlalchemy import Connection, Engine, event
from sqlalchemy import create_engine as _create_engine
from sqlalchemy.exc import InvalidatePoolError

from chassis.database.pipeline import PipelineConnection

set_json_loads(orjson.loads)

__all__ = ["CLIENT_KEEPALIVES", "copy_rows", "create_engine", "raw"]

CLIENT_KEEPALIVES = {
    "connect_timeout": 5,
    "keepalives_idle": 10,
    "keepalives_interval": 3,
    "keepalives_count": 3,
    "tcp_user_timeout": 15000,
}
"""How soon a connection notices that the server's host has fallen silent: about twenty seconds."""


def create_engine(url: str, *, pool_size: int = 10) -> Engine:
    """Return an engine whose connections speak UTC and give up on locks after five seconds."""
    options = "-c timezone=UTC -c lock_timeout=5000 -c idle_in_transaction_session_timeout=60000"
    engine = _create_engine(
        url,
        pool_size=pool_size,
        max_overflow=pool_size,
        pool_pre_ping=False,  # a round trip each time; what _refuse_dead does costs a microsecond
        pool_timeout=5,
        connect_args={"options": options, "prepare_threshold": 2, **CLIENT_KEEPALIVES},
    )
    event.listen(engine, "do_connect", _connect)
    event.listen(engine, "checkout", _refuse_dead)
    return engine


def _connect(_dialect: object, _record: object, args: list[str], kwargs: dict[str, Any]) -> PipelineConnection:
    return PipelineConnection.connect(*args, **kwargs)


def _refuse_dead(connection: psycopg.Connection[object], _record: object, _proxy: object) -> None:
    """Have the pool replace what the server closed while it lay there, and all that is as old, for they are dead too.

    A server that ends or is killed closes its sockets, and a closed socket can be read from: this asks the kernel, not
    the server. What can be read from one that lives (a notice, a changed setting) is taken in.
    """
    pgconn = connection.pgconn
    socket = select.poll()
    try:
        socket.register(pgconn.socket, select.POLLIN)
        while socket.poll(0):
            pgconn.consume_input()
    except psycopg.OperationalError as error:
        raise InvalidatePoolError("the server closed the connection") from error


def raw(conn: Connection) -> PipelineConnection:
    """Return the driver's own connection, for COPY and arrays, within SQLAlchemy's transaction.

    The driver begins a transaction unseen; had SQLAlchemy not begun one, its ``commit()`` would do nothing and the
    pool would roll the work back.
    """
    if not conn.in_transaction():
        conn.begin()
    return cast(PipelineConnection, conn.connection.driver_connection)


def copy_rows(conn: Connection, statement: str, block: bytes) -> int:
    """Run a ``COPY … FROM STDIN`` with a prepared block of text-format lines; return the number of rows."""
    with raw(conn).cursor() as cursor:
        with cast("AbstractContextManager[psycopg.Copy]", cursor.copy(statement)) as copy:
            copy.write(block)
        return cursor.rowcount
