"""REST: tracking by the holder of the receipt, and the licence behind a number; limited by address."""

from __future__ import annotations

from typing import Any

from marshmallow import fields

from chassis.domain import Clock
from chassis.http import Blueprint, Schema, limited, public
from perizinan.application.ports import Acuan
from perizinan.application.queries import IzinPublik, Queries
from perizinan.application.tinjauan import count_hari_kerja, explain_jeda
from perizinan.domain.identitas import mask_nama
from perizinan.domain.jangka_waktu import local_date
from perizinan.domain.permohonan import Permohonan


class LacakQuery(Schema):
    """The key of the receipt; without one, the answer is that of a wrong one."""

    kunci = fields.String(load_default="")


class LacakSchema(Schema):
    """The public state of a permohonan."""

    nomor_registrasi = fields.String(required=True)
    status = fields.String(required=True)
    tahap = fields.String(required=True)
    layanan = fields.String(required=True)
    layanan_kode = fields.String(required=True)
    nama = fields.String(required=True, metadata={"description": "Masked"})
    diajukan_pada = fields.AwareDateTime(required=True, allow_none=True)
    sla_hari = fields.Integer(required=True)
    hari_terpakai = fields.Integer(required=True, allow_none=True)
    hari_sisa = fields.Integer(required=True, allow_none=True)
    jatuh_tempo = fields.Date(required=True, allow_none=True)
    alasan_jeda = fields.String(required=True, metadata={"description": "Why the clock is paused, or empty"})
    perbaikan_sampai = fields.Date(required=True, allow_none=True)
    nomor_izin = fields.String(required=True, allow_none=True)


class IzinPublikSchema(Schema):
    """What anyone may know of a licence."""

    nomor_izin = fields.String(required=True)
    layanan = fields.String(required=True)
    nama = fields.String(required=True, metadata={"description": "Masked"})
    tanggal_terbit = fields.Date(required=True)
    berlaku_sampai = fields.Date(required=True, allow_none=True)
    status = fields.String(required=True, metadata={"description": "The status of today"})


def make_lacak_api(queries: Queries, acuan: Acuan, clock: Clock) -> Blueprint:
    """Return the open look-ups."""
    api = Blueprint("lacak", __name__, description="Lacak permohonan, periksa izin")

    @api.route("/v1/lacak/<nomor_registrasi>")
    @public
    @limited()
    @api.arguments(LacakQuery, location="query")
    @api.response(200, LacakSchema)
    def track_permohonan(query: dict[str, str], nomor_registrasi: str) -> Any:
        """Where a permohonan stands."""
        return to_lacak(queries.track_permohonan(nomor_registrasi, query["kunci"]), acuan, clock)

    @api.route("/v1/izin/<path:nomor_izin>")
    @public
    @limited()
    @api.response(200, IzinPublikSchema)
    def verify_izin(nomor_izin: str) -> Any:
        """Whether a licence is genuine and in force today."""
        return to_izin(queries.find_izin(nomor=nomor_izin), acuan, clock)

    return api


def to_lacak(permohonan: Permohonan, acuan: Acuan, clock: Clock) -> dict[str, Any]:
    """Return what the holder of the receipt may know."""
    hari = count_hari_kerja(permohonan, acuan.kalender, clock.now())
    return {
        "nomor_registrasi": permohonan.nomor_registrasi,
        "status": permohonan.status,
        "tahap": permohonan.tahap,
        "layanan": permohonan.layanan.nama,
        "layanan_kode": permohonan.layanan.kode,
        "nama": mask_nama(permohonan.pemohon.nama),
        "diajukan_pada": permohonan.diajukan_pada,
        "sla_hari": permohonan.layanan.sla_hari,
        "hari_terpakai": hari.terpakai,
        "hari_sisa": hari.sisa,
        "jatuh_tempo": permohonan.jatuh_tempo,
        "alasan_jeda": explain_jeda(permohonan),
        "perbaikan_sampai": permohonan.perbaikan_sampai,
        "nomor_izin": permohonan.izin.nomor if permohonan.izin else None,
    }


def to_izin(found: IzinPublik, acuan: Acuan, clock: Clock) -> dict[str, Any]:
    """Return what anyone may know of a licence."""
    izin = found.izin
    return {
        "nomor_izin": izin.nomor,
        "layanan": acuan.katalog.get(found.layanan_kode, found.layanan_versi).nama,
        "nama": mask_nama(found.nama_pemohon),
        "tanggal_terbit": local_date(izin.terbit_pada),
        "berlaku_sampai": izin.berlaku_sampai,
        "status": izin.status_on(local_date(clock.now())),
    }
