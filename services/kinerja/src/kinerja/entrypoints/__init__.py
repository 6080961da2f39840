"""The ways into the service."""
