"""SKP in PostgreSQL."""
