"""What each calculator is asked. ``tahun`` is the year of evaluation, whose rules are taken; without it, this year."""

from __future__ import annotations

from marshmallow import fields, validate

from chassis.http import Schema
from pelaporan.domain.definisi import Polaritas
from pelaporan.domain.ipp import CaraF02, CaraF03, KurangResponden
from pelaporan.domain.sakip import StatusKriteria
from pelaporan.domain.sampel import RumusSampel
from pelaporan.entrypoints.hitung.angka import BulatField, DesimalField, PersenHurufField

_KODE = validate.Length(min=1, max=80)
_ROWS = validate.Length(max=100_000)
_FEW = validate.Length(min=1, max=1000)


class TahunSchema(Schema):
    """What every calculator takes."""

    tahun = BulatField(load_default=None, allow_none=True, validate=validate.Range(1900, 2999))


class SakipIsian(TahunSchema):
    """The twelve answers, by code: ``1.a`` to ``4.c``."""

    jawaban = fields.Dict(keys=fields.String(), values=fields.String(), required=True)


class SakipKriteriaIsian(TahunSchema):
    """The criteria of one sub-component; ``hanya_terpenuhi`` counts a criterion all or nothing."""

    kriteria = fields.List(
        fields.String(validate=validate.OneOf([*StatusKriteria])), required=True, validate=validate.Length(max=1000)
    )
    hanya_terpenuhi = fields.Boolean(load_default=False, truthy={True}, falsy={False})


class IppIsian(TahunSchema):
    """F02 by indicator, F03 by respondent; the others set what the sources disagree on."""

    f02 = fields.Dict(keys=fields.String(), values=BulatField(), required=True)
    f03 = fields.List(fields.List(BulatField()), load_default=list, validate=_ROWS)
    cara_f02 = fields.String(validate=validate.OneOf([*CaraF02]))
    cara_f03 = fields.String(validate=validate.OneOf([*CaraF03]))
    kurang_responden = fields.String(validate=validate.OneOf([*KurangResponden]))
    min_responden = BulatField(validate=validate.Range(0, 1_000_000))
    bentuk_f03 = fields.String(validate=validate.OneOf(["luring", "daring"]))
    tidak_dinilai = fields.List(fields.String(validate=_KODE), load_default=list, validate=validate.Length(max=31))


class IppKabupatenIsian(TahunSchema):
    """The indices of the units."""

    ipp = fields.List(DesimalField(), required=True, validate=_FEW)


class SkmIsian(TahunSchema):
    """Answers of respondents, or the sums of each unsur over ``n`` of them; ``w`` or ``bobot`` weigh otherwise."""

    jawaban = fields.List(fields.List(BulatField(allow_none=True)), validate=_ROWS)
    jumlah = fields.List(BulatField(), validate=validate.Length(max=9))
    n = BulatField(validate=validate.Range(0, 10_000_000))
    w = fields.String(validate=validate.OneOf(["tepat", "0.111", "0.11"]))
    bobot = fields.List(DesimalField(), validate=validate.Length(equal=9))


class CapaianIsian(TahunSchema):
    """Polarity, target, realisasi; what is missing is answered, not refused."""

    polaritas = fields.String(load_default=None, allow_none=True)
    target = DesimalField(load_default=None, allow_none=True)
    realisasi = DesimalField(load_default=None, allow_none=True)


class CapaianSasaranIsian(TahunSchema):
    """The achievements of the indicators of a sasaran, in percent."""

    capaian = fields.List(DesimalField(), required=True, validate=validate.Length(max=1000))


class NilaiRbIsian(Schema):
    """What an indicator of RB got; ``pengali`` is the code of the one that multiplies."""

    kode = fields.String(required=True, validate=_KODE)
    nilai = DesimalField(load_default=None, allow_none=True)
    maks = DesimalField(load_default=None, allow_none=True)
    bobot = DesimalField(required=True)
    target_baik = DesimalField(required=True)
    pengali = fields.String(load_default=None, allow_none=True, validate=_KODE)


class RbIsian(TahunSchema):
    """The indicators of the year; their weights are 100 together."""

    indikator = fields.List(fields.Nested(NilaiRbIsian), required=True, validate=validate.Length(min=1, max=200))
    koefisien = DesimalField(load_default=None, allow_none=True)
    tematik = DesimalField(load_default=None, allow_none=True)
    tidak_berlaku = fields.List(fields.String(validate=_KODE), load_default=list, validate=validate.Length(max=200))


class TingkatIsian(TahunSchema):
    """The level of every indicator, by number."""

    tingkat = fields.Dict(keys=fields.String(), values=DesimalField(), required=True)


class SpipIsian(TahunSchema):
    """The three scores of SPIP."""

    penetapan_tujuan = DesimalField(required=True)
    struktur_proses = DesimalField(required=True)
    pencapaian_tujuan = DesimalField(required=True)


class MriIsian(TahunSchema):
    """The three scores of MRI."""

    perencanaan = DesimalField(required=True)
    kapabilitas = DesimalField(required=True)
    hasil = DesimalField(required=True)


class IepkIsian(TahunSchema):
    """The three scores of IEPK."""

    kapabilitas = DesimalField(required=True)
    penerapan = DesimalField(required=True)
    penanganan = DesimalField(required=True)


class SpmIsian(TahunSchema):
    """Who was served of how many, and the quality of each item in percent."""

    dilayani = DesimalField(required=True)
    total = DesimalField(required=True)
    mutu = fields.List(DesimalField(), load_default=list, validate=validate.Length(max=1000))


class SampelIsian(TahunSchema):
    """The population, and by which formula."""

    populasi = BulatField(required=True)
    rumus = fields.String(load_default=RumusSampel.KREJCIE_MORGAN, validate=validate.OneOf([*RumusSampel]))


class EfisiensiIsian(TahunSchema):
    """Achievement and share of the budget spent, in percent."""

    capaian = DesimalField(required=True)
    serapan = DesimalField(required=True)


class IkuIsian(Schema):
    """An indicator with its target and what was reached."""

    target = DesimalField(required=True)
    realisasi = DesimalField(required=True)
    polaritas = fields.String(load_default=Polaritas.NAIK, validate=validate.OneOf([*Polaritas]))


class IkuNonMakroIsian(TahunSchema):
    """How many of how many reach their target, or the indicators themselves."""

    tercapai = BulatField()
    jumlah = BulatField(validate=validate.Range(0, 100_000))
    iku = fields.List(fields.Nested(IkuIsian), validate=validate.Length(max=1000))


class RenaksiIsian(TahunSchema):
    """Each aspect of the rubric: a percentage, a letter, or ya or tidak."""

    aspek = fields.Dict(keys=fields.String(), values=PersenHurufField(), required=True)


class IndeksIsian(TahunSchema):
    """The code of an index, and its value."""

    kode = fields.String(required=True, validate=_KODE)
    nilai = DesimalField(required=True)
