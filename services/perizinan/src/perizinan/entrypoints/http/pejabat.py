"""REST: the officers to whom a file can be given."""

from __future__ import annotations

from typing import Any

from marshmallow import fields

from chassis.http import Blueprint, Schema, current_pengguna, requires
from perizinan.application.ports import PejabatDirectory


class PejabatSchema(Schema):
    """An officer; the name is empty while kinerja is away, for names are not on the bus."""

    pegawai_id = fields.String(required=True)
    nama = fields.String(required=True)
    jabatan = fields.String(required=True)


class DaftarPejabatSchema(Schema):
    """The officers in service, and whether they come from our own copy because kinerja is away."""

    data = fields.List(fields.Nested(PejabatSchema), required=True)
    salinan = fields.Boolean(required=True)


def make_pejabat_api(pejabat: PejabatDirectory) -> Blueprint:
    """Return the route of those who give files out."""
    api = Blueprint("pejabat", __name__, description="Pejabat")

    @api.route("/v1/pejabat", methods=["GET"])
    @requires("permohonan.tugaskan")
    @api.response(200, DaftarPejabatSchema)
    def list_pejabat() -> dict[str, Any]:
        """List the officers in service of the caller's agency."""
        officers, is_copy = pejabat.list(current_pengguna().opd_kode or "")
        return {"data": officers, "salinan": is_copy}

    return api
