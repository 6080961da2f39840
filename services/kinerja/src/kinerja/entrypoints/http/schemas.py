"""The shapes of requests and answers."""

from __future__ import annotations

from marshmallow import fields, validate

from chassis.http import HalamanQuery, Schema

JENIS_JABATAN = ("struktural", "fungsional", "pelaksana")
_TEXT = validate.Length(max=200)


class OrganisasiQuery(Schema):
    """Which part of the tree."""

    opd = fields.String(load_default="", validate=_TEXT)


class KepalaSchema(Schema):
    """The head of a unit."""

    pegawai_id = fields.String(required=True)
    nama = fields.String(required=True)


class UnitSchema(Schema):
    """A unit."""

    unit_id = fields.String(required=True)
    induk_id = fields.String(required=True, allow_none=True)
    nama = fields.String(required=True)
    jenis = fields.String(required=True)
    opd_kode = fields.String(required=True, metadata={"description": "Empty for the regency itself"})
    kepala = fields.Nested(KepalaSchema, required=True, allow_none=True)
    jumlah_pegawai = fields.Integer(required=True, metadata={"description": "In service, in it and below"})
    version = fields.Integer(required=True)


class OrganisasiSchema(UnitSchema):
    """A unit with those below it."""

    anak = fields.List(fields.Nested(lambda: OrganisasiSchema()), required=True)  # noqa: PLW0108 - no such name yet


class RenameSchema(Schema):
    """The new name of a unit."""

    nama = fields.String(required=True)


class PegawaiQuery(HalamanQuery):
    """Which people; ``opd`` and ``unit`` include what lies below."""

    opd = fields.String(load_default="", validate=_TEXT)
    unit = fields.String(load_default="", validate=_TEXT)
    q = fields.String(load_default="", validate=_TEXT)
    jenis = fields.String(load_default="", validate=validate.OneOf(JENIS_JABATAN))
    aktif = fields.Boolean(load_default=True)


class PegawaiSchema(Schema):
    """A person."""

    pegawai_id = fields.String(required=True)
    nama = fields.String(required=True)
    unit_id = fields.String(required=True)
    opd_kode = fields.String(required=True)
    jabatan_kode = fields.String(required=True)
    jabatan = fields.String(required=True)
    jenis_jabatan = fields.String(required=True)
    jenjang_jabatan = fields.String(required=True)
    atasan_id = fields.String(required=True, allow_none=True)
    atasan_ditetapkan = fields.Boolean(
        required=True, metadata={"description": "The superior was chosen and does not follow from the tree"}
    )
    aktif = fields.Boolean(required=True)
    version = fields.Integer(required=True)


class PerubahanSchema(Schema):
    """The answer of a change."""

    pegawai_id = fields.String(required=True)
    unit_id = fields.String(required=True)
    opd_kode = fields.String(required=True)
    jabatan_kode = fields.String(required=True)
    atasan_id = fields.String(required=True, allow_none=True)
    aktif = fields.Boolean(required=True)
    version = fields.Integer(required=True)


class AlasanSchema(Schema):
    """Why."""

    alasan = fields.String(required=True)


class MoveSchema(AlasanSchema):
    """Where to, and into which post."""

    unit_id = fields.String(required=True)
    jabatan_kode = fields.String(required=True)


class AssignAtasanSchema(AlasanSchema):
    """Who; null gives the choice back to the tree."""

    atasan_id = fields.String(required=True, allow_none=True)


class JabatanSchema(Schema):
    """A post of the catalogue."""

    kode = fields.String(required=True)
    nama = fields.String(required=True)
    jenis = fields.String(required=True)


class KatalogJabatanSchema(Schema):
    """The catalogue of posts."""

    data = fields.List(fields.Nested(JabatanSchema), required=True)


class RiwayatSchema(Schema):
    """A change, from the audit trail."""

    waktu = fields.AwareDateTime(required=True)
    aksi = fields.String(required=True)
    aktor = fields.String(required=True)
    peran = fields.List(fields.String(), required=True)
    alasan = fields.String(required=True)
    dari = fields.Dict(keys=fields.String(), required=True)
    ke = fields.Dict(keys=fields.String(), required=True)


class JejakSchema(Schema):
    """The audit trail of a person, the newest first."""

    data = fields.List(fields.Nested(RiwayatSchema), required=True)


class KosongSchema(Schema):
    """A body without fields."""
