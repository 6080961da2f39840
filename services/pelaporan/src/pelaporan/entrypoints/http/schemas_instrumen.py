"""The shapes of requests and answers about instruments."""

from __future__ import annotations

from marshmallow import fields, validate

from chassis.http import HalamanQuery, Schema

_TEXT = 2000


class OpdQuery(Schema):
    """Whose sheet; empty means the regency."""

    opd = fields.String(load_default="", validate=validate.Length(max=80))


class OpdHalamanQuery(OpdQuery, HalamanQuery):
    """A page of a list about a sheet."""


class InstrumenListQuery(OpdHalamanQuery):
    """Of which year; without it the present one."""

    tahun = fields.String(load_default="", validate=validate.Length(max=4))


class IsiJawabanSchema(Schema):
    """An answer of the butir's scale; ``alasan`` is needed where it differs from a standing suggestion."""

    jawaban = fields.Raw(required=True, metadata={"description": "AA to E, terpenuhi/sebagian/belum, 0 to 5, a number"})
    alasan = fields.String(load_default="", validate=validate.Length(max=_TEXT))
    bukti = fields.List(
        fields.String(validate=validate.Length(1, _TEXT)),
        load_default=list,
        validate=validate.Length(max=20),
        metadata={"description": "Texts, addresses, ids of events"},
    )


class AlasanSchema(Schema):
    """A reason."""

    alasan = fields.String(required=True, validate=validate.Length(1, _TEXT))


class F03Schema(Schema):
    """Answers of users: one row a respondent, each 0 to 5, in the order of the form."""

    jawaban = fields.List(fields.List(fields.Integer(strict=True)), required=True, validate=validate.Length(1, 5_000))


class SandaranSchema(Schema):
    """A value that a suggestion rests on, and where its events are listed."""

    indikator = fields.String(required=True, allow_none=True)
    periode = fields.String(required=True)
    nilai = fields.String(required=True, allow_none=True)
    pembilang = fields.String(required=True, allow_none=True)
    penyebut = fields.String(required=True, allow_none=True)
    definisi_versi = fields.Integer(required=True, allow_none=True)
    kalimat = fields.String(required=True)
    asal = fields.String(required=True, allow_none=True, metadata={"description": "Address of the events behind it"})


class SaranSchema(Schema):
    """What the facts suggest."""

    jawaban = fields.Raw(required=True)
    kalimat = fields.String(required=True)
    sandaran = fields.List(fields.Nested(SandaranSchema), required=True)


class JawabanSchema(Schema):
    """An answer: what, from whom, why, on what it rests; ``asal`` is evaluator or saran."""

    butir = fields.String(required=True)
    jawaban = fields.Raw(required=True)
    asal = fields.String(required=True)
    alasan = fields.String(required=True)
    bukti = fields.List(fields.String(), required=True)
    sandaran = fields.List(fields.Nested(SandaranSchema), required=True)
    oleh = fields.String(required=True, metadata={"description": "An opaque id"})
    pada = fields.AwareDateTime(required=True)
    version = fields.Integer(required=True)


class PilihanSchema(Schema):
    """A value of a scale and its words."""

    nilai = fields.Raw(required=True)
    kata = fields.String(required=True)


class ButirSchema(Schema):
    """A question with its answer, what the facts suggest, and what it adds to the value."""

    kode = fields.String(required=True)
    nama = fields.String(required=True)
    jenis = fields.String(required=True)
    induk = fields.String(required=True)
    bobot = fields.String(required=True, allow_none=True)
    skor = fields.String(required=True, allow_none=True)
    pilihan = fields.List(fields.Nested(PilihanSchema), required=True)
    jawaban = fields.Nested(JawabanSchema, required=True, allow_none=True)
    saran = fields.Nested(SaranSchema, required=True, allow_none=True)


class KomponenSchema(Schema):
    """A component; ``skor`` is null while it is not whole."""

    kode = fields.String(required=True)
    nama = fields.String(required=True)
    bobot = fields.String(required=True, allow_none=True)
    skor = fields.String(required=True, allow_none=True)
    butir = fields.List(fields.Nested(ButirSchema), required=True)


