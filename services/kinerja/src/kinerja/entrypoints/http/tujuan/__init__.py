"""HTTP of the goals: the API and the pages."""

from __future__ import annotations

from chassis.http import Blueprint
from kinerja.application.tujuan import TujuanApplication
from kinerja.entrypoints.http.tujuan.indikator_api import (
    build_indikator_api,
    build_realisasi_api,
    build_sanggahan_api,
)
from kinerja.entrypoints.http.tujuan.pohon_api import build_perjanjian_api, build_pohon_api


def build_tujuan_api(tujuan: TujuanApplication) -> list[Blueprint]:
    """Return the blueprints over the use cases of goals."""
    return [
        build_indikator_api(tujuan),
        build_realisasi_api(tujuan),
        build_sanggahan_api(tujuan),
        build_pohon_api(tujuan),
        build_perjanjian_api(tujuan),
    ]
