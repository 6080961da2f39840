"""The shapes of requests and answers about development."""

from __future__ import annotations

from marshmallow import fields, validate

from chassis.http import HalamanQuery, Schema
from kinerja.domain.pengembangan import JP_PALING_BANYAK, StatusPengembangan
from kinerja.domain.periode import TAHUN_PERTAMA, TAHUN_TERAKHIR
from kinerja.entrypoints.http.hitung.isian import Angka, Bulat

_TEXT = validate.Length(max=200)


class ProposePengembanganSchema(Schema):
    """For whom, for which year, and what; ``kompetensi`` is the gap that it closes."""

    pegawai_id = fields.String(required=True, validate=_TEXT)
    tahun = Bulat(TAHUN_PERTAMA, TAHUN_TERAKHIR, required=True)
    judul = fields.String(required=True)
    bentuk = fields.String(required=True, validate=_TEXT)
    kompetensi = fields.String(load_default="", validate=_TEXT)
    penyelenggara = fields.String(required=True)
    jp = Angka("0", str(JP_PALING_BANYAK), required=True)
    biaya = Angka("0", required=True)


class AlasanPengembanganSchema(Schema):
    """Why it is rejected or given back."""

    alasan = fields.String(required=True)


class FinishPengembanganSchema(Schema):
    """What was done; ``sertifikat_hash`` is the SHA-256 of the certificate's file."""

    jp = Angka("0", str(JP_PALING_BANYAK), required=True)
    tanggal = fields.Date(required=True)
    bukti = fields.String(required=True)
    sertifikat_hash = fields.String(load_default="", validate=validate.Length(max=64))


class PengembanganQuery(HalamanQuery):
    """Which entries."""

    pegawai_id = fields.String(load_default="", validate=_TEXT)
    tahun = fields.Integer(load_default=None, allow_none=True)
    opd = fields.String(load_default="", validate=_TEXT)
    status = fields.String(load_default="", validate=validate.OneOf(["", *StatusPengembangan]))


class PengembanganSchema(Schema):
    """An entry of the plan."""

    id = fields.String(required=True)
    pegawai_id = fields.String()
    pegawai = fields.String()
    opd_kode = fields.String()
    tahun = fields.Integer()
    judul = fields.String()
    bentuk = fields.String()
    kompetensi = fields.String()
    penyelenggara = fields.String()
    jp_rencana = fields.Decimal(as_string=True)
    biaya = fields.Decimal(as_string=True)
    status = fields.String()
    alasan = fields.String()
    jp_realisasi = fields.Decimal(as_string=True, allow_none=True)
    selesai_tanggal = fields.Date(allow_none=True)
    bukti = fields.String()
    sertifikat_hash = fields.String()
    version = fields.Integer()


class JpQuery(HalamanQuery):
    """Whose hours."""

    tahun = Bulat(TAHUN_PERTAMA, TAHUN_TERAKHIR, required=True)
    opd = fields.String(load_default="", validate=_TEXT)
    keadaan = fields.String(load_default="", validate=validate.OneOf(["", "terpenuhi", "kurang"]))
    q = fields.String(load_default="", validate=_TEXT)


class JpOrangQuery(Schema):
    """Of which year; left out, the present one."""

    tahun = Bulat(TAHUN_PERTAMA, TAHUN_TERAKHIR, load_default=None, allow_none=True)


class JpRowSchema(Schema):
    """The hours of one person."""

    pegawai_id = fields.String(required=True)
    nama = fields.String()
    opd_kode = fields.String()
    jp_rencana = fields.Decimal(as_string=True)
    jp_menunggu = fields.Decimal(as_string=True)
    jp = fields.Decimal(as_string=True)
    kurang = fields.Decimal(as_string=True)
    terpenuhi = fields.Boolean()


class JpOrangSchema(Schema):
    """The hours of one person in a year, with the entries behind them."""

    pegawai_id = fields.String(required=True)
    tahun = fields.Integer()
    jp = fields.Decimal(as_string=True)
    jp_menunggu = fields.Decimal(as_string=True)
    kurang = fields.Decimal(as_string=True)
    terpenuhi = fields.Boolean()
    data = fields.List(fields.Nested(PengembanganSchema))
