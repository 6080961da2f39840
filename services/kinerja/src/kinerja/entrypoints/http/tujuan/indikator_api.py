"""REST: the indicators of units, what is recorded for them, and disputes about it."""

from __future__ import annotations

from typing import Any

from chassis.domain import TransitionNotAllowed
from chassis.http import (
    Blueprint,
    HalamanQuery,
    current_pengguna,
    cut_page,
    etag,
    expected_version,
    make_page,
    make_page_schema,
    requires,
)
from kinerja.application.tujuan import TujuanApplication
from kinerja.application.tujuan.change_indikator import ChangeIndikator
from kinerja.application.tujuan.choose_realisasi import ChooseRealisasi
from kinerja.application.tujuan.decide_sanggahan import DecideSanggahan
from kinerja.application.tujuan.dispute_realisasi import DisputeRealisasi
from kinerja.application.tujuan.establish_indikator import EstablishIndikator
from kinerja.application.tujuan.queries import SaringIndikator
from kinerja.application.tujuan.record_realisasi import RecordRealisasi
from kinerja.application.wewenang import Scope
from kinerja.domain.capaian import Polaritas
from kinerja.domain.indikator_kinerja import AsalRealisasi, Sumber
from kinerja.domain.sanggahan import Sanggahan, StatusSanggahan
from kinerja.entrypoints.http.answers import Answer, check_version
from kinerja.entrypoints.http.tujuan import schemas
from kinerja.entrypoints.http.tujuan.answers import to_indikator, to_tercatat


def build_indikator_api(tujuan: TujuanApplication) -> Blueprint:
    """Return the routes of indicators."""
    api = Blueprint("indikator", __name__, description="Indicators of units")

    @api.route("/v1/indikator")
    @requires(Scope.TUJUAN_BACA)
    @api.arguments(schemas.IndikatorQuery, location="query")
    @api.response(200, make_page_schema(schemas.IndikatorSchema))
    def list_indikator(query: dict[str, Any]) -> Any:
        """Return the indicators within the caller's reach."""
        found = tujuan.list_indikator(current_pengguna(), SaringIndikator(**query))
        return make_page([to_indikator(row) for row in found.data], query=query, jumlah=found.jumlah)

    @api.route("/v1/indikator", methods=["POST"])
    @requires(Scope.TUJUAN_UBAH)
    @api.arguments(schemas.EstablishIndikatorSchema)
    @api.response(201, schemas.IndikatorSchema)
    def establish_indikator(body: dict[str, Any]) -> Answer:
        """Establish an indicator; one whose source rests on realisasi itself is refused."""
        sumber = Sumber(**body.pop("sumber")) if body["sumber"] else body.pop("sumber")
        polaritas = Polaritas(body.pop("polaritas"))
        made = tujuan.establish_indikator(
            EstablishIndikator(pengguna=current_pengguna(), sumber=sumber, polaritas=polaritas, **body)
        )
        return _shown(tujuan, made.id, 201)

    @api.route("/v1/indikator/<indikator_id>")
    @requires(Scope.TUJUAN_BACA)
    @api.response(200, schemas.IndikatorSchema)
    def get_indikator(indikator_id: str) -> Answer:
        """Return an indicator with its realisasi."""
        return _shown(tujuan, indikator_id)

    @api.route("/v1/indikator/<indikator_id>/change", methods=["POST"])
    @requires(Scope.TUJUAN_UBAH)
    @api.arguments(schemas.ChangeIndikatorSchema, first=_check_indikator(tujuan))
    @api.response(200, schemas.IndikatorSchema)
    def change_indikator(body: dict[str, Any], indikator_id: str) -> Answer:
        """Establish an indicator anew, with a reason; needs If-Match."""
        tujuan.change_indikator(
            ChangeIndikator(
                pengguna=current_pengguna(),
                indikator_id=indikator_id,
                expected_version=expected_version(),
                **body,
            )
        )
        return _shown(tujuan, indikator_id)

    return api


def build_realisasi_api(tujuan: TujuanApplication) -> Blueprint:
    """Return the routes of realisasi."""
    api = Blueprint("realisasi", __name__, description="What was reached, against the targets")

    @api.route("/v1/indikator/<indikator_id>/realisasi")
    @requires(Scope.TUJUAN_BACA)
    @api.arguments(HalamanQuery, location="query")
    @api.response(200, make_page_schema(schemas.RealisasiSchema))
    def list_realisasi(query: dict[str, Any], indikator_id: str) -> Any:
        """Return everything that was recorded, nothing left out."""
        return cut_page(tujuan.list_realisasi(current_pengguna(), indikator_id), query=query)

    def check_seen(indikator_id: str) -> None:
        row = tujuan.get_indikator(current_pengguna(), indikator_id)
        if expected_version() is not None:
            check_version(row.version)

    @api.route("/v1/indikator/<indikator_id>/realisasi", methods=["POST"])
    @requires(Scope.REALISASI_CATAT)
    @api.arguments(schemas.RecordRealisasiSchema, first=check_seen)
    @api.response(201, schemas.TercatatSchema)
    def record_realisasi(body: dict[str, Any], indikator_id: str) -> Answer:
        """Record the realisasi of a quarter; If-Match, where given, must name the version of the indicator."""
        done = tujuan.record_realisasi(
            RecordRealisasi(
                pengguna=current_pengguna(),
                indikator_id=indikator_id,
                expected_version=expected_version(),
                **body,
            )
        )
        return to_tercatat(done), 201, etag(done.indikator.version)

    def check_waiting(indikator_id: str, periode: str) -> None:
        row = tujuan.get_indikator(current_pengguna(), indikator_id)
        check_version(row.version)
        if all(each.periode != periode for each in row.selisih):
            raise TransitionNotAllowed("realisasi.transition_not_allowed", periode=periode)

    @api.route("/v1/indikator/<indikator_id>/realisasi/<periode>/choose", methods=["POST"])
    @requires(Scope.REALISASI_CATAT)
    @api.arguments(schemas.ChooseRealisasiSchema, first=check_waiting)
    @api.response(200, schemas.TercatatSchema)
    def choose_realisasi(body: dict[str, Any], indikator_id: str, periode: str) -> Answer:
        """End the difference between a typed value and that of an indicator; needs If-Match."""
        done = tujuan.choose_realisasi(
            ChooseRealisasi(
                pengguna=current_pengguna(),
                indikator_id=indikator_id,
                periode=periode,
                asal=AsalRealisasi(body["asal"]),
                expected_version=expected_version(),
            )
        )
        return to_tercatat(done), 200, etag(done.indikator.version)

    return api


