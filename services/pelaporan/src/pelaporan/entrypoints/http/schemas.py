"""The shapes of requests and answers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from marshmallow import ValidationError, fields, validate

from chassis.domain import Invalid
from chassis.http import HalamanQuery, Schema
from pelaporan.domain.periode import Periode, parse_periode

_LOST_PLUS = re.compile(r"(T[\d:.]+) (\d{2}:?\d{2})$")
_CODE = validate.Length(max=80)


class PeriodeField(fields.Field[Periode]):
    """A period, as text."""

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **_: Any) -> Periode:
        try:
            return parse_periode(value if isinstance(value, str) else "")
        except Invalid as wrong:
            raise ValidationError(wrong.errors["periode"]) from wrong


class SaatField(fields.Field[datetime]):
    """A moment with its offset; in an address a bare ``+`` arrives as a blank, and is meant as ``+``."""

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **_: Any) -> datetime:
        saat = parse_saat(str(value))
        if saat is None:
            raise ValidationError("Tulis waktu dengan selisihnya, seperti 2026-06-22T08:00:00+07:00.")
        return saat


def parse_saat(teks: str) -> datetime | None:
    """Return a moment with its offset, in UTC, or None where the text is none that a log could hold."""
    try:
        saat = datetime.fromisoformat(_LOST_PLUS.sub(r"\1+\2", teks.strip()))
        return saat.astimezone(UTC) if saat.tzinfo is not None and 1970 < saat.year < 9999 else None
    except (ValueError, OverflowError):
        return None


class LingkupQuery(Schema):
    """Whose value, for which period, as of when; without a period the present month."""

    opd = fields.String(load_default="", validate=_CODE)
    layanan = fields.String(load_default="", validate=_CODE)
    periode = PeriodeField(load_default=None)
    per = SaatField(load_default=None)


class AsalQuery(HalamanQuery, LingkupQuery):
    """Which page of the events behind a value."""


class NilaiSchema(Schema):
    """A value; decimals are strings, nothing known is null."""

    kode = fields.String(required=True)
    periode = fields.String(required=True)
    opd = fields.String(required=True, allow_none=True)
    layanan = fields.String(required=True, allow_none=True)
    nilai = fields.String(required=True, allow_none=True)
    pembilang = fields.String(required=True, allow_none=True)
    penyebut = fields.String(required=True, allow_none=True)
    satuan = fields.String(required=True)
    definisi_versi = fields.Integer(required=True)
    sampai = fields.Dict(
        keys=fields.String(), values=fields.String(), required=True, metadata={"description": "Position by service"}
    )


class AsalSchema(Schema):
    """An event behind a value."""

    source = fields.String(required=True)
    id = fields.String(required=True)
    sequence = fields.String(required=True)
    type = fields.String(required=True)
    time = fields.AwareDateTime(required=True)
    pembilang = fields.Boolean(required=True, metadata={"description": "Whether it counts in the numerator"})


class TargetSchema(Schema):
    """A target and the first day on which it holds."""

    berlaku_dari = fields.Date(required=True)
    nilai = fields.String(required=True)


class IndikatorSchema(Schema):
    """A definition in force."""

    kode = fields.String(required=True)
    nama = fields.String(required=True)
    kelompok = fields.String(required=True)
    satuan = fields.String(required=True)
    polaritas = fields.String(required=True)
    dasar_hukum = fields.String(required=True)
    keterangan = fields.String(required=True)
    rumus = fields.String(required=True)
    pembilang = fields.String(required=True, allow_none=True)
    penyebut = fields.String(required=True, allow_none=True)
    target = fields.List(fields.Nested(TargetSchema), required=True)
    ambang = fields.String(required=True, allow_none=True)
    versi = fields.Integer(required=True)
    berlaku_dari = fields.Date(required=True)


class VersiSchema(Schema):
    """One version, as it was written."""

    versi = fields.Integer(required=True)
    berlaku_dari = fields.Date(required=True)
    definisi = fields.Dict(keys=fields.String(), required=True)


class DefinisiSchema(IndikatorSchema):
    """The definition in force, and every version."""

    riwayat = fields.List(fields.Nested(VersiSchema), required=True)


class NaskahSchema(Schema):
    """A definition to publish."""

    definisi = fields.Dict(keys=fields.String(), required=True)
    berlaku_dari = fields.Date(required=True)


class TryNaskahSchema(NaskahSchema):
    """A definition to try, and for which periods; without any, the last twelve months."""

    periode = fields.List(PeriodeField(), load_default=list, validate=validate.Length(max=60))
    opd = fields.String(load_default="", validate=_CODE)
    layanan = fields.String(load_default="", validate=_CODE)


class TerbitSchema(Schema):
    """What was published."""

    kode = fields.String(required=True)
    versi = fields.Integer(required=True)


class HasilCobaSchema(Schema):
    """One value of a definition that is tried."""

    periode = fields.String(required=True)
    nilai = fields.String(required=True, allow_none=True)
    pembilang = fields.String(required=True, allow_none=True)
    penyebut = fields.String(required=True, allow_none=True)


class CobaSchema(Schema):
    """The values of a definition that is tried."""

    kode = fields.String(required=True)
    data = fields.List(fields.Nested(HasilCobaSchema), required=True)
