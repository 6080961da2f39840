"""Tests across services, and what all tests lean on."""
