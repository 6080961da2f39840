"""The shapes of requests and answers about SKP."""

from __future__ import annotations

from marshmallow import fields, validate

from chassis.http import HalamanQuery, Schema
from kinerja.domain.baris_skp import Aspek, JenisHasil
from kinerja.domain.skp import AlasanPerubahan, StatusSkp
from kinerja.entrypoints.http.tujuan.schemas import Bilangan

_TAHUN = validate.Range(1900, 2999)
_TEXT = validate.Length(max=200)


class IndikatorSkpSchema(Schema):
    """How a row is measured."""

    uraian = fields.String(required=True)
    aspek = fields.String(load_default=None, allow_none=True, validate=validate.OneOf(list(Aspek)))
    target = fields.String(required=True)
    jumlah = Bilangan(load_default=None, allow_none=True)
    satuan = fields.String(load_default="")
    indikator_id = fields.String(load_default=None, allow_none=True)


class BarisSkpSchema(Schema):
    """A result of work to write."""

    hasil_kerja = fields.String(required=True)
    jenis = fields.String(required=True, validate=validate.OneOf(list(JenisHasil)))
    induk_id = fields.String(load_default=None, allow_none=True)
    indikator = fields.List(fields.Nested(IndikatorSkpSchema), required=True)


class BarisTetapSchema(BarisSkpSchema):
    """A result of work to write; one that stands already keeps its id."""

    id = fields.String(load_default=None, allow_none=True)


class EkspektasiPerilakuSchema(Schema):
    """What the leader expects of a value of behaviour."""

    nilai = fields.String(required=True)
    ekspektasi = fields.String(required=True)


class LampiranSkpSchema(Schema):
    """The annexes of a plan."""

    dukungan_sumber_daya = fields.List(fields.String(), load_default=list)
    skema_pertanggungjawaban = fields.List(fields.String(), load_default=list)
    konsekuensi = fields.List(fields.String(), load_default=list)


class CreateSkpSchema(Schema):
    """A plan to write."""

    tahun = fields.Integer(required=True, strict=True, validate=_TAHUN)
    baris = fields.List(fields.Nested(BarisSkpSchema), required=True)
    perilaku = fields.List(fields.Nested(EkspektasiPerilakuSchema), load_default=list)
    lampiran = fields.Nested(LampiranSkpSchema, load_default=dict)


class WriteSkpSchema(Schema):
    """The rows that are to stand."""

    baris = fields.List(fields.Nested(BarisTetapSchema), required=True)
    perilaku = fields.List(fields.Nested(EkspektasiPerilakuSchema), load_default=None)
    lampiran = fields.Nested(LampiranSkpSchema, load_default=None)
    lepas_tautan = fields.Boolean(load_default=False, truthy={True}, falsy={False})


class ReturnSkpSchema(Schema):
    """What is to be mended."""

    alasan = fields.String(required=True)


class ProposeChangeSchema(Schema):
    """Why an established plan is to change."""

    alasan_kode = fields.String(required=True, validate=validate.OneOf(list(AlasanPerubahan)))
    alasan = fields.String(required=True)


class SkpQuery(HalamanQuery):
    """Which SKP."""

    pegawai_id = fields.String(load_default="", validate=_TEXT)
    tahun = fields.Integer(load_default=None, validate=_TAHUN)
    status = fields.String(load_default="", validate=validate.OneOf(["", *StatusSkp]))


class RekapQuery(Schema):
    """Of which year; of one agency or one unit where they are named."""

    tahun = fields.Integer(required=True, validate=_TAHUN)
    opd = fields.String(load_default="", validate=_TEXT)
    unit_id = fields.String(load_default="", validate=_TEXT)


class PerilakuQuery(Schema):
    """Of which year."""

    tahun = fields.Integer(required=True, validate=_TAHUN)


class NilaiPerilakuSchema(Schema):
    """A value of behaviour, and what it asks."""

    kode = fields.String()
    nama = fields.String()
    panduan = fields.List(fields.String())


class PerilakuSchema(Schema):
    """The values of a year, and where they stand."""

    berlaku_dari = fields.Date()
    sumber = fields.String()
    data = fields.List(fields.Nested(NilaiPerilakuSchema))


class TemuanQuery(HalamanQuery):
    """Which findings."""

    tahun = fields.Integer(required=True, validate=_TAHUN)
    opd = fields.String(load_default="", validate=_TEXT)


class TemuanSkpSchema(Schema):
    """A row that hangs on nothing."""

    kode = fields.String()
    skp_id = fields.String()
    pegawai_id = fields.String()
    pegawai = fields.String()
    unit = fields.String()
    opd_kode = fields.String()
    baris_id = fields.String()
    hasil_kerja = fields.String()
    induk = fields.String(allow_none=True)


class BarisSchema(BarisSkpSchema):
    """A row as it stands."""

    id = fields.String(required=True)
    induk = fields.String(allow_none=True)
    tertaut = fields.Boolean()


