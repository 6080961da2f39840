"""Appraisals over HTTP: the routes and the pages."""

from __future__ import annotations

from flask import Blueprint as Pages

from chassis.domain import Clock
from chassis.http import Blueprint
from kinerja.application import Application
from kinerja.application.evaluasi import EvaluasiApplication
from kinerja.entrypoints.http.evaluasi.api import build_evaluasi_api as build_api
from kinerja.entrypoints.http.evaluasi.form_pages import build_forms
from kinerja.entrypoints.http.evaluasi.massal_api import build_massal_api
from kinerja.entrypoints.http.evaluasi.massal_pages import build_massal_pages
from kinerja.entrypoints.http.evaluasi.organisasi_api import build_penutupan_api
from kinerja.entrypoints.http.evaluasi.pages import build_shown
from kinerja.entrypoints.http.evaluasi.pengecualian_api import build_pengecualian_api
from kinerja.entrypoints.http.evaluasi.pengecualian_pages import build_pengecualian_pages
from kinerja.entrypoints.http.evaluasi.rekap_pages import build_rekap_pages


def build_evaluasi_api(evaluasi: EvaluasiApplication) -> list[Blueprint]:
    """Return the blueprints over the use cases of appraisals."""
    return [
        build_api(evaluasi),
        build_massal_api(evaluasi),
        build_penutupan_api(evaluasi),
        build_pengecualian_api(evaluasi),
    ]


def build_evaluasi_pages(application: Application, clock: Clock) -> list[Pages]:
    """Return the pages of appraisals."""
    return [
        build_shown(application, clock),
        build_rekap_pages(application, clock),
        build_forms(application),
        build_massal_pages(application, clock),
        build_pengecualian_pages(application),
    ]
