"""The world outside: PostgreSQL, the outbox, the model regency."""
