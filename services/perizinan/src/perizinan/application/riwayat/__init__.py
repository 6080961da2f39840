"""Use cases on the record of another system."""
