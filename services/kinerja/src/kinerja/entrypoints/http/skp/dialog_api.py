"""REST: the dialogues about an SKP, and its audit trail."""

from __future__ import annotations

from typing import Any

from chassis.domain import TransitionNotAllowed
from chassis.http import Blueprint, HalamanQuery, current_pengguna, cut_page, make_page_schema, requires
from kinerja.application.hubungan import relate
from kinerja.application.skp import SkpApplication
from kinerja.application.skp.act import check_hubungan
from kinerja.application.skp.dialog import SIDES, RecordDialog
from kinerja.application.wewenang import Scope
from kinerja.domain.skp import StatusSkp
from kinerja.entrypoints.http.schemas import JejakSchema
from kinerja.entrypoints.http.skp import schemas


def add_dialog(api: Blueprint, skp: SkpApplication) -> None:
    """Add the routes."""

    def check_dialog(skp_id: str) -> None:
        """Refuse before the fields are looked at: unknown, not theirs, at its end."""
        pengguna = current_pengguna()
        row = skp.get_skp(pengguna, skp_id)
        check_hubungan(relate(pengguna, row.rantai), SIDES, assessor_acts=row.penilai_aktif)
        if row.status == StatusSkp.DITUTUP:
            raise TransitionNotAllowed("skp.transition_not_allowed", skp_id=skp_id)

    @api.route("/v1/skp/<skp_id>/dialog")
    @requires(Scope.SKP_BACA)
    @api.arguments(HalamanQuery, location="query", first=lambda skp_id: skp.list_dialog(current_pengguna(), skp_id))
    @api.response(200, make_page_schema(schemas.DialogSchema))
    def list_dialog(query: dict[str, Any], skp_id: str) -> Any:
        """Return the dialogues, the newest first; to the person and those who assess them."""
        found = skp.list_dialog(current_pengguna(), skp_id)
        return cut_page(found, query=query)

    @api.route("/v1/skp/<skp_id>/dialog", methods=["POST"])
    @requires(Scope.SKP_SUSUN)
    @api.arguments(schemas.RecordDialogSchema, first=check_dialog)
    @api.response(201, schemas.DialogSchema)
    def record_dialog(body: dict[str, Any], skp_id: str) -> Any:
        """Record a dialogue; the owner and the assessor may."""
        made = skp.record_dialog(RecordDialog(pengguna=current_pengguna(), skp_id=skp_id, **body))
        return next(each for each in skp.list_dialog(current_pengguna(), skp_id) if each.id == made.id)

    @api.route("/v1/skp/<skp_id>/jejak")
    @requires(Scope.SKP_BACA)
    @api.response(200, JejakSchema)
    def list_jejak(skp_id: str) -> Any:
        """Return the audit trail of an SKP, the newest first."""
        return {"data": skp.list_jejak(current_pengguna(), skp_id)}
