"""Development in PostgreSQL."""
