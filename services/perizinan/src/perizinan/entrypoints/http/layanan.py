"""REST: the catalogue, open to anyone."""

from __future__ import annotations

from typing import Any

from marshmallow import fields

from chassis.domain import Clock
from chassis.http import Blueprint, HalamanQuery, Schema, make_page, make_page_schema, public
from perizinan.application.ports import Acuan
from perizinan.domain.jangka_waktu import local_date
from perizinan.domain.layanan import Layanan


class MitraSchema(Schema):
    """A partner agency, and the working days it has."""

    opd = fields.String(required=True)
    wajib = fields.Boolean(required=True)
    sla_hari = fields.Integer(required=True)


class SyaratSchema(Schema):
    """A requirement of the published standard."""

    kode = fields.String(required=True)
    nama = fields.String(required=True)
    wajib = fields.Boolean(required=True)
    wajib_jika = fields.String(required=True, allow_none=True)
    jenis_file = fields.List(fields.String(), required=True)
    maks_mb = fields.Integer(required=True)


class KomponenSchema(Schema):
    """A component of the standard, where it comes from, and how well that is known."""

    teks = fields.String(required=True)
    sumber = fields.String(required=True)
    tanda = fields.String(required=True)


class LayananSchema(Schema):
    """A layanan in the version in force today."""

    kode = fields.String(required=True)
    nama = fields.String(required=True)
    kategori = fields.String(required=True)
    versi = fields.Integer(required=True)
    opd_kode = fields.String(required=True)
    sla_hari = fields.Integer(required=True)
    retribusi = fields.String(required=True, allow_none=True, metadata={"description": "Rupiah; null: a Perda sets it"})
    mitra = fields.List(fields.Nested(MitraSchema), required=True)
    syarat = fields.List(fields.Nested(SyaratSchema), required=True)
    standar = fields.Dict(keys=fields.String(), values=fields.Nested(KomponenSchema), required=True)
    isian_skema = fields.Dict(required=True, metadata={"description": "JSON Schema of the form"})
    dasar_hukum = fields.List(fields.String(), required=True)
    produk = fields.String(required=True)
    tutup = fields.String(required=True, allow_none=True, metadata={"description": "Why it takes no new permohonan"})


def make_layanan_api(acuan: Acuan, clock: Clock) -> Blueprint:
    """Return the routes of the catalogue."""
    api = Blueprint("layanan", __name__, description="Katalog layanan")

    @api.route("/v1/layanan")
    @public
    @api.arguments(HalamanQuery, location="query")
    @api.response(200, make_page_schema(LayananSchema))
    def list_layanan(query: dict[str, Any]) -> Any:
        """The layanan in force, by code."""
        found = acuan.katalog.list_in_force(local_date(clock.now()))
        begin = (query["halaman"] - 1) * query["per_halaman"]
        page = found[begin : begin + query["per_halaman"]]
        return make_page([to_layanan(satu) for satu in page], query=query, jumlah=len(found))

    @api.route("/v1/layanan/<kode>")
    @public
    @api.response(200, LayananSchema)
    def get_layanan(kode: str) -> Any:
        """A layanan with its published standard and its form."""
        return to_layanan(acuan.katalog.get_in_force(kode, local_date(clock.now())))

    return api


def to_layanan(layanan: Layanan) -> dict[str, Any]:
    """Return a layanan as the API tells it."""
    plain = {name: getattr(layanan, name) for name in LayananSchema().fields}
    retribusi = None if layanan.retribusi is None else f"{layanan.retribusi:f}"
    return plain | {"retribusi": retribusi}
