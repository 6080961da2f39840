"""The promises of speed: programs that print ratios measured in one run, never timed tests."""
