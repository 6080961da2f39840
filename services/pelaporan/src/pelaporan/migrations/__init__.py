"""The migrations of pelaporan."""
