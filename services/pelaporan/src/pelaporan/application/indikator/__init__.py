"""The use cases around indicators."""
