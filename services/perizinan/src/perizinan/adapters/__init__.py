"""The world outside, behind the ports of the application layer."""
