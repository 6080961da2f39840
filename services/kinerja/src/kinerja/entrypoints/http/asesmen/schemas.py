"""The shapes of requests and answers about assessments and gaps."""

from __future__ import annotations

from marshmallow import fields, validate

from chassis.http import Schema
from kinerja.domain.kesenjangan import TINGKAT_MAKS
from kinerja.entrypoints.http.hitung.isian import Angka, Bulat

_TEXT = validate.Length(max=200)


class RecordAsesmenSchema(Schema):
    """Of whom, when, the potential (0 to 100), the level of each competence that was measured, and the report."""

    pegawai_id = fields.String(required=True, validate=_TEXT)
    tanggal = fields.Date(required=True)
    potensi = Angka("0", "100", load_default=None, allow_none=True)
    profil = fields.Dict(
        keys=fields.String(validate=_TEXT),
        values=Bulat(1, TINGKAT_MAKS),
        load_default=dict,
        validate=validate.Length(max=100),
    )
    bukti = fields.String(required=True)


class AlasanAsesmenSchema(Schema):
    """Why it was wrong."""

    alasan = fields.String(required=True)


class AsesmenQuery(Schema):
    """Of whom."""

    pegawai_id = fields.String(required=True, validate=_TEXT)


class AsesmenSchema(Schema):
    """An assessment; ``potensi`` is null where it was not measured."""

    id = fields.String(required=True)
    pegawai_id = fields.String()
    tanggal = fields.Date()
    potensi = fields.Decimal(as_string=True, allow_none=True)
    profil = fields.Dict()
    bukti = fields.String()
    dibatalkan = fields.Boolean()
    alasan_batal = fields.String()
    version = fields.Integer()


class DaftarAsesmenSchema(Schema):
    """All of a person, the newest first."""

    data = fields.List(fields.Nested(AsesmenSchema), required=True)


class KesenjanganQuery(Schema):
    """To which post; left out, the one held now."""

    jabatan_kode = fields.String(load_default="", validate=_TEXT)


class KompetensiSchema(Schema):
    """A competence: what the post asks for, what was found, and the assessment that found it."""

    kode = fields.String()
    nama = fields.String()
    rumpun = fields.String()
    standar = fields.Integer()
    profil = fields.Integer(allow_none=True)
    gap = fields.Integer(allow_none=True)
    asesmen_id = fields.String(allow_none=True)


class KesenjanganOrangSchema(Schema):
    """The gaps of a person; ``kecocokan`` and ``maks`` are null while a competence was not measured."""

    pegawai_id = fields.String(required=True)
    jabatan_kode = fields.String()
    kecocokan = fields.String(allow_none=True)
    maks = fields.Integer(allow_none=True)
    belum_dinilai = fields.Integer()
    data = fields.List(fields.Nested(KompetensiSchema))
