"""Career facts in PostgreSQL."""
