"""What all tests lean on: Kafka and PostgreSQL of the run's own, and waiting without sleeping."""
