"""REST: permohonan, from a draft to what may be read of them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from chassis.domain import Clock
from chassis.http import (
    Blueprint,
    HalamanQuery,
    current_pengguna,
    etag,
    expected_version,
    make_page,
    make_page_schema,
    requires,
)
from perizinan.application import Application
from perizinan.application.permohonan.create import CreatePermohonan
from perizinan.application.permohonan.delete_draf import DeleteDraf
from perizinan.application.ports import Acuan
from perizinan.application.queries import Saringan
from perizinan.application.tinjauan import show_permohonan
from perizinan.entrypoints.http import permohonan_schema as schema
from perizinan.entrypoints.http.answers import Answer, to_baris, to_permohonan, to_step


def make_permohonan_api(application: Application, acuan: Acuan, clock: Clock) -> Blueprint:
    """Return the routes of drafts, files and lists."""
    api = Blueprint("permohonan", __name__, description="Permohonan")

    @api.route("/v1/permohonan", methods=["POST"])
    @requires("permohonan.ajukan")
    @api.arguments(schema.CreateRequest)
    @api.response(201, schema.StepSchema)
    def create_permohonan(body: dict[str, Any]) -> Answer:
        """Begin a draft."""
        permohonan = application.create_permohonan(CreatePermohonan(pengguna=current_pengguna(), **body))
        answer, _, headers = to_step(permohonan)
        return answer, 201, {**headers, "Location": f"/v1/permohonan/{permohonan.id}"}

    @api.route("/v1/permohonan")
    @requires("permohonan.baca")
    @api.arguments(schema.PermohonanQuery, location="query")
    @api.response(200, make_page_schema(schema.BarisPermohonanSchema))
    def list_permohonan(query: dict[str, Any]) -> Any:
        """The permohonan that are the caller's to know of."""
        query["status"] = [status for status in query["status"] if status]
        found = application.queries.list_permohonan(current_pengguna(), Saringan(**query))
        return make_page([to_baris(baris, acuan) for baris in found.data], query=query, jumlah=found.jumlah)

    @api.route("/v1/permohonan/<uuid:id>")
    @requires("permohonan.baca")
    @api.response(200, schema.PermohonanSchema)
    def get_permohonan(id: UUID) -> Answer:  # noqa: A002 - the path's own name
        """A file, as far as the caller sees it."""
        pengguna = current_pengguna()
        tinjauan = show_permohonan(application.queries.get_permohonan(pengguna, id), pengguna)
        return to_permohonan(tinjauan, acuan, clock.now()), 200, etag(tinjauan.permohonan.version)

    @api.route("/v1/permohonan/<uuid:id>", methods=["DELETE"])
    @requires("permohonan.ajukan")
    @api.response(204)
    def delete_draf(id: UUID) -> None:  # noqa: A002
        """Throw a draft away."""
        command = DeleteDraf(permohonan_id=id, version=expected_version(), pengguna=current_pengguna())
        application.delete_draf(command)

    @api.route("/v1/permohonan/<uuid:id>/jejak")
    @requires("permohonan.baca")
    @api.arguments(HalamanQuery, location="query")
    @api.response(200, make_page_schema(schema.JejakSchema))
    def list_jejak(query: dict[str, Any], id: UUID) -> Any:  # noqa: A002
        """The audit trail of a file, oldest first."""
        rows = application.queries.list_jejak(current_pengguna(), id)
        begin = (query["halaman"] - 1) * query["per_halaman"]
        return make_page(rows[begin : begin + query["per_halaman"]], query=query, jumlah=len(rows))

    return api
