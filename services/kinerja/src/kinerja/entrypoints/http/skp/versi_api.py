"""REST: the versions of an SKP, and what is different between one and the plan as it stands."""

from __future__ import annotations

from typing import Any

from chassis.domain import NotFound
from chassis.http import Blueprint, current_pengguna, requires
from kinerja.application.skp import SkpApplication
from kinerja.application.wewenang import Scope
from kinerja.entrypoints.http.skp import schemas


def add_versi(api: Blueprint, skp: SkpApplication) -> None:
    """Add the routes."""

    @api.route("/v1/skp/<skp_id>/versi")
    @requires(Scope.SKP_BACA)
    @api.response(200, schemas.DaftarVersiSchema)
    def list_versi(skp_id: str) -> Any:
        """Return what was established, the newest first."""
        return {"data": skp.list_versi(current_pengguna(), skp_id)}

    @api.route("/v1/skp/<skp_id>/versi/<versi>")
    @requires(Scope.SKP_BACA)
    @api.response(200, schemas.VersiSchema)
    def get_versi(skp_id: str, versi: str) -> Any:
        """Return a version with its rows; the highest is the one in force."""
        return skp.get_versi(current_pengguna(), skp_id, read_versi(skp_id, versi))

    @api.route("/v1/skp/<skp_id>/perbandingan")
    @requires(Scope.SKP_BACA)
    @api.arguments(schemas.BandingQuery, location="query", first=lambda skp_id: skp.get_skp(current_pengguna(), skp_id))
    @api.response(200, schemas.PerbandinganSchema)
    def compare_skp(query: dict[str, Any], skp_id: str) -> Any:
        """Return the plan as it is written now beside a version."""
        return skp.compare_skp(current_pengguna(), skp_id, query["dengan"])


def read_versi(skp_id: str, versi: str) -> int:
    """Return the number of a version; what is no number is the number of none."""
    if not (versi.isascii() and versi.isdigit() and len(versi) <= 5):
        raise NotFound("versi.not_found", skp_id=skp_id)
    return int(versi)
