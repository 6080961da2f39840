"""REST: the plan of an indicator, and what is noted about its quarters."""

from __future__ import annotations

from typing import Any

from marshmallow import fields, validate

from chassis.domain import TransitionNotAllowed
from chassis.http import Blueprint, Schema, current_pengguna, etag, expected_version, requires
from kinerja.application.tujuan import TujuanApplication
from kinerja.application.tujuan.monitor_rencana_aksi import MonitorRencanaAksi
from kinerja.application.tujuan.rencana_aksi import RencanaAksiRow
from kinerja.application.tujuan.write_rencana_aksi import WriteRencanaAksi
from kinerja.application.wewenang import Scope
from kinerja.domain.periode import TRIWULAN
from kinerja.domain.rencana_aksi import (
    CATATAN_PALING_PANJANG,
    LANGKAH_PALING_BANYAK,
    TEKS_PALING_PANJANG,
    Akumulasi,
    LangkahAksi,
)
from kinerja.entrypoints.http.answers import Answer, check_version
from kinerja.entrypoints.http.tujuan.schemas import Bilangan

_TEXT = validate.Length(max=TEKS_PALING_PANJANG)
_LONG = validate.Length(max=CATATAN_PALING_PANJANG)
_ADDRESS = "/v1/indikator/<indikator_id>/rencana-aksi"


class LangkahAksiSchema(Schema):
    """A step of a quarter; ``penanggung_jawab`` is a post, ``anggaran`` rupiah."""

    triwulan = fields.String(required=True, validate=validate.OneOf(TRIWULAN))
    uraian = fields.String(required=True, validate=_TEXT)
    output = fields.String(required=True, validate=_TEXT)
    program = fields.String(load_default="", validate=_TEXT)
    anggaran = Bilangan(load_default=None, allow_none=True)
    penanggung_jawab = fields.String(load_default="", validate=_TEXT)


class WriteRencanaAksiSchema(Schema):
    """The whole plan."""

    akumulasi = fields.String(required=True, validate=validate.OneOf([each.value for each in Akumulasi]))
    langkah = fields.List(
        fields.Nested(LangkahAksiSchema), required=True, validate=validate.Length(1, LANGKAH_PALING_BANYAK)
    )


class MonitorRencanaAksiSchema(Schema):
    """What stood in the way in a quarter, and what is done about it; one of the two at least."""

    periode = fields.String(required=True)
    kendala = fields.String(load_default="", validate=_LONG)
    tindak_lanjut = fields.String(load_default="", validate=_LONG)


class PantauanSchema(Schema):
    """One note; the last one of a quarter is the one that holds."""

    periode = fields.String(required=True)
    kendala = fields.String(required=True)
    tindak_lanjut = fields.String(required=True)
    oleh = fields.String(required=True, metadata={"description": "An opaque id"})
    pada = fields.AwareDateTime(required=True)


class RencanaAksiSchema(Schema):
    """A plan with its notes, and the year so far as its quarters add up; version 0 where none was written."""

    indikator_id = fields.String(required=True)
    tahun = fields.Integer(required=True)
    akumulasi = fields.String(required=True)
    langkah = fields.List(fields.Nested(LangkahAksiSchema), required=True)
    pantauan = fields.List(fields.Nested(PantauanSchema), required=True)
    realisasi = Bilangan(required=True, allow_none=True)
    capaian = Bilangan(required=True, allow_none=True)
    version = fields.Integer(required=True)


def build_rencana_aksi_api(tujuan: TujuanApplication) -> Blueprint:
    """Return the routes of plans."""
    api = Blueprint("rencana_aksi", __name__, description="Rencana aksi: the steps of each quarter")

    def shown(indikator_id: str) -> Answer:
        row = tujuan.get_rencana_aksi(current_pengguna(), indikator_id)
        return _to_answer(row), 200, etag(row.rencana.version)

    @api.route(_ADDRESS)
    @requires(Scope.TUJUAN_BACA)
    @api.response(200, RencanaAksiSchema)
    def get_rencana_aksi(indikator_id: str) -> Answer:
        """Return the plan of an indicator."""
        return shown(indikator_id)

    def check_seen(indikator_id: str) -> None:
        check_version(tujuan.get_rencana_aksi(current_pengguna(), indikator_id).rencana.version)

    @api.route(_ADDRESS, methods=["PUT"])
    @requires(Scope.TUJUAN_UBAH)
    @api.arguments(WriteRencanaAksiSchema, first=check_seen)
    @api.response(200, RencanaAksiSchema)
    def write_rencana_aksi(body: dict[str, Any], indikator_id: str) -> Answer:
        """Set the plan of an indicator; needs If-Match, ``"0"`` for the first."""
        command = WriteRencanaAksi(
            pengguna=current_pengguna(),
            indikator_id=indikator_id,
            expected_version=expected_version(),
            akumulasi=Akumulasi(body["akumulasi"]),
            langkah=[LangkahAksi(**each) for each in body["langkah"]],
        )
        tujuan.write_rencana_aksi(command)
        return shown(indikator_id)

    def check_written(indikator_id: str) -> None:
        check_seen(indikator_id)
        if not tujuan.get_rencana_aksi(current_pengguna(), indikator_id).rencana.langkah:
            raise TransitionNotAllowed("rencana_aksi.transition_not_allowed")

    @api.route(f"{_ADDRESS}/monitor", methods=["POST"])
    @requires(Scope.REALISASI_CATAT)
    @api.arguments(MonitorRencanaAksiSchema, first=check_written)
    @api.response(200, RencanaAksiSchema)
    def monitor_rencana_aksi(body: dict[str, str], indikator_id: str) -> Answer:
        """Note what stood in the way in a quarter; needs If-Match."""
        tujuan.monitor_rencana_aksi(
            MonitorRencanaAksi(
                pengguna=current_pengguna(), indikator_id=indikator_id, expected_version=expected_version(), **body
            )
        )
        return shown(indikator_id)

    return api


def _to_answer(row: RencanaAksiRow) -> dict[str, Any]:
    rencana = row.rencana
    return {
        "indikator_id": rencana.indikator_id,
        "tahun": rencana.tahun,
        "akumulasi": rencana.akumulasi.value,
        "langkah": list(rencana.langkah),
        "pantauan": [vars(each) | {"periode": each.periode.teks} for each in rencana.pantauan],
        "realisasi": row.realisasi,
        "capaian": row.capaian,
        "version": rencana.version,
    }
