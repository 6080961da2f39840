"""REST: facts of people's careers."""

from __future__ import annotations

from typing import Any

from chassis.domain import TransitionNotAllowed
from chassis.http import Blueprint, current_pengguna, etag, expected_version, requires
from kinerja.application.orang import refuse_own
from kinerja.application.riwayat_kepegawaian import RiwayatKepegawaianApplication
from kinerja.application.riwayat_kepegawaian.record import AnnulRiwayatKepegawaian, RecordRiwayatKepegawaian
from kinerja.application.wewenang import Scope
from kinerja.domain.riwayat_kepegawaian import JenisRiwayat
from kinerja.entrypoints.http.answers import Answer, check_version
from kinerja.entrypoints.http.riwayat_kepegawaian import schemas


def build_riwayat_kepegawaian_api(riwayat: RiwayatKepegawaianApplication) -> Blueprint:
    """Return the routes."""
    api = Blueprint("riwayat_kepegawaian", __name__, description="Facts of people's careers, with their evidence")

    @api.route("/v1/riwayat-kepegawaian")
    @requires(Scope.PENGEMBANGAN_BACA)
    @api.arguments(schemas.RiwayatKepegawaianQuery, location="query")
    @api.response(200, schemas.DaftarRiwayatKepegawaianSchema)
    def list_riwayat_kepegawaian(query: dict[str, str]) -> Any:
        """Return every fact of a person within reach, the annulled ones too."""
        return {"data": riwayat.list_riwayat_kepegawaian(current_pengguna(), query["pegawai_id"])}

    @api.route("/v1/riwayat-kepegawaian/<riwayat_id>")
    @requires(Scope.PENGEMBANGAN_BACA)
    @api.response(200, schemas.RiwayatKepegawaianSchema)
    def get_riwayat_kepegawaian(riwayat_id: str) -> Answer:
        """Return a fact."""
        return _shown(riwayat, riwayat_id)

    @api.route("/v1/riwayat-kepegawaian", methods=["POST"])
    @requires(Scope.RIWAYAT_CATAT)
    @api.arguments(schemas.RecordRiwayatKepegawaianSchema)
    @api.response(201, schemas.RiwayatKepegawaianSchema)
    def record_riwayat_kepegawaian(body: dict[str, Any]) -> Answer:
        """Record what a decree or a diploma says of a person."""
        body["jenis"] = JenisRiwayat(body["jenis"])
        command = RecordRiwayatKepegawaian(pengguna=current_pengguna(), **body)
        return _shown(riwayat, riwayat.record_riwayat_kepegawaian(command).id, 201)

    def check(riwayat_id: str) -> None:
        row = riwayat.get_riwayat_kepegawaian(current_pengguna(), riwayat_id)
        refuse_own(current_pengguna(), row.pegawai_id, "riwayat_kepegawaian.own")
        check_version(row.version)
        if row.dibatalkan:
            raise TransitionNotAllowed("riwayat_kepegawaian.transition_not_allowed", riwayat_id=riwayat_id)

    @api.route("/v1/riwayat-kepegawaian/<riwayat_id>/annul", methods=["POST"])
    @requires(Scope.RIWAYAT_CATAT)
    @api.arguments(schemas.AlasanBatalSchema, first=check)
    @api.response(200, schemas.RiwayatKepegawaianSchema)
    def annul_riwayat_kepegawaian(body: dict[str, Any], riwayat_id: str) -> Answer:
        """Annul a fact that was wrong; it stays, and counts no more. Needs If-Match."""
        command = AnnulRiwayatKepegawaian(
            pengguna=current_pengguna(), riwayat_id=riwayat_id, expected_version=expected_version(), **body
        )
        return _shown(riwayat, riwayat.annul_riwayat_kepegawaian(command).id)

    return api


def _shown(riwayat: RiwayatKepegawaianApplication, riwayat_id: str, status: int = 200) -> Answer:
    row = riwayat.get_riwayat_kepegawaian(current_pengguna(), riwayat_id)
    return row, status, etag(row.version)
