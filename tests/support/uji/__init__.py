"""A service made up for the chassis' tests: one aggregate, one effect of each event, and its processes."""
