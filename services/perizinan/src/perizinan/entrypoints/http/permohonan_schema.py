"""Schemas of a permohonan: what may be sent, what is told."""

from __future__ import annotations

from marshmallow import fields, validate

from chassis.http import HalamanQuery, Schema
from perizinan.application.queries import TENGGAT, URUT
from perizinan.domain.identitas import JenisPemohon
from perizinan.domain.isian import Kanal
from perizinan.domain.langkah import StatusPermohonan

_KALIMAT_MAKS = 4000


class PemohonRequest(Schema):
    """Who asks: a person with its NIK, a body with its NIB."""

    jenis = fields.String(required=True, validate=validate.OneOf(list(JenisPemohon)))
    nama = fields.String(required=True)
    nik = fields.String()
    nib = fields.String()
    surel = fields.String(validate=validate.Length(max=254))
    telepon = fields.String()


class CreateRequest(Schema):
    """A new draft."""

    layanan_kode = fields.String(required=True)
    kanal = fields.String(required=True, validate=validate.OneOf(list(Kanal)))
    pemohon = fields.Nested(PemohonRequest, required=True)
    wilayah_kode = fields.String(load_default="")
    isian = fields.Dict(keys=fields.String(), required=True)


class EmptyRequest(Schema):
    """Nothing to say: the act itself is all."""


class KekuranganSchema(Schema):
    """A defect: which requirement, and what is wrong with it."""

    syarat = fields.String(required=True)
    alasan = fields.String(required=True, validate=validate.Length(max=_KALIMAT_MAKS))


class ReturnRequest(Schema):
    """Every defect in one list."""

    kekurangan = fields.List(fields.Nested(KekuranganSchema), required=True, validate=validate.Length(max=100))


class ResubmitRequest(Schema):
    """The answers that were mended; the others stay."""

    isian = fields.Dict(keys=fields.String(), load_default=dict)


class AssignRequest(Schema):
    """Which officer."""

    pegawai_id = fields.String(required=True, validate=validate.Length(1, 100))


class RejectRequest(Schema):
    """Why, as a code and in words."""

    alasan_kode = fields.String(required=True)
    alasan = fields.String(required=True, validate=validate.Length(max=_KALIMAT_MAKS))


class WithdrawRequest(Schema):
    """Why, if the pemohon wants to say."""

    alasan = fields.String(load_default="", validate=validate.Length(max=_KALIMAT_MAKS))


class GiveRequest(Schema):
    """A partner's answer."""

    hasil = fields.String(required=True, validate=validate.OneOf(["setuju", "tolak"]))
    alasan = fields.String(load_default="", validate=validate.Length(max=_KALIMAT_MAKS))
    ketentuan = fields.List(
        fields.String(validate=validate.Length(1, 1000)), load_default=(), validate=validate.Length(max=50)
    )


class PermohonanQuery(HalamanQuery):
    """Which permohonan, in which order."""

    status = fields.List(fields.String(validate=validate.OneOf(["", *StatusPermohonan])), load_default=())
    opd = fields.String(load_default="")
    layanan = fields.String(load_default="")
    q = fields.String(load_default="", validate=validate.Length(max=200))
    tenggat = fields.String(load_default="", validate=validate.OneOf(["", *sorted(TENGGAT)]))
    terbuka = fields.Boolean(load_default=False)
    urut = fields.String(
        load_default="-dibuat_pada",
        validate=validate.OneOf([sign + name for name in sorted(URUT) for sign in ("", "-")]),
    )


class StepSchema(Schema):
    """Where the permohonan stands after the act."""

    id = fields.UUID(required=True)
    status = fields.String(required=True)
    version = fields.Integer(required=True)


class SubmittedSchema(StepSchema):
    """The receipt; the key is shown here and never again."""

    nomor_registrasi = fields.String(required=True)
    kunci = fields.String(required=True)


class AcceptedSchema(StepSchema):
    """When the clock began, and the due day."""

    mulai = fields.Date(required=True)
    jatuh_tempo = fields.Date(required=True)


class IssuedSchema(StepSchema):
    """The licence."""

    izin_id = fields.UUID(required=True)
    nomor_izin = fields.String(required=True)


