"""Dead letters over REST: ``GET /v1/surat-mati`` and ``POST /v1/surat-mati/{id}/resend``."""

from __future__ import annotations

from typing import Any

from marshmallow import fields
from sqlalchemy import Engine

from chassis.consumer import Handler, list_dead_letters, resend
from chassis.http.blueprint import Blueprint
from chassis.http.schema import HalamanQuery, Schema, make_page, make_page_schema
from chassis.identity.scope import requires

SCOPE_READ = "surat_mati.baca"
SCOPE_RESEND = "surat_mati.kirim"


class SuratMatiSchema(Schema):
    """An event that could not be read: where it came from, why, how often it was tried."""

    id = fields.Integer(required=True)
    sumber = fields.String(required=True)
    posisi = fields.Integer(required=True)
    event_id = fields.String(required=True)
    tipe = fields.String(required=True)
    subjek = fields.String(required=True)
    waktu = fields.AwareDateTime(required=True)
    asal = fields.Dict(required=True)
    alasan = fields.String(required=True)
    percobaan = fields.Integer(required=True)
    diterima_pada = fields.AwareDateTime(required=True)
    selesai_pada = fields.AwareDateTime(allow_none=True)


class SuratMatiQuery(HalamanQuery):
    """Which letters."""

    semua = fields.Boolean(load_default=False)


def create_surat_mati(engine: Engine, handler: Handler) -> Blueprint:
    """Return the blueprint; roles need :data:`SCOPE_READ` and :data:`SCOPE_RESEND`."""
    api = Blueprint("surat_mati", __name__, description="Peristiwa yang tidak terbaca")

    @api.route("/v1/surat-mati")
    @requires(SCOPE_READ)
    @api.arguments(SuratMatiQuery, location="query")
    @api.response(200, make_page_schema(SuratMatiSchema))
    def list_surat_mati(query: dict[str, Any]) -> dict[str, Any]:
        """The dead letters that wait (or all), newest first."""
        with engine.connect() as conn:
            letters, jumlah = list_dead_letters(conn, **query)
        return make_page(letters, query=query, jumlah=jumlah)

    @api.route("/v1/surat-mati/<int:id>/resend", methods=["POST"])
    @requires(SCOPE_RESEND)
    @api.response(200)
    def resend_surat_mati(id: int) -> dict[str, Any]:  # noqa: A002 - the path's own name
        """Take a dead letter in again."""
        resend(engine, handler, id)
        return {"id": id, "status": "terkirim"}

    return api
