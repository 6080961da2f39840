"""Hands over to the command line."""

from pelaporan.main import cli

cli()
