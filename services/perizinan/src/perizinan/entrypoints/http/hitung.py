"""REST: formulas that anyone may try."""

from __future__ import annotations

from typing import Any

from marshmallow import fields, validate

from chassis.http import Blueprint, Schema, public
from perizinan.domain.retribusi import compute_retribusi_pbg


class RetribusiRequest(Schema):
    """The factors of the formula; decimals, as strings or numbers."""

    rumus = fields.String(required=True, validate=validate.OneOf(["pbg"]))
    luas = fields.Decimal(required=True)
    ilo = fields.Decimal(required=True)
    shst = fields.Decimal(required=True)
    it = fields.Decimal(required=True)
    ibg = fields.Decimal(required=True)


class RetribusiSchema(Schema):
    """The fee in whole rupiah."""

    retribusi = fields.String(required=True)


def make_hitung_api() -> Blueprint:
    """Return the routes of the formulas."""
    api = Blueprint("hitung", __name__, description="Rumus")

    @api.route("/v1/hitung/retribusi", methods=["POST"])
    @public
    @api.arguments(RetribusiRequest)
    @api.response(200, RetribusiSchema)
    def compute_retribusi(body: dict[str, Any]) -> Any:
        """The fee of a building approval."""
        factors = {name: value for name, value in body.items() if name != "rumus"}
        return {"retribusi": f"{compute_retribusi_pbg(**factors):f}"}

    return api
