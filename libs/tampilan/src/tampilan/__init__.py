"""tampilan."""
