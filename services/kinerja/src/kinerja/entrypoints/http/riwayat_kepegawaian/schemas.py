"""The shapes of requests and answers about career facts."""

from __future__ import annotations

from marshmallow import fields, validate

from chassis.http import Schema
from kinerja.domain.riwayat_kepegawaian import JenisRiwayat

_TEXT = validate.Length(max=200)


class RecordRiwayatKepegawaianSchema(Schema):
    """Of whom, what kind, what it says, from when, and the document."""

    pegawai_id = fields.String(required=True, validate=_TEXT)
    jenis = fields.String(required=True, validate=validate.OneOf(list(JenisRiwayat)))
    isi = fields.String(required=True)
    dari = fields.Date(required=True)
    sampai = fields.Date(load_default=None, allow_none=True)
    bukti = fields.String(required=True)


class AlasanBatalSchema(Schema):
    """Why it was wrong."""

    alasan = fields.String(required=True)


class RiwayatKepegawaianQuery(Schema):
    """Of whom."""

    pegawai_id = fields.String(required=True, validate=_TEXT)


class RiwayatKepegawaianSchema(Schema):
    """A fact; ``isi`` is a degree, a golongan, a number of credits, a training, or a tier of sanction."""

    id = fields.String(required=True)
    pegawai_id = fields.String()
    jenis = fields.String()
    isi = fields.String()
    dari = fields.Date()
    sampai = fields.Date(allow_none=True)
    bukti = fields.String()
    dibatalkan = fields.Boolean()
    alasan_batal = fields.String()
    version = fields.Integer()


class DaftarRiwayatKepegawaianSchema(Schema):
    """All of a person, the newest first."""

    data = fields.List(fields.Nested(RiwayatKepegawaianSchema), required=True)
