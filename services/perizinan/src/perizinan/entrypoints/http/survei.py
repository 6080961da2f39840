"""REST: the satisfaction survey, answered by the holder of the receipt; limited by address."""

from __future__ import annotations

from typing import Any

from marshmallow import ValidationError, fields

from chassis.http import Blueprint, Schema, limited, public
from perizinan.application import Application
from perizinan.application.survei.answer import AnswerSurvei
from perizinan.domain.survei import UNSUR


class NilaiField(fields.Field[int]):
    """An answer, 1 to 4, and nothing that only looks like one."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> int:
        if type(value) is not int or not 1 <= value <= 4:
            raise ValidationError("Pilih 1, 2, 3 atau 4")
        return value


JawabanSchema = Schema.from_dict({unsur: NilaiField(required=True) for unsur in UNSUR}, name="JawabanSurveiSchema")


class SurveiRequest(Schema):
    """Number and key of the receipt, and the nine answers."""

    nomor_registrasi = fields.String(required=True)
    kunci = fields.String(required=True)
    jawaban = fields.Nested(JawabanSchema, required=True)


class SurveiSchema(Schema):
    """That the answers were taken in."""

    nomor_registrasi = fields.String(required=True)
    status = fields.String(required=True)


def make_survei_api(application: Application) -> Blueprint:
    """Return the route of the survey."""
    api = Blueprint("survei", __name__, description="Survei kepuasan masyarakat")

    @api.route("/v1/survei", methods=["POST"])
    @public
    @limited()
    @api.arguments(SurveiRequest)
    @api.response(201, SurveiSchema)
    def answer_survei(body: dict[str, Any]) -> Any:
        """Answer once, after the licence was issued."""
        application.answer_survei(AnswerSurvei(**body))
        return {"nomor_registrasi": body["nomor_registrasi"], "status": "terisi"}

    return api
