"""The shapes of requests and answers about the talent map."""

from __future__ import annotations

from marshmallow import fields, validate

from chassis.http import HalamanQuery, Schema
from kinerja.domain.periode import TAHUN_PERTAMA, TAHUN_TERAKHIR
from kinerja.entrypoints.http.hitung.isian import Bulat

_TEXT = validate.Length(max=200)


class MapTalentaSchema(Schema):
    """Of which year."""

    tahun = Bulat(TAHUN_PERTAMA, TAHUN_TERAKHIR, required=True)


class PemetaanTalentaSchema(Schema):
    """A run of the mapping: how many were placed, how many of these anew or elsewhere, how many could not be and why."""

    id = fields.String(required=True)
    tahun = fields.Integer()
    dipetakan = fields.Integer()
    berubah = fields.Integer()
    tanpa_evaluasi = fields.Integer()
    tanpa_asesmen = fields.Integer()
    dijalankan_pada = fields.AwareDateTime()
    version = fields.Constant(1)


class TalentaOrangQuery(Schema):
    """Of which year; left out, that of the newest mapping."""

    tahun = Bulat(TAHUN_PERTAMA, TAHUN_TERAKHIR, load_default=None, allow_none=True)


class TalentaQuery(HalamanQuery):
    """Which boxes."""

    tahun = Bulat(TAHUN_PERTAMA, TAHUN_TERAKHIR, load_default=None, allow_none=True)
    opd = fields.String(load_default="", validate=_TEXT)
    kotak = Bulat(1, 9, load_default=None, allow_none=True)


class BelumQuery(HalamanQuery):
    """Of which year and agency."""

    tahun = Bulat(TAHUN_PERTAMA, TAHUN_TERAKHIR, load_default=None, allow_none=True)
    opd = fields.String(load_default="", validate=_TEXT)


class TalentaSchema(Schema):
    """The box of a person, and the reasons: the predikat of the year, the potential of an assessment."""

    pegawai_id = fields.String(required=True)
    nama = fields.String()
    opd_kode = fields.String()
    tahun = fields.Integer()
    kotak = fields.Integer()
    kinerja = fields.String()
    potensi = fields.String()
    predikat = fields.String()
    evaluasi_id = fields.String()
    nilai_potensi = fields.Decimal(as_string=True)
    asesmen_id = fields.String()


class TalentaOrangSchema(Schema):
    """A person's box; null with ``sebab`` where something is missing, and without one where no mapping was run."""

    pegawai_id = fields.String(required=True)
    tahun = fields.Integer()
    talenta = fields.Nested(TalentaSchema, allow_none=True)
    tindakan = fields.String()
    sebab = fields.String(allow_none=True)


class PetaTalentaSchema(Schema):
    """The map within reach: the counts by box, and a page of the people."""

    tahun = fields.Integer(required=True)
    kotak = fields.Dict(keys=fields.String(), values=fields.Integer())
    data = fields.List(fields.Nested(TalentaSchema))
    halaman = fields.Integer()
    per_halaman = fields.Integer()
    jumlah = fields.Integer()


class BelumSchema(Schema):
    """A person who cannot be placed, and why."""

    pegawai_id = fields.String(required=True)
    nama = fields.String()
    opd_kode = fields.String()
    sebab = fields.String()
