"""The shapes of requests and answers about appraisals."""

from __future__ import annotations

from marshmallow import fields, validate

from chassis.http import HalamanQuery, Schema
from kinerja.domain.evaluasi import Putusan, StatusEvaluasi
from kinerja.domain.predikat import CapaianOrganisasi, Ekspektasi, Predikat

_TEXT = validate.Length(max=200)
_EKSPEKTASI = validate.OneOf(list(Ekspektasi))


class WriteEvaluasiSchema(Schema):
    """The two ratings and the note."""

    hasil_kerja = fields.String(required=True, validate=_EKSPEKTASI)
    perilaku = fields.String(required=True, validate=_EKSPEKTASI)
    catatan = fields.String(load_default="")


class CreateEvaluasiSchema(WriteEvaluasiSchema):
    """Whom to rate, for which period, and how; the unit where the person moved within it."""

    pegawai_id = fields.String(required=True, validate=_TEXT)
    periode = fields.String(required=True, validate=_TEXT)
    unit_id = fields.String(load_default="", validate=_TEXT)


class ObjectEvaluasiSchema(Schema):
    """Why the person objects."""

    alasan = fields.String(required=True)


class ReportEvaluasiSchema(Schema):
    """What stood in the way, and what is recommended."""

    permasalahan = fields.String(load_default="")
    rekomendasi = fields.String(required=True)


class FollowUpEvaluasiSchema(Schema):
    """What followed."""

    tindak_lanjut = fields.String(required=True)


class DecideKeberatanSchema(Schema):
    """How the objection is decided; the ratings only where it is granted."""

    putusan = fields.String(required=True, validate=validate.OneOf(list(Putusan)))
    alasan = fields.String(required=True)
    hasil_kerja = fields.String(load_default=None, allow_none=True, validate=_EKSPEKTASI)
    perilaku = fields.String(load_default=None, allow_none=True, validate=_EKSPEKTASI)


class EvaluasiQuery(HalamanQuery):
    """Which appraisals."""

    pegawai_id = fields.String(load_default="", validate=_TEXT)
    periode = fields.String(load_default="", validate=_TEXT)
    status = fields.String(load_default="", validate=validate.OneOf(["", *StatusEvaluasi]))


class EvaluasiSchema(Schema):
    """An appraisal."""

    id = fields.String(required=True)
    pegawai_id = fields.String(required=True)
    pegawai = fields.String()
    jabatan = fields.String()
    unit_id = fields.String()
    unit = fields.String()
    opd_kode = fields.String()
    periode = fields.String()
    hasil_kerja = fields.String()
    perilaku = fields.String()
    predikat = fields.String()
    catatan = fields.String()
    status = fields.String()
    version = fields.Integer()
    penilai_id = fields.String(allow_none=True)
    penilai = fields.String()
    tingkat_penilai = fields.String()
    ditetapkan_pada = fields.AwareDateTime(allow_none=True)
    disampaikan_pada = fields.AwareDateTime(allow_none=True)
    diterima_pada = fields.AwareDateTime(allow_none=True)
    keberatan_id = fields.String(allow_none=True)
    keberatan_alasan = fields.String()
    permasalahan = fields.String()
    rekomendasi = fields.String()
    tindak_lanjut = fields.String()
    putusan = fields.String(allow_none=True)
    putusan_alasan = fields.String()
    hasil_kerja_semula = fields.String(allow_none=True)
    perilaku_semula = fields.String(allow_none=True)
    predikat_semula = fields.String(allow_none=True)
    pemutus_id = fields.String(allow_none=True)
    pemutus = fields.String(allow_none=True)
    diputus_pada = fields.AwareDateTime(allow_none=True)


class UnitPeriodeSchema(Schema):
    """A unit and a period."""

    unit_id = fields.String(required=True, validate=_TEXT)
    periode = fields.String(required=True, validate=_TEXT)


class SetCapaianSchema(UnitPeriodeSchema):
    """How a unit did, and on which grounds."""

    capaian = fields.String(required=True, validate=validate.OneOf(list(CapaianOrganisasi)))
    alasan = fields.String(required=True)


class ClosePeriodeSchema(Schema):
    """Which period of which unit or agency to close; a reason where something does not agree with the capaian."""

    unit_id = fields.String(load_default="", validate=_TEXT)
    opd = fields.String(load_default="", validate=_TEXT)
    periode = fields.String(required=True, validate=_TEXT)

    alasan = fields.String(load_default="")


class PeriodeQuery(Schema):
    """Of which period."""

    periode = fields.String(required=True, validate=_TEXT)


class CapaianUnitSchema(Schema):
    """The capaian of a unit."""

    id = fields.String()
    unit_id = fields.String()
    opd_kode = fields.String()
    periode = fields.String()
    capaian = fields.String()
    alasan = fields.String()
    versi = fields.Integer()


class TemuanUnitSchema(Schema):
    """Where something does not agree, in words."""

    unit_id = fields.String()
    kode = fields.String()
    pesan = fields.String()


class PenutupanSchema(Schema):
    """A closed period."""

    id = fields.String()
    unit_id = fields.String()
    periode = fields.String()
    alasan = fields.String()
    temuan = fields.List(fields.Nested(TemuanUnitSchema))


class PenilaiUnitSchema(Schema):
    """An assessor of a group large enough to speak of."""

    penilai_id = fields.String()
    penilai = fields.String()
    jumlah = fields.Integer()
    baik = fields.Integer()
    persen_baik = fields.Decimal(as_string=True)
    rata_rata = fields.Decimal(as_string=True)
    rata_rata_opd = fields.Decimal(as_string=True, allow_none=True)
    selisih = fields.Decimal(as_string=True, allow_none=True)


class SebaranUnitSchema(Schema):
    """The spread of a unit with those below it."""

    unit_id = fields.String()
    periode = fields.String()
    capaian = fields.String(allow_none=True)
    jumlah = fields.Nested(Schema.from_dict({each.value: fields.Integer() for each in Predikat}, name="JumlahPredikat"))
    populasi = fields.Integer()
    belum = fields.Integer()
    ditutup = fields.Boolean()
    capaian_alasan = fields.String()
    alasan = fields.String()
    sesuai = fields.Boolean(allow_none=True)
    temuan = fields.List(fields.Nested(TemuanUnitSchema))
    penilai = fields.List(fields.Nested(PenilaiUnitSchema))


class RekapEvaluasiSchema(Schema):
    """The progress of a unit."""

    opd_kode = fields.String()
    unit_id = fields.String()
    unit = fields.String()
    pegawai = fields.Integer()
    belum = fields.Integer()
    dievaluasi = fields.Integer()
    ditetapkan = fields.Integer()
    capaian = fields.String(allow_none=True)
    ditutup = fields.Boolean()


class DaftarRekapEvaluasiSchema(Schema):
    """The progress by unit."""

    data = fields.List(fields.Nested(RekapEvaluasiSchema))
