"""Goals in PostgreSQL, and what pelaporan knows of them."""
