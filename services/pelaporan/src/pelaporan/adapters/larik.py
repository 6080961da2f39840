"""Columns of many rows as PostgreSQL array literals (*larik*): one round trip, and no adapter call for each element."""

from __future__ import annotations

from collections.abc import Iterable


def text_array(values: Iterable[str]) -> str:
    """Return a literal of ``text[]``."""
    values = list(values)
    joined = "".join(values)
    if '"' in joined or "\\" in joined:
        values = [value.replace("\\", "\\\\").replace('"', '\\"') for value in values]
    return '{"' + '","'.join(values) + '"}' if values else "{}"


def number_array(values: Iterable[int | None]) -> str:
    """Return a literal of ``int[]`` or ``bigint[]``."""
    return "{" + ",".join(["NULL" if value is None else str(value) for value in values]) + "}"
