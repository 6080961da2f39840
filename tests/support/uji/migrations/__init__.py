"""Alembic revisions of the made-up service."""