class AssignedSchema(StepSchema):
    """Whose file it is."""

    pegawai_id = fields.String(required=True)


class PemohonSchema(Schema):
    """Who asks; numbers and contacts are masked, or absent, for those who do not need them."""

    jenis = fields.String(required=True)
    nama = fields.String(required=True)
    nik = fields.String(required=True, allow_none=True)
    nib = fields.String(required=True, allow_none=True)
    surel = fields.String(required=True, allow_none=True)
    telepon = fields.String(required=True, allow_none=True)


class RekomendasiSchema(Schema):
    """A partner's task."""

    opd = fields.String(required=True)
    wajib = fields.Boolean(required=True)
    status = fields.String(required=True)
    hasil = fields.String(required=True, allow_none=True)
    jatuh_tempo = fields.Date(required=True, allow_none=True)
    alasan = fields.String(required=True)
    ketentuan = fields.List(fields.String(), required=True)
    diminta_pada = fields.AwareDateTime(required=True)
    diberikan_pada = fields.AwareDateTime(required=True, allow_none=True)
    version = fields.Integer(required=True)


class JedaSchema(Schema):
    """A pause."""

    mulai = fields.Date(required=True)
    henti = fields.Date(required=True, allow_none=True)
    sebab = fields.String(required=True)


class IzinSchema(Schema):
    """The licence that the file ended in."""

    id = fields.UUID(required=True)
    nomor = fields.String(required=True)
    kode_verifikasi = fields.String(required=True)
    status = fields.String(required=True)
    terbit_pada = fields.AwareDateTime(required=True)
    berlaku_sampai = fields.Date(required=True, allow_none=True)


class _Pokok(Schema):
    """What a file and a line of a list have in common."""

    id = fields.UUID(required=True)
    version = fields.Integer(required=True)
    status = fields.String(required=True)
    tahap = fields.String(required=True)
    layanan_kode = fields.String(required=True)
    layanan_versi = fields.Integer(required=True)
    layanan = fields.String(required=True)
    opd_kode = fields.String(required=True)
    kanal = fields.String(required=True)
    nomor_registrasi = fields.String(required=True, allow_none=True)
    pegawai_id = fields.String(required=True, allow_none=True)
    dibuat_pada = fields.AwareDateTime(required=True)
    diajukan_pada = fields.AwareDateTime(required=True, allow_none=True)
    lengkap_pada = fields.AwareDateTime(required=True, allow_none=True)
    sla_hari = fields.Integer(required=True)
    jatuh_tempo = fields.Date(required=True, allow_none=True)
    selesai_pada = fields.AwareDateTime(required=True, allow_none=True)


class PermohonanSchema(_Pokok):
    """A file, as far as the caller sees it."""

    pemohon = fields.Nested(PemohonSchema, required=True)
    wilayah_kode = fields.String(required=True)
    isian = fields.Dict(required=True)
    hari_terpakai = fields.Integer(required=True, allow_none=True)
    hari_sisa = fields.Integer(required=True, allow_none=True)
    jeda = fields.List(fields.Nested(JedaSchema), required=True)
    putaran = fields.Integer(required=True)
    kekurangan = fields.List(fields.Nested(KekuranganSchema), required=True)
    perbaikan_sampai = fields.Date(required=True, allow_none=True)
    rekomendasi = fields.List(fields.Nested(RekomendasiSchema), required=True)
    izin = fields.Nested(IzinSchema, required=True, allow_none=True)


class BarisPermohonanSchema(_Pokok):
    """One line of a list."""

    nama_pemohon = fields.String(required=True)
    mitra_menjawab = fields.Integer(required=True)
    mitra_semua = fields.Integer(required=True)
    tugas_jatuh_tempo = fields.Date(required=True, allow_none=True)


class JejakSchema(Schema):
    """A row of the audit trail."""

    urut = fields.Integer(required=True)
    waktu = fields.AwareDateTime(required=True)
    oleh = fields.String(required=True, metadata={"description": "An opaque account"})
    peran = fields.String(required=True)
    langkah = fields.String(required=True)
    dari = fields.String(required=True)
    ke = fields.String(required=True)
    alasan = fields.String(required=True)
    peristiwa = fields.String(required=True, allow_none=True)
    event_id = fields.String(required=True)
