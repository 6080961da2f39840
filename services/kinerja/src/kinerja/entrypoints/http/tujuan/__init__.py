"""HTTP of the goals: the API and the pages."""

from __future__ import annotations

from flask import Blueprint as Pages

from chassis.domain import Clock
from chassis.http import Blueprint
from kinerja.application import Application
from kinerja.application.tujuan import TujuanApplication
from kinerja.entrypoints.http.tujuan.indikator_api import (
    build_indikator_api,
    build_realisasi_api,
    build_sanggahan_api,
)
from kinerja.entrypoints.http.tujuan.indikator_pages import build_indikator_forms, build_indikator_pages
from kinerja.entrypoints.http.tujuan.perjanjian_pages import build_perjanjian_pages
from kinerja.entrypoints.http.tujuan.pohon_api import build_perjanjian_api, build_pohon_api
from kinerja.entrypoints.http.tujuan.pohon_pages import build_pohon_pages
from kinerja.entrypoints.http.tujuan.rencana_aksi_api import build_rencana_aksi_api
from kinerja.entrypoints.http.tujuan.rencana_aksi_pages import build_rencana_aksi_pages


def build_tujuan_api(tujuan: TujuanApplication) -> list[Blueprint]:
    """Return the blueprints over the use cases of goals."""
    return [
        build_indikator_api(tujuan),
        build_realisasi_api(tujuan),
        build_sanggahan_api(tujuan),
        build_pohon_api(tujuan),
        build_perjanjian_api(tujuan),
        build_rencana_aksi_api(tujuan),
    ]


def build_tujuan_pages(application: Application, clock: Clock, pelaporan: str) -> list[Pages]:
    """Return the pages of goals; ``pelaporan`` is the address of that service, where a value says why it is."""
    return [
        build_pohon_pages(application, clock),
        build_indikator_pages(application, clock, pelaporan),
        build_indikator_forms(application, clock),
        build_perjanjian_pages(application, clock),
        build_rencana_aksi_pages(application, clock),
    ]
