"""The ways in: HTTP, gRPC, events, the command line, and time."""
