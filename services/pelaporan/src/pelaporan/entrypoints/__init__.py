"""The ways into pelaporan: events, HTTP, gRPC, timed jobs, commands."""
