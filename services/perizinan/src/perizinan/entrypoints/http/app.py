"""The HTTP application of perizinan: REST, pages, and the shell around them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Flask

from chassis.cli import Rooms
from chassis.http import create_app
from perizinan.entrypoints.peran import PERAN

if TYPE_CHECKING:
    from perizinan.bootstrap import Perizinan


def create_http(rooms: Rooms, service: Perizinan) -> Flask:
    """Return the application."""
    return create_app(rooms.settings, engine=rooms.engine, peran=PERAN)
