"""SKP over HTTP: the routes and the pages."""

from __future__ import annotations

from flask import Blueprint

from chassis.domain import Clock
from kinerja.application import Application
from kinerja.entrypoints.http.skp.dialog_pages import build_dialog_pages
from kinerja.entrypoints.http.skp.form_pages import build_skp_forms
from kinerja.entrypoints.http.skp.pages import build_skp_pages as build_shown
from kinerja.entrypoints.http.skp.rekap_pages import build_rekap_pages


def build_skp_pages(application: Application, clock: Clock) -> list[Blueprint]:
    """Return the pages of SKP."""
    return [
        build_shown(application, clock),
        build_skp_forms(application, clock),
        build_dialog_pages(application.skp),
        build_rekap_pages(application, clock),
    ]
