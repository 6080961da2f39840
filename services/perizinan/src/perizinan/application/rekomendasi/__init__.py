"""Use cases on the task of a partner."""
