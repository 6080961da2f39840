"""Use cases on the satisfaction survey."""
