"""The read that every request makes: one prepared statement on a pooled connection, without a transaction around it.

It goes to the driver directly, for SQLAlchemy's result machinery costs three times the statement itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

import psycopg
from sqlalchemy import Engine

from chassis.database.pipeline import PipelineConnection, Statement, run

Row = tuple[Any, ...]


def fetch_one(engine: Engine, query: Statement, values: Mapping[str, Any]) -> Row | None:
    """Return the row, or None; a connection that died in the pool is replaced and the read repeated once."""
    try:
        return _fetch(engine, query, values)
    except psycopg.OperationalError:
        return _fetch(engine, query, values)


def _fetch(engine: Engine, query: Statement, values: Mapping[str, Any]) -> Row | None:
    pooled = engine.raw_connection()
    try:
        rows = run(cast(PipelineConnection, pooled.driver_connection), (query, values), begin=False)[0].rows()
    except psycopg.Error:
        pooled.invalidate()
        raise
    finally:
        pooled.close()
    return rows[0] if rows else None