class RealisasiIndikatorSchema(Schema):
    """The newest realisasi of the indicator that measures a row; ``asal`` is ``manual`` or ``indikator``."""

    indikator_id = fields.String()
    nama = fields.String()
    satuan = fields.String()
    periode = fields.String(allow_none=True)
    nilai = Bilangan(allow_none=True)
    target = Bilangan(allow_none=True)
    capaian = Bilangan(allow_none=True)
    asal = fields.String(allow_none=True)
    sumber_indikator = fields.String(allow_none=True)


class RealisasiBarisSchema(Schema):
    """An indicator of a row with what was done of it, null where no indicator of the unit measures it."""

    baris_id = fields.String()
    hasil_kerja = fields.String()
    uraian = fields.String()
    target = fields.String()
    realisasi = fields.Nested(RealisasiIndikatorSchema, allow_none=True)


class DaftarRealisasiSchema(Schema):
    """What was done of the rows of a plan."""

    data = fields.List(fields.Nested(RealisasiBarisSchema))


class RingkasSkpSchema(Schema):
    """An SKP in a list."""

    id = fields.String(required=True)
    pegawai_id = fields.String(required=True)
    pegawai = fields.String()
    jabatan = fields.String()
    unit = fields.String()
    opd_kode = fields.String()
    tahun = fields.Integer()
    status = fields.String()
    versi = fields.Integer()
    version = fields.Integer()
    jumlah_baris = fields.Integer()


class UsulanSchema(Schema):
    """Why an established plan is to change."""

    versi = fields.Integer()
    alasan_kode = fields.String()
    alasan = fields.String()
    diusulkan_pada = fields.AwareDateTime()


class SkpSchema(RingkasSkpSchema):
    """An SKP with its rows."""

    catatan = fields.String()
    diajukan_pada = fields.AwareDateTime(allow_none=True)
    ditetapkan_pada = fields.AwareDateTime(allow_none=True)
    usulan = fields.Nested(UsulanSchema, allow_none=True)
    perilaku = fields.List(fields.Nested(EkspektasiPerilakuSchema), attribute="pelengkap.perilaku")
    lampiran = fields.Nested(LampiranSkpSchema, attribute="pelengkap.lampiran")
    baris = fields.List(fields.Nested(BarisSchema))


class RingkasVersiSchema(Schema):
    """What was established, in a list."""

    versi = fields.Integer()
    penilai_id = fields.String(allow_none=True)
    penilai = fields.String(allow_none=True)
    ditetapkan_pada = fields.AwareDateTime()
    alasan_kode = fields.String(allow_none=True)
    alasan = fields.String(allow_none=True)


class DaftarVersiSchema(Schema):
    """The versions, the newest first."""

    data = fields.List(fields.Nested(RingkasVersiSchema))


class PelengkapSchema(Schema):
    """What goes with the rows."""

    perilaku = fields.List(fields.Nested(EkspektasiPerilakuSchema))
    lampiran = fields.Nested(LampiranSkpSchema)


class VersiSchema(RingkasVersiSchema):
    """A version with its rows and what goes with them."""

    perilaku = fields.List(fields.Nested(EkspektasiPerilakuSchema), attribute="pelengkap.perilaku")
    lampiran = fields.Nested(LampiranSkpSchema, attribute="pelengkap.lampiran")

    baris = fields.List(fields.Nested(BarisSchema))


class BandingQuery(Schema):
    """With which version."""

    dengan = fields.Integer(required=True, validate=validate.Range(1, 100_000))


class BedaSchema(Schema):
    """A row before and after."""

    keadaan = fields.String()
    lama = fields.Nested(BarisSchema, allow_none=True)
    baru = fields.Nested(BarisSchema, allow_none=True)


class PerbandinganSchema(Schema):
    """What is different."""

    data = fields.List(fields.Nested(BedaSchema), attribute="baris")
    lama = fields.Nested(PelengkapSchema, attribute="lama.pelengkap")
    baru = fields.Nested(PelengkapSchema, attribute="baru.pelengkap")


class CakupanSchema(Schema):
    """How much of a target is covered."""

    satuan = fields.String()
    target = Bilangan()
    terbagi = Bilangan()
    sendiri = Bilangan()
    sisa = Bilangan()


class BarisIndukSchema(BarisSchema):
    """A row that is offered, with what of it is still uncovered."""

    cakupan = fields.List(fields.Nested(CakupanSchema))


class DaftarBarisSchema(Schema):
    """The rows of a superior."""

    data = fields.List(fields.Nested(BarisIndukSchema))


class RekapSchema(Schema):
    """The progress of a unit."""

    opd_kode = fields.String()
    unit_id = fields.String()
    unit = fields.String()
    pegawai = fields.Integer()
    belum = fields.Integer()
    draf = fields.Integer()
    diajukan = fields.Integer()
    ditetapkan = fields.Integer()


class DaftarRekapSchema(Schema):
    """The progress by unit."""

    data = fields.List(fields.Nested(RekapSchema))


class RecordDialogSchema(Schema):
    """A dialogue to record."""

    tanggal = fields.Date(required=True)
    kesepakatan = fields.String(required=True)


class DialogSchema(RecordDialogSchema):
    """A dialogue as it was recorded."""

    id = fields.String(required=True)
    pencatat_id = fields.String()
    pencatat = fields.String()
    dicatat_pada = fields.AwareDateTime()