def build_sanggahan_api(tujuan: TujuanApplication) -> Blueprint:
    """Return the routes of disputes."""
    api = Blueprint("sanggahan", __name__, description="Disputes about a realisasi")

    @api.route("/v1/indikator/<indikator_id>/sanggahan")
    @requires(Scope.TUJUAN_BACA)
    @api.arguments(HalamanQuery, location="query")
    @api.response(200, make_page_schema(schemas.SanggahanSchema))
    def list_sanggahan(query: dict[str, Any], indikator_id: str) -> Any:
        """Return the disputes about an indicator, the newest first."""
        return cut_page(tujuan.list_sanggahan(current_pengguna(), indikator_id), query=query)

    def check_known(indikator_id: str, periode: str) -> None:
        tujuan.get_indikator(current_pengguna(), indikator_id)

    @api.route("/v1/indikator/<indikator_id>/realisasi/<periode>/sanggah", methods=["POST"])
    @requires(Scope.SANGGAHAN_AJUKAN)
    @api.arguments(schemas.DisputeSchema, first=check_known)
    @api.response(201, schemas.SanggahanSchema)
    def dispute_realisasi(body: dict[str, Any], indikator_id: str, periode: str) -> Answer:
        """Dispute the value of a quarter, or one fact behind it."""
        made = tujuan.dispute_realisasi(
            DisputeRealisasi(pengguna=current_pengguna(), indikator_id=indikator_id, periode=periode, **body)
        )
        return _sanggahan(made), 201, etag(made.version)

    @api.route("/v1/sanggahan/<sanggahan_id>")
    @requires(Scope.TUJUAN_BACA)
    @api.response(200, schemas.SanggahanSchema)
    def get_sanggahan(sanggahan_id: str) -> Answer:
        """Return a dispute."""
        row = tujuan.get_sanggahan(current_pengguna(), sanggahan_id)
        return row, 200, etag(row.version)

    def check_open(sanggahan_id: str) -> None:
        row = tujuan.get_sanggahan(current_pengguna(), sanggahan_id)
        check_version(row.version)
        if row.status != StatusSanggahan.DIAJUKAN:
            raise TransitionNotAllowed("sanggahan.transition_not_allowed", status=row.status)

    @api.route("/v1/sanggahan/<sanggahan_id>/accept", methods=["POST"])
    @requires(Scope.TUJUAN_UBAH)
    @api.arguments(schemas.PutusanSchema, first=check_open)
    @api.response(200, schemas.SanggahanSchema)
    def accept_sanggahan(body: dict[str, str], sanggahan_id: str) -> Answer:
        """Agree with a dispute, with reasons; needs If-Match."""
        done = tujuan.accept_sanggahan(_decision(sanggahan_id, body))
        return _sanggahan(done), 200, etag(done.version)

    @api.route("/v1/sanggahan/<sanggahan_id>/reject", methods=["POST"])
    @requires(Scope.TUJUAN_UBAH)
    @api.arguments(schemas.PutusanSchema, first=check_open)
    @api.response(200, schemas.SanggahanSchema)
    def reject_sanggahan(body: dict[str, str], sanggahan_id: str) -> Answer:
        """Turn a dispute down, with reasons; needs If-Match."""
        done = tujuan.reject_sanggahan(_decision(sanggahan_id, body))
        return _sanggahan(done), 200, etag(done.version)

    return api


def _check_indikator(tujuan: TujuanApplication) -> Any:
    def check(indikator_id: str) -> None:
        check_version(tujuan.get_indikator(current_pengguna(), indikator_id).version)

    return check


def _shown(tujuan: TujuanApplication, indikator_id: str, status: int = 200) -> Answer:
    row = tujuan.get_indikator(current_pengguna(), indikator_id)
    return to_indikator(row), status, etag(row.version)


def _decision(sanggahan_id: str, body: dict[str, str]) -> DecideSanggahan:
    return DecideSanggahan(
        pengguna=current_pengguna(),
        sanggahan_id=sanggahan_id,
        expected_version=expected_version(),
        alasan=body["alasan"],
    )


def _sanggahan(made: Sanggahan) -> dict[str, Any]:
    return vars(made) | {"periode": made.periode.teks, "status": made.status.value}
