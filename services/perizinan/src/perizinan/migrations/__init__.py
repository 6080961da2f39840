"""Alembic revisions of perizinan."""
