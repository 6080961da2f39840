"""REST: of whom nobody asks an SKP."""

from __future__ import annotations

from typing import Any

from marshmallow import fields, validate

from chassis.http import Blueprint, Schema, current_pengguna, etag, expected_version, requires
from kinerja.application.evaluasi import EvaluasiApplication
from kinerja.application.evaluasi.pengecualian import (
    EndPengecualian,
    ExemptPegawai,
    GetPengecualian,
    ListPengecualian,
)
from kinerja.application.orang import refuse_own
from kinerja.application.wewenang import Scope
from kinerja.domain.pengecualian import AlasanPengecualian
from kinerja.entrypoints.http.answers import Answer, check_version


class EndPengecualianSchema(Schema):
    """The last day."""

    sampai = fields.Date(required=True)


class ExemptPegawaiSchema(Schema):
    """Why, on which basis, and in which time; without ``sampai`` it goes on."""

    alasan_kode = fields.String(required=True, validate=validate.OneOf(list(AlasanPengecualian)))
    dasar = fields.String(required=True)
    dari = fields.Date(required=True)
    sampai = fields.Date(load_default=None, allow_none=True)


class PengecualianSchema(Schema):
    """An exemption."""

    id = fields.String()
    pegawai_id = fields.String()
    alasan_kode = fields.String()
    dasar = fields.String()
    dari = fields.Date()
    sampai = fields.Date(allow_none=True)
    version = fields.Integer()


class DaftarPengecualianSchema(Schema):
    """The exemptions of a person."""

    data = fields.List(fields.Nested(PengecualianSchema))


def build_pengecualian_api(evaluasi: EvaluasiApplication) -> Blueprint:
    """Return the routes."""
    api = Blueprint("pengecualian", __name__, description="Of whom nobody asks an SKP (PP 30/2019 ps 23)")

    @api.route("/v1/pegawai/<pegawai_id>/pengecualian")
    @requires(Scope.PEGAWAI_UBAH)
    @api.response(200, DaftarPengecualianSchema)
    def list_pengecualian(pegawai_id: str) -> Any:
        """Return the exemptions of a person, the newest first."""
        query = ListPengecualian(pengguna=current_pengguna(), pegawai_id=pegawai_id)
        return {"data": evaluasi.list_pengecualian(query)}

    def check_pegawai(pegawai_id: str) -> None:
        evaluasi.list_pengecualian(ListPengecualian(pengguna=current_pengguna(), pegawai_id=pegawai_id))
        refuse_own(current_pengguna(), pegawai_id, "pengecualian.own")

    @api.route("/v1/pegawai/<pegawai_id>/pengecualian", methods=["POST"])
    @requires(Scope.PEGAWAI_UBAH)
    @api.arguments(ExemptPegawaiSchema, first=check_pegawai)
    @api.response(201, PengecualianSchema)
    def exempt_pegawai(body: dict[str, Any], pegawai_id: str) -> Answer:
        """Record that nobody asks an SKP of a person in a time."""
        kode = AlasanPengecualian(body["alasan_kode"])
        command = ExemptPegawai(pengguna=current_pengguna(), pegawai_id=pegawai_id, **body | {"alasan_kode": kode})
        made = evaluasi.exempt_pegawai(command)
        return made, 201, etag(made.version)

    def check_pengecualian(pengecualian_id: str) -> None:
        query = GetPengecualian(pengguna=current_pengguna(), pengecualian_id=pengecualian_id)
        found = evaluasi.get_pengecualian(query)
        refuse_own(query.pengguna, found.pegawai_id, "pengecualian.own")
        check_version(found.version)

    @api.route("/v1/pengecualian/<pengecualian_id>/end", methods=["POST"])
    @requires(Scope.PEGAWAI_UBAH)
    @api.arguments(EndPengecualianSchema, first=check_pengecualian)
    @api.response(200, PengecualianSchema)
    def end_pengecualian(body: dict[str, Any], pengecualian_id: str) -> Answer:
        """Set the last day of an exemption; needs If-Match."""
        command = EndPengecualian(
            pengguna=current_pengguna(),
            pengecualian_id=pengecualian_id,
            expected_version=expected_version(),
            sampai=body["sampai"],
        )
        ended = evaluasi.end_pengecualian(command)
        return ended, 200, etag(ended.version)

    return api
