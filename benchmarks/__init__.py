"""The promises of speed, one file each; off by default (`make bench`)."""
