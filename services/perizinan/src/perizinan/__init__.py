"""One-stop permits with recommendations from partner agencies."""
