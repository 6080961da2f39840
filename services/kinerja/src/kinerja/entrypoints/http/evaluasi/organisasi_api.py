"""REST: the capaian of units, the spread of predikat, and the closing of a period."""

from __future__ import annotations

from typing import Any

from chassis.http import Blueprint, current_pengguna, requires
from kinerja.application.evaluasi import EvaluasiApplication
from kinerja.application.evaluasi.organisasi import ClosePeriode, SetCapaian
from kinerja.application.wewenang import Scope
from kinerja.domain.predikat import CapaianOrganisasi
from kinerja.entrypoints.http.evaluasi import schemas


def build_penutupan_api(evaluasi: EvaluasiApplication) -> Blueprint:
    """Return the routes."""
    api = Blueprint("penutupan", __name__, description="The spread of predikat in a unit, and its closing")

    @api.route("/v1/evaluasi/sebaran")
    @requires(Scope.EVALUASI_BACA)
    @api.arguments(schemas.UnitPeriodeSchema, location="query")
    @api.response(200, schemas.SebaranUnitSchema)
    def get_sebaran(query: dict[str, Any]) -> Any:
        """Return the spread of a unit with those below it, and its findings."""
        return evaluasi.get_sebaran(current_pengguna(), query["unit_id"], query["periode"])

    @api.route("/v1/evaluasi/rekap")
    @requires(Scope.EVALUASI_REKAP)
    @api.arguments(schemas.PeriodeQuery, location="query")
    @api.response(200, schemas.DaftarRekapEvaluasiSchema)
    def get_rekap(query: dict[str, Any]) -> Any:
        """Return the progress of a period by unit."""
        return {"data": evaluasi.get_rekap(current_pengguna(), query["periode"])}

    @api.route("/v1/evaluasi/capaian", methods=["POST"])
    @requires(Scope.CAPAIAN_TETAPKAN)
    @api.arguments(schemas.SetCapaianSchema)
    @api.response(201, schemas.CapaianUnitSchema)
    def set_capaian(body: dict[str, Any]) -> Any:
        """Set how a unit did in a period; set anew it counts its versions."""
        capaian = CapaianOrganisasi(body["capaian"])
        return evaluasi.set_capaian(SetCapaian(pengguna=current_pengguna(), **body | {"capaian": capaian}))

    @api.route("/v1/evaluasi/tutup", methods=["POST"])
    @requires(Scope.CAPAIAN_TETAPKAN)
    @api.arguments(schemas.ClosePeriodeSchema)
    @api.response(201, schemas.PenutupanSchema)
    def close_periode(body: dict[str, Any]) -> Any:
        """Close a period for a unit with those below it, or for a whole agency."""
        closed = evaluasi.close_periode(ClosePeriode(pengguna=current_pengguna(), **body))
        return {**vars(closed.penutupan), "temuan": closed.temuan}

    return api
