"""The shapes of requests and answers about feedback."""

from __future__ import annotations

from marshmallow import fields, validate

from chassis.http import HalamanQuery, Schema
from kinerja.application.umpan_balik.queries import Arah
from kinerja.domain.umpan_balik import Tentang

_TEXT = validate.Length(max=200)


class GiveUmpanBalikSchema(Schema):
    """For whom, of which period, about what, and what it says."""

    pegawai_id = fields.String(required=True, validate=_TEXT)
    periode = fields.String(required=True, validate=_TEXT)
    tentang = fields.String(load_default=Tentang.HASIL_KERJA.value, validate=validate.OneOf(list(Tentang)))
    isi = fields.String(required=True)


class ReplyUmpanBalikSchema(Schema):
    """What the person answers."""

    tanggapan = fields.String(required=True)


class UmpanBalikQuery(HalamanQuery):
    """Which feedback."""

    arah = fields.String(load_default="", validate=validate.OneOf(["", *Arah]))
    pegawai_id = fields.String(load_default="", validate=_TEXT)
    periode = fields.String(load_default="", validate=_TEXT)


class UmpanBalikSchema(Schema):
    """Feedback; ``pemberi_nama`` is empty where the name is closed."""

    id = fields.String(required=True)
    pegawai_id = fields.String()
    pegawai = fields.String()
    periode = fields.String()
    pemberi = fields.String()
    pemberi_nama = fields.String()
    tentang = fields.String()
    isi = fields.String()
    tanggapan = fields.String()
    version = fields.Integer()
    diberikan_pada = fields.AwareDateTime()
    ditanggapi_pada = fields.AwareDateTime(allow_none=True)
