"""REST: the talent map."""

from __future__ import annotations

from typing import Any

from chassis.http import Blueprint, current_pengguna, etag, make_page, make_page_schema, requires
from kinerja.application.talenta import TalentaApplication
from kinerja.application.talenta.map_talenta import MapTalenta
from kinerja.application.talenta.queries import SaringTalenta
from kinerja.application.wewenang import Scope
from kinerja.entrypoints.http.answers import Answer
from kinerja.entrypoints.http.talenta import schemas

KOTAK = range(1, 10)


def build_talenta_api(talenta: TalentaApplication) -> Blueprint:
    """Return the routes."""
    api = Blueprint("talenta", __name__, description="The talent map: nine boxes, with the reasons for each")

    @api.route("/v1/talenta")
    @requires(Scope.TALENTA_BACA)
    @api.arguments(schemas.TalentaQuery, location="query")
    @api.response(200, schemas.PetaTalentaSchema)
    def get_peta(query: dict[str, Any]) -> Any:
        """Return the map within reach: the caller's own box, those of the people below, or all for BKPSDM."""
        found = talenta.get_peta(current_pengguna(), SaringTalenta(**query))
        return make_page(found.data, query=query, jumlah=found.jumlah) | {
            "tahun": found.tahun,
            "kotak": {str(number): found.kotak.get(number, 0) for number in KOTAK},
        }

    @api.route("/v1/talenta/belum")
    @requires(Scope.TALENTA_REKAP)
    @api.arguments(schemas.BelumQuery, location="query")
    @api.response(200, make_page_schema(schemas.BelumSchema))
    def list_belum(query: dict[str, Any]) -> Any:
        """Return who in service cannot be placed, and why."""
        found = talenta.list_belum(current_pengguna(), SaringTalenta(**query))
        return make_page(found.data, query=query, jumlah=found.jumlah)

    @api.route("/v1/pegawai/<pegawai_id>/talenta")
    @requires(Scope.TALENTA_BACA)
    @api.arguments(schemas.TalentaOrangQuery, location="query")
    @api.response(200, schemas.TalentaOrangSchema)
    def get_talenta(query: dict[str, int | None], pegawai_id: str) -> Any:
        """Return the box of a person with its reasons, or what is missing for one."""
        found = talenta.get_talenta(current_pengguna(), pegawai_id, query["tahun"])
        return {
            "pegawai_id": pegawai_id,
            "tahun": found.tahun,
            "talenta": found.talenta,
            "tindakan": found.tindakan,
            "sebab": found.sebab,
        }

    @api.route("/v1/pemetaan-talenta", methods=["POST"])
    @requires(Scope.TALENTA_PETAKAN)
    @api.arguments(schemas.MapTalentaSchema)
    @api.response(201, schemas.PemetaanTalentaSchema)
    def map_talenta(body: dict[str, int]) -> Answer:
        """Place everyone who has an established evaluation of the year and an assessment that holds."""
        pengguna = current_pengguna()
        run = talenta.map_talenta(MapTalenta(pengguna=pengguna, tahun=body["tahun"]))
        return talenta.get_pemetaan(pengguna, run.id), 201, etag(1)

    @api.route("/v1/pemetaan-talenta/<pemetaan_id>")
    @requires(Scope.TALENTA_REKAP)
    @api.response(200, schemas.PemetaanTalentaSchema)
    def get_pemetaan(pemetaan_id: str) -> Answer:
        """Return a run of the mapping."""
        return talenta.get_pemetaan(current_pengguna(), pemetaan_id), 200, etag(1)

    return api
