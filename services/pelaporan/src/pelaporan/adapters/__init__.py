"""The world of pelaporan: PostgreSQL, the events of the other services, files."""
