"""Feedback in PostgreSQL."""
