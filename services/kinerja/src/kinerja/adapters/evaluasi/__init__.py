"""Appraisals in PostgreSQL."""
