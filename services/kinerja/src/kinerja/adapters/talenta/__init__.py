"""The talent map in PostgreSQL."""
