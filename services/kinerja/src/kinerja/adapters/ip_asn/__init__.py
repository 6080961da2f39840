"""The index of professionalism in PostgreSQL."""
