"""The shapes of requests and answers about the index of professionalism."""

from __future__ import annotations

from marshmallow import fields, validate

from chassis.http import HalamanQuery, Schema
from kinerja.domain.periode import TAHUN_PERTAMA, TAHUN_TERAKHIR
from kinerja.entrypoints.http.hitung.isian import Bulat


class TahunQuery(Schema):
    """Of which year; left out, the present one."""

    tahun = Bulat(TAHUN_PERTAMA, TAHUN_TERAKHIR, load_default=None, allow_none=True)


class IpAsnOpdQuery(HalamanQuery):
    """Of which agency and year."""

    opd = fields.String(required=True, validate=validate.Length(min=1, max=200))
    tahun = Bulat(TAHUN_PERTAMA, TAHUN_TERAKHIR, load_default=None, allow_none=True)


class AsalSchema(Schema):
    """A record behind a dimension."""

    asal = fields.String()
    id = fields.String()
    isi = fields.String()


class DimensiSchema(Schema):
    """A dimension; ``nilai`` is null where its fact is missing."""

    dimensi = fields.String()
    nilai = fields.String(allow_none=True)
    maks = fields.String()
    asal = fields.List(fields.Nested(AsalSchema))
    kurang = fields.List(fields.String())


class IpAsnOrangSchema(Schema):
    """The index of a person; null while a dimension has no value, ``sementara`` is the sum of what is known."""

    pegawai_id = fields.String(required=True)
    nama = fields.String()
    tahun = fields.Integer()
    nilai = fields.String(allow_none=True)
    kategori = fields.String(allow_none=True)
    sementara = fields.String()
    dimensi = fields.List(fields.Nested(DimensiSchema))
    kurang = fields.List(fields.String())


class RataRataSchema(Schema):
    """A mean, and over how many people."""

    nilai = fields.String(allow_none=True)
    pegawai = fields.Integer()


class IpAsnOpdSchema(Schema):
    """The index of an agency, with a page of its people; those without a value come first."""

    opd = fields.String(required=True)
    tahun = fields.Integer()
    nilai = fields.String(allow_none=True)
    pegawai = fields.Integer()
    dimensi = fields.Dict(keys=fields.String(), values=fields.Nested(RataRataSchema))
    data = fields.List(fields.Nested(IpAsnOrangSchema))
    halaman = fields.Integer()
    per_halaman = fields.Integer()
    jumlah = fields.Integer()
