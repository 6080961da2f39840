"""The shapes of requests and answers about the tree of goals and agreements."""

from __future__ import annotations

from marshmallow import fields, validate

from chassis.http import HalamanQuery, Schema
from kinerja.entrypoints.http.tujuan.schemas import Bilangan, IndikatorSchema, TargetSchema

_TEXT = validate.Length(max=200)
_JENIS = validate.OneOf(("final_outcome", "intermediate_outcome", "immediate_outcome", "output"))
_TAHUN = validate.Range(1900, 2999)


class PohonQuery(Schema):
    """Which year."""

    tahun = fields.Integer(required=True, validate=_TAHUN)


class KaitanSchema(Schema):
    """The edge to the goal above."""

    jenis = fields.String(load_default="langsung", validate=validate.OneOf(("langsung", "tidak_langsung")))
    aditif = fields.Boolean(load_default=False)
    bobot = Bilangan(load_default=None, allow_none=True)


class CrosscutSchema(Schema):
    """Who else helps; ``nama`` is the code of an agency, else a name."""

    jenis = fields.String(required=True, validate=validate.OneOf(("opd", "instansi", "desa")))
    nama = fields.String(required=True, validate=validate.Length(min=1, max=200))


class IsiSimpulSchema(Schema):
    """What a goal says."""

    jenis = fields.String(required=True, validate=_JENIS)
    uraian_kondisi = fields.String(required=True)
    csf = fields.List(fields.String(), load_default=list)
    induk_id = fields.String(load_default=None, allow_none=True)
    kaitan = fields.Nested(KaitanSchema, load_default=lambda: {"jenis": "langsung", "aditif": False, "bobot": None})
    unit_id = fields.String(load_default=None, allow_none=True)
    crosscut = fields.List(fields.Nested(CrosscutSchema), load_default=list, validate=validate.Length(max=50))


class AddSimpulSchema(IsiSimpulSchema):
    """A new goal of a year."""

    tahun = fields.Integer(required=True, strict=True, validate=_TAHUN)


class TemuanPohonSchema(Schema):
    """A finding; ``berat`` ones stand in the way."""

    kode = fields.String(required=True)
    pesan = fields.String(required=True)
    simpul_id = fields.String(required=True, allow_none=True)
    indikator_id = fields.String(required=True, allow_none=True)
    berat = fields.Boolean(required=True)


class SimpulSchema(IsiSimpulSchema):
    """A goal with its unit, its indicators and what is found about it."""

    id = fields.String(required=True)
    tahun = fields.Integer(required=True)
    unit_nama = fields.String(required=True)
    opd_kode = fields.String(required=True)
    status = fields.String(required=True)
    versi = fields.Integer(required=True)
    version = fields.Integer(required=True)
    indikator = fields.List(fields.Nested(IndikatorSchema), required=True)
    temuan = fields.List(fields.Nested(TemuanPohonSchema), required=True)
    peringatan = fields.List(fields.String(), required=True)


class PohonSchema(Schema):
    """The goals of a year, a parent before its children."""

    tahun = fields.Integer(required=True)
    simpul = fields.List(fields.Nested(SimpulSchema), required=True)
    temuan = fields.List(fields.Nested(TemuanPohonSchema), required=True)


class PerjanjianQuery(HalamanQuery):
    """Which agreements."""

    unit_id = fields.String(load_default="", validate=_TEXT)
    tahun = fields.Integer(load_default=None, validate=_TAHUN)


class DraftPerjanjianSchema(Schema):
    """For which unit and year."""

    unit_id = fields.String(required=True)
    tahun = fields.Integer(required=True, strict=True, validate=_TAHUN)


class ChangePerjanjianSchema(Schema):
    """Why an agreement changes."""

    alasan_kode = fields.String(
        required=True, validate=validate.OneOf(("pejabat", "strategi_anggaran", "prioritas_asumsi"))
    )
    alasan = fields.String(required=True)


class LampiranSchema(Schema):
    """A row of the annex."""

    indikator_id = fields.String(required=True)
    sasaran = fields.String(required=True)
    indikator = fields.String(required=True)
    satuan = fields.String(required=True)
    iku = fields.Boolean(required=True)
    target = fields.Nested(TargetSchema, required=True)


class NaskahSchema(Schema):
    """One version."""

    versi = fields.Integer(required=True)
    pihak_pertama_id = fields.String(required=True)
    pihak_kedua_id = fields.String(required=True)
    pertama_jabatan = fields.String(required=True, metadata={"description": "The post at the time of the version"})
    kedua_jabatan = fields.String(required=True)
    alasan_kode = fields.String(required=True, allow_none=True)
    alasan = fields.String(required=True)
    disusun_pada = fields.AwareDateTime(required=True)
    pertama_pada = fields.AwareDateTime(required=True, allow_none=True)
    kedua_pada = fields.AwareDateTime(required=True, allow_none=True)
    lampiran = fields.List(fields.Nested(LampiranSchema), required=True)


class PerjanjianSchema(Schema):
    """An agreement with all its versions, the oldest first."""

    id = fields.String(required=True)
    unit_id = fields.String(required=True)
    unit_nama = fields.String(required=True)
    opd_kode = fields.String(required=True)
    tahun = fields.Integer(required=True)
    status = fields.String(required=True)
    version = fields.Integer(required=True)
    naskah = fields.List(fields.Nested(NaskahSchema), required=True)
