"""HTTP: the application every service starts from, and what its views use."""

from chassis.http.access import Route, ScopeMissing, routes
from chassis.http.app import create_app
from chassis.http.blueprint import Blueprint
from chassis.http.context import client_address, current_pengguna, limited, visitor
from chassis.http.csv_line import csv_line
from chassis.http.halaman import cut_page, cut_rows, wanted_halaman
from chassis.http.health import Check, Health, HealthServer, database_check, wait_for
from chassis.http.kabar_sekali import redirect_with, take_kabar
from chassis.http.pages import local_path
from chassis.http.schema import HalamanQuery, ProblemSchema, Schema, make_page, make_page_schema
from chassis.http.server import Background, serve
from chassis.http.surat_mati import create_surat_mati
from chassis.http.version import UNKNOWN_VERSION, etag, expected_version, require_version, with_etag
from chassis.identity.scope import PUBLIC, SIGNED_IN, public, requires

__all__ = [
    "PUBLIC",
    "SIGNED_IN",
    "UNKNOWN_VERSION",
    "Background",
    "Blueprint",
    "Check",
    "HalamanQuery",
    "Health",
    "HealthServer",
    "ProblemSchema",
    "Route",
    "Schema",
    "ScopeMissing",
    "client_address",
    "create_app",
    "create_surat_mati",
    "csv_line",
    "current_pengguna",
    "cut_page",
    "cut_rows",
    "database_check",
    "etag",
    "expected_version",
    "limited",
    "local_path",
    "make_page",
    "make_page_schema",
    "public",
    "redirect_with",
    "require_version",
    "requires",
    "routes",
    "serve",
    "take_kabar",
    "visitor",
    "wait_for",
    "wanted_halaman",
    "with_etag",
]
