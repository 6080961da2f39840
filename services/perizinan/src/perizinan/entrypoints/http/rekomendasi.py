"""REST: a partner's answer. Its task is an aggregate of its own, so no If-Match."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from chassis.domain import NotFound, TransitionNotAllowed
from chassis.http import Blueprint, current_pengguna, etag, requires
from perizinan.application import Application
from perizinan.application.rekomendasi.give import GiveRekomendasi
from perizinan.application.tindakan import as_pelaku
from perizinan.domain.langkah import Langkah
from perizinan.domain.permohonan import Permohonan
from perizinan.domain.rekomendasi import Rekomendasi
from perizinan.entrypoints.http import permohonan_schema as schema
from perizinan.entrypoints.http.answers import Answer, to_rekomendasi


def make_rekomendasi_api(application: Application) -> Blueprint:
    """Return the route of the partners."""
    api = Blueprint("rekomendasi", __name__, description="Mitra")

    def check_give(id: UUID, opd: str) -> None:  # noqa: A002 - the path's own name
        """Refuse what comes before the fields: not the caller's task, or not now."""
        pengguna = current_pengguna()
        permohonan = application.queries.get_permohonan(pengguna, id)
        if opd != pengguna.opd_kode:
            raise NotFound("rekomendasi.not_found")
        tugas = _find(permohonan, opd)
        permohonan.check(Langkah.GIVE, oleh=as_pelaku(pengguna, permohonan))
        if not tugas.is_awaited:
            raise TransitionNotAllowed("rekomendasi.transition_not_allowed", status=tugas.status)

    @api.route("/v1/permohonan/<uuid:id>/rekomendasi/<opd>/give", methods=["POST"])
    @requires("rekomendasi.beri")
    @api.arguments(schema.GiveRequest, first=check_give)
    @api.response(200, schema.RekomendasiSchema)
    def give_rekomendasi(body: dict[str, Any], id: UUID, opd: str) -> Answer:  # noqa: A002
        """Answer for the partner agency."""
        command = GiveRekomendasi(permohonan_id=id, opd=opd, pengguna=current_pengguna(), **body)
        tugas = _find(application.give_rekomendasi(command), opd)
        return to_rekomendasi(tugas), 200, etag(tugas.version)

    return api


def _find(permohonan: Permohonan, opd: str) -> Rekomendasi:
    """Return the last task of the partner."""
    for tugas in permohonan.rekomendasi_berlaku:
        if tugas.opd_mitra == opd:
            return tugas
    raise NotFound("rekomendasi.not_found", opd=opd)
