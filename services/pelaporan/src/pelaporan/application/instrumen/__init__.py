"""Use cases of the instruments."""
