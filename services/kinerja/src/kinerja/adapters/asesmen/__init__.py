"""Assessments in PostgreSQL."""
