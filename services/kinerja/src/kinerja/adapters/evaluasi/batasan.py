"""Which constraint of the database refused a row."""

from __future__ import annotations

import psycopg
from sqlalchemy.exc import IntegrityError


def violates(error: IntegrityError, constraint: str) -> bool:
    """Tell whether the row was refused by the constraint of this name; any other refusal is a bug or another matter."""
    return isinstance(error.orig, psycopg.Error) and error.orig.diag.constraint_name == constraint
