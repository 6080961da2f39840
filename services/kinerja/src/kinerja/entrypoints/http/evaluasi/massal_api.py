"""REST: an assessor rates many people at once."""

from __future__ import annotations

from typing import Any

from marshmallow import fields, validate

from chassis.http import Blueprint, Schema, current_pengguna, requires
from chassis.problem import Katalog
from kinerja.application.evaluasi import EvaluasiApplication
from kinerja.application.evaluasi.massal import BARIS_PALING_BANYAK, BarisMassal, Ditolak, EstablishMassal
from kinerja.application.wewenang import Scope
from kinerja.entrypoints.http.evaluasi.api import read_nilai
from kinerja.entrypoints.http.evaluasi.schemas import WriteEvaluasiSchema
from kinerja.entrypoints.problems import KALIMAT

_TEXT = validate.Length(max=200)
_KATALOG = Katalog(KALIMAT)
_FORBIDDEN = "Anda bukan penilai pegawai ini."


class BarisMassalSchema(WriteEvaluasiSchema):
    """Whom to rate, and how."""

    pegawai_id = fields.String(required=True, validate=_TEXT)


class EstablishMassalSchema(Schema):
    """The rows, all of one period."""

    periode = fields.String(required=True, validate=_TEXT)
    baris = fields.List(
        fields.Nested(BarisMassalSchema), required=True, validate=validate.Length(min=1, max=BARIS_PALING_BANYAK)
    )


class DitetapkanSchema(Schema):
    """A row that stands."""

    id = fields.String()
    pegawai_id = fields.String()
    predikat = fields.String()
    status = fields.String()
    version = fields.Integer()


class DitolakSchema(Schema):
    """A row that was refused, as a problem of its own."""

    pegawai_id = fields.String()
    code = fields.String()
    detail = fields.String()
    errors = fields.Dict(keys=fields.String(), values=fields.List(fields.String()))


class HasilMassalSchema(Schema):
    """What became of the rows."""

    ditetapkan = fields.List(fields.Nested(DitetapkanSchema))
    ditolak = fields.List(fields.Nested(DitolakSchema))


def build_massal_api(evaluasi: EvaluasiApplication) -> Blueprint:
    """Return the route."""
    api = Blueprint("evaluasi_massal", __name__, description="Appraisals of many people at once")

    @api.route("/v1/evaluasi/massal", methods=["POST"])
    @requires(Scope.EVALUASI_TETAPKAN)
    @api.arguments(EstablishMassalSchema)
    @api.response(200, HasilMassalSchema)
    def establish_massal(body: dict[str, Any]) -> Any:
        """Rate and establish every person who may be; the others come back with the reason, unchanged."""
        baris = [BarisMassal(pegawai_id=row["pegawai_id"], nilai=read_nilai(row)) for row in body["baris"]]
        command = EstablishMassal(pengguna=current_pengguna(), periode=body["periode"], baris=baris)
        hasil = evaluasi.establish_massal(command)
        refused = [
            {"pegawai_id": each.pegawai_id, "code": each.code, "errors": each.errors, "detail": tell_penolakan(each)}
            for each in hasil.ditolak
        ]
        return {"ditetapkan": hasil.ditetapkan, "ditolak": refused}

    return api


def tell_penolakan(each: Ditolak) -> str:
    """Return why a row was refused, as a sentence."""
    return _FORBIDDEN if each.code == "auth.forbidden" else _KATALOG.sentence(each.code, each.detail)