class KekuranganSchema(Schema):
    """What the sheet lacks; ``menghalangi``: it cannot be established without."""

    butir = fields.String(required=True)
    kalimat = fields.String(required=True)
    menghalangi = fields.Boolean(required=True)


class NilaiInstrumenSchema(Schema):
    """The value of a sheet; ``dari`` is jawaban, saran, unit or penetapan."""

    kode = fields.String(required=True)
    nama = fields.String(required=True)
    tahun = fields.Integer(required=True)
    opd = fields.String(required=True, allow_none=True)
    status = fields.String(required=True)
    nilai = fields.String(required=True, allow_none=True)
    kategori = fields.String(required=True, allow_none=True)
    label = fields.String(required=True, allow_none=True)
    alasan = fields.String(allow_none=True)
    dari = fields.String(required=True)
    aturan = fields.String(required=True)
    version = fields.Integer(required=True)


class SebelumnyaSchema(NilaiInstrumenSchema):
    """Last year's sheet."""

    jawaban = fields.Dict(keys=fields.String(), values=fields.Raw(), required=True)


class NilaiUnitSchema(Schema):
    """The value of an agency."""

    opd = fields.String(required=True)
    klaster = fields.String(required=True)
    nilai = fields.String(required=True, allow_none=True)
    kategori = fields.String(required=True, allow_none=True)
    status = fields.String(required=True)


class KlasterSchema(Schema):
    """A predikat of the regency, and whether its units show what it asks."""

    kode = fields.String(required=True)
    terpenuhi = fields.Boolean(required=True)
    kurang = fields.List(fields.String(), required=True)


class RespondenF03Schema(Schema):
    """A batch of users' answers that counts."""

    id = fields.String(required=True)
    bentuk = fields.String(required=True)
    responden = fields.Integer(required=True)
    pada = fields.AwareDateTime(required=True)
    oleh = fields.String(required=True)
    version = fields.Integer(required=True)


class PenetapanSchema(Schema):
    """One establishing or reopening."""

    aksi = fields.String(required=True)
    version = fields.Integer(required=True)
    nilai = fields.String(required=True)
    kategori = fields.String(required=True)
    aturan = fields.String(required=True)
    alasan = fields.String(required=True)
    oleh = fields.String(required=True)
    pada = fields.AwareDateTime(required=True)


class LaporanSchema(Schema):
    """A report that was issued."""

    id = fields.String(required=True)
    nomor = fields.Integer(required=True)
    sha256 = fields.String(required=True)
    kertas_version = fields.Integer(required=True)
    oleh = fields.String(required=True)
    pada = fields.AwareDateTime(required=True)


class InstrumenSchema(NilaiInstrumenSchema):
    """A sheet with everything on it."""

    komponen = fields.List(fields.Nested(KomponenSchema), required=True)
    keterangan = fields.List(fields.Nested(ButirSchema), required=True)
    jawaban = fields.List(fields.Nested(JawabanSchema), required=True)
    kurang = fields.List(fields.Nested(KekuranganSchema), required=True)
    rincian = fields.Dict(keys=fields.String(), values=fields.String(), required=True)
    catatan = fields.List(fields.String(), required=True)
    sampai = fields.Dict(keys=fields.String(), values=fields.String(), required=True)
    unit = fields.List(fields.Nested(NilaiUnitSchema), required=True)
    klaster = fields.List(fields.Nested(KlasterSchema), required=True)
    f03 = fields.List(fields.Nested(RespondenF03Schema), required=True)
    sebelumnya = fields.Nested(SebelumnyaSchema, required=True, allow_none=True)
    penetapan = fields.List(fields.Nested(PenetapanSchema), required=True)
    laporan = fields.List(fields.Nested(LaporanSchema), required=True)


class SaranDiambilSchema(Schema):
    """The suggestions that became answers."""

    data = fields.List(fields.Nested(JawabanSchema), required=True)
    version = fields.Integer(required=True)


class VersionSchema(Schema):
    """The version of the sheet."""

    version = fields.Integer(required=True)
