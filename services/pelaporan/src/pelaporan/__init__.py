"""Reform reporting: indicators aggregated from the event streams, each able to say why."""
