"""The shapes of requests and answers about goals."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from marshmallow import ValidationError, fields, validate

from chassis.domain import Invalid
from chassis.http import HalamanQuery, Schema
from kinerja.domain.bilangan import check_nilai

_TEXT = validate.Length(max=200)
_LONG = validate.Length(max=2000)
_SCALE = "A decimal as text"


def _plain(nilai: Decimal) -> None:
    try:
        check_nilai(nilai)
    except Invalid as error:
        raise ValidationError(error.errors["nilai"]) from error


class Bilangan(fields.Decimal):
    """A decimal, as text in JSON, without an exponent."""

    def __init__(self, **more: Any) -> None:
        """Take what every field takes."""
        super().__init__(as_string=True, validate=_plain, metadata={"description": _SCALE}, **more)

    def _serialize(self, value: Any, attr: str | None, obj: Any, **kwargs: Any) -> str | None:
        return None if value is None else f"{value:f}"


class TargetSchema(Schema):
    """The target by the end of each quarter."""

    T1 = Bilangan(required=True)
    T2 = Bilangan(required=True)
    T3 = Bilangan(required=True)
    T4 = Bilangan(required=True)


class SumberSchema(Schema):
    """The indicator of pelaporan from which the realisasi comes; without ``opd`` the whole regency."""

    indikator = fields.String(required=True, validate=validate.Length(min=1, max=100))
    opd = fields.String(load_default="", validate=validate.Length(max=50))


class EstablishIndikatorSchema(Schema):
    """A new indicator of a unit."""

    unit_id = fields.String(required=True)
    tahun = fields.Integer(required=True, strict=True, validate=validate.Range(1900, 2999))
    nama = fields.String(required=True)
    satuan = fields.String(required=True)
    polaritas = fields.String(required=True, validate=validate.OneOf(("naik", "turun")))
    iku = fields.Boolean(required=True)
    target = fields.Nested(TargetSchema, required=True)
    sumber = fields.Nested(SumberSchema, load_default=None, allow_none=True)
    simpul_id = fields.String(load_default=None, allow_none=True)


class ChangeIndikatorSchema(Schema):
    """What is to hold from now on, and why."""

    nama = fields.String(required=True)
    satuan = fields.String(required=True)
    iku = fields.Boolean(required=True)
    target = fields.Nested(TargetSchema, required=True)
    simpul_id = fields.String(load_default=None, allow_none=True)
    alasan = fields.String(required=True, validate=_LONG)


class RecordRealisasiSchema(Schema):
    """The realisasi of a quarter, with its evidence."""

    periode = fields.String(required=True, metadata={"description": "2026-T1"})
    nilai = Bilangan(required=True)
    bukti = fields.String(load_default="", metadata={"description": "Where the evidence is kept"})


class ChooseRealisasiSchema(Schema):
    """Which value holds: the typed one, or that of the indicator."""

    asal = fields.String(required=True, validate=validate.OneOf(("manual", "indikator")))


class DisputeSchema(Schema):
    """Why a value is disputed, and which fact behind it."""

    alasan = fields.String(required=True)
    peristiwa_id = fields.String(load_default="", validate=_TEXT)


class PutusanSchema(Schema):
    """The reasons of a decision."""

    alasan = fields.String(required=True)


class IndikatorQuery(HalamanQuery):
    """Which indicators."""

    unit_id = fields.String(load_default="", validate=_TEXT)
    opd = fields.String(load_default="", validate=_TEXT)
    simpul_id = fields.String(load_default="", validate=_TEXT)
    tahun = fields.Integer(load_default=None, validate=validate.Range(1900, 2999))
    iku = fields.Boolean(load_default=None)


class RealisasiSchema(Schema):
    """One recording of a quarter; ``kedudukan`` says what it counts for now."""

    periode = fields.String(required=True)
    nilai = Bilangan(required=True)
    asal = fields.String(required=True)
    target = Bilangan(required=True)
    capaian = Bilangan(required=True, allow_none=True)
    versi = fields.Integer(required=True)
    kedudukan = fields.String(required=True)
    bukti = fields.String(required=True)
    dicatat_oleh = fields.String(required=True, metadata={"description": "An opaque id"})
    dicatat_pada = fields.AwareDateTime(required=True)
    sumber_indikator = fields.String(required=True)
    sumber_peristiwa_id = fields.String(required=True)
    definisi_versi = fields.Integer(required=True)


class TercatatSchema(RealisasiSchema):
    """The realisasi of a quarter as it stands now, with the version of its indicator."""

    indikator_id = fields.String(required=True)
    version = fields.Integer(required=True)


class IndikatorSchema(Schema):
    """An indicator of a unit, with the realisasi in force and the values that wait for a choice."""

    id = fields.String(required=True)
    unit_id = fields.String(required=True)
    unit_nama = fields.String(required=True)
    opd_kode = fields.String(required=True)
    tahun = fields.Integer(required=True)
    nama = fields.String(required=True)
    satuan = fields.String(required=True)
    polaritas = fields.String(required=True)
    iku = fields.Boolean(required=True)
    target = fields.Nested(TargetSchema, required=True)
    sumber = fields.Nested(SumberSchema, required=True, allow_none=True)
    sumber_ditolak = fields.Boolean(
        required=True, metadata={"description": "The source rests on realisasi itself; its values are not taken"}
    )
    simpul_id = fields.String(required=True, allow_none=True)
    versi = fields.Integer(required=True)
    version = fields.Integer(required=True)
    realisasi = fields.List(fields.Nested(RealisasiSchema), required=True)
    selisih = fields.List(fields.Nested(RealisasiSchema), required=True)


class SanggahanSchema(Schema):
    """A dispute."""

    id = fields.String(required=True)
    indikator_id = fields.String(required=True)
    periode = fields.String(required=True)
    peristiwa_id = fields.String(required=True)
    alasan = fields.String(required=True)
    status = fields.String(required=True)
    diajukan_oleh = fields.String(required=True, metadata={"description": "An opaque id"})
    diajukan_pada = fields.AwareDateTime(required=True)
    putusan_alasan = fields.String(required=True)
    diputus_pada = fields.AwareDateTime(required=True, allow_none=True)
    version = fields.Integer(required=True)
