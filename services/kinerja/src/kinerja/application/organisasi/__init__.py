"""Use cases on the organisation as a whole."""
