"""The ranges of the log: each holds a million rows, so that no index and no vacuum grows with the years."""

from __future__ import annotations

from typing import Any

import psycopg
from psycopg.sql import SQL, Identifier, Literal

RANGE = 1_000_000
"""Rows of a range."""

_END = """
SELECT max((regexp_match(pg_get_expr(c.relpartbound, c.oid), 'TO \\(''(\\d+)''\\)'))[1]::bigint)
FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid WHERE i.inhparent = 'log'::regclass
"""
# Attached and not made as a partition: that would wait for every reader of the log, and have others wait behind it.
_MAKE = SQL("""
CREATE TABLE {name} (LIKE log);
CREATE UNIQUE INDEX {index} ON {name} (posisi) WHERE posisi IS NOT NULL;
ALTER TABLE log ATTACH PARTITION {name} FOR VALUES FROM ({start}) TO ({end});
""")


def end_of_ranges(connection: psycopg.Connection[Any]) -> int:
    """Return the first ``urut`` for which there is no range."""
    row = connection.execute(_END).fetchone()
    return int(row[0]) if row and row[0] is not None else 0


def make_range(connection: psycopg.Connection[Any], start: int) -> int:
    """Make the range that begins at ``start``, and return the ``urut`` at which the next will begin."""
    name = f"log_{start}"
    with connection.transaction():
        connection.execute(
            _MAKE.format(
                name=Identifier(name),
                index=Identifier(f"{name}_posisi"),
                start=Literal(start),
                end=Literal(start + RANGE),
            )
        )
    return start + RANGE
