"""Use cases on a unit."""
