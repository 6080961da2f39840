"""Use cases on a permohonan, one module each."""
