"""REST: the working-day clock, explained day by day, open to anyone."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from marshmallow import ValidationError, fields, validate

from chassis.http import Blueprint, Schema, public
from perizinan.application.ports import Acuan
from perizinan.domain.jangka_waktu import JEDA_MAKS, JangkaWaktu, Jeda

_TANGGAL = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class TanggalField(fields.Field[date]):
    """A day, written 2026-06-22 and no other way."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> date:
        return read_tanggal(value)


class JedaField(fields.Field[Jeda]):
    """A pause, written 2026-06-24/2026-06-30: the day it begins, the day it ends."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Jeda:
        mulai, bar, henti = str(value).partition("/")
        if not bar:
            raise ValidationError("Tulis jeda sebagai 2026-06-24/2026-06-30.")
        return Jeda(read_tanggal(mulai), read_tanggal(henti))


class JangkaWaktuQuery(Schema):
    """From when, how many working days, which pauses."""

    mulai = TanggalField(required=True)
    hari = fields.String(
        required=True, validate=validate.Regexp(r"^-?[0-9]{1,9}\Z", error="Harus berupa bilangan bulat.")
    )
    jeda = fields.List(JedaField(), load_default=(), validate=validate.Length(max=JEDA_MAKS))


class HariSchema(Schema):
    """One day, explained."""

    tanggal = fields.Date(required=True)
    status = fields.String(required=True)
    keterangan = fields.String(required=True)


class JangkaWaktuSchema(Schema):
    """The due day, and every day up to it."""

    mulai = fields.Date(required=True, metadata={"description": "T0, day 0"})
    jatuh_tempo = fields.Date(required=True)
    hari = fields.List(fields.Nested(HariSchema), required=True)


def make_jangka_waktu_api(acuan: Acuan) -> Blueprint:
    """Return the route of the clock."""
    api = Blueprint("jangka_waktu", __name__, description="Hari kerja")

    @api.route("/v1/jangka-waktu")
    @public
    @api.arguments(JangkaWaktuQuery, location="query")
    @api.response(200, JangkaWaktuSchema)
    def explain_jangka_waktu(query: dict[str, Any]) -> Any:
        """Count working days."""
        clock = JangkaWaktu.start(query["mulai"], int(query["hari"]), acuan.kalender, query["jeda"])
        return {"mulai": clock.mulai, "jatuh_tempo": clock.jatuh_tempo, "hari": clock.explain()}

    return api


def read_tanggal(value: Any) -> date:
    """Return the day that is written; refuses one that is not in the calendar."""
    if not isinstance(value, str) or not _TANGGAL.fullmatch(value):
        raise ValidationError("Tulis tanggal sebagai 2026-06-22.")
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise ValidationError("Tanggal ini tidak ada pada kalender.") from error
