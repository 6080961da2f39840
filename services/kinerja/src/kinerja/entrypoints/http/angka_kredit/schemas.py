"""The shapes of requests and answers about credits."""

from __future__ import annotations

from marshmallow import fields, validate

from chassis.http import Schema
from kinerja.domain.angka_kredit import BULAN_SETAHUN
from kinerja.entrypoints.http.hitung.isian import Bulat


class BulanSchema(Schema):
    """How many months; left out, the whole year."""

    bulan = Bulat(1, BULAN_SETAHUN, load_default=None, allow_none=True)


class EstablishAngkaKreditSchema(BulanSchema):
    """Which evaluation of a year."""

    evaluasi_id = fields.String(required=True, validate=validate.Length(max=200))


class KonversiAngkaKreditSchema(Schema):
    """A conversion with its arithmetic; ``predikat_kini`` is what the evaluation says now."""

    id = fields.String(required=True)
    pegawai_id = fields.String()
    tahun = fields.Integer()
    evaluasi_id = fields.String()
    jenjang = fields.String()
    predikat = fields.String()
    predikat_kini = fields.String()
    bulan = fields.Integer()
    persen = fields.String()
    koefisien = fields.String()
    angka_kredit = fields.String()
    dihitung = fields.Boolean()
    version = fields.Integer()


class CalonAngkaKreditSchema(Schema):
    """An established evaluation that was not converted yet."""

    evaluasi_id = fields.String()
    tahun = fields.Integer()
    predikat = fields.String()
    keberatan = fields.Boolean()


class KebutuhanSchema(Schema):
    """A target and what is lacking; null where there is none."""

    target = fields.String(allow_none=True)
    kurang = fields.String(allow_none=True)


class AngkaKreditOrangSchema(Schema):
    """All credits of a person; ``pangkat`` and ``jenjang`` are null where the post has no credits."""

    pegawai_id = fields.String(required=True)
    jenjang_jabatan = fields.String()
    golongan = fields.String(allow_none=True)
    golongan_tercatat = fields.Boolean()
    awal = fields.String()
    jumlah = fields.String()
    pangkat = fields.Nested(KebutuhanSchema, allow_none=True)
    jenjang = fields.Nested(KebutuhanSchema, allow_none=True)
    data = fields.List(fields.Nested(KonversiAngkaKreditSchema))
    belum_dikonversi = fields.List(fields.Nested(CalonAngkaKreditSchema))
