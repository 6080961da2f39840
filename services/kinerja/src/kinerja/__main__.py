"""Hands over to the command line."""

from kinerja.main import cli

cli()
