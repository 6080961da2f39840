"""REST and pages of perizinan."""
