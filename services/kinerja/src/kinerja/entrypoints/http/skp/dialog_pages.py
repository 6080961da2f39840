"""The page on which a dialogue about an SKP is recorded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from chassis.domain import Invalid
from chassis.http import current_pengguna, redirect_with, requires
from kinerja.application.skp import SkpApplication
from kinerja.application.skp.dialog import SIDES, RecordDialog
from kinerja.application.wewenang import Scope
from kinerja.entrypoints.http.skp.sajian import require_hubungan


def build_dialog_pages(skp: SkpApplication) -> Blueprint:
    """Return the form."""
    pages = Blueprint("skp_dialog", __name__)

    @pages.get("/skp/<skp_id>/dialog")
    @requires(Scope.SKP_SUSUN)
    def show_dialog(skp_id: str) -> str:
        """Ask when they spoke and what they agreed."""
        return _form(skp, skp_id, {})

    @pages.post("/skp/<skp_id>/dialog")
    @requires(Scope.SKP_SUSUN)
    def save_dialog(skp_id: str) -> ResponseReturnValue:
        """Record the dialogue, or show what is wrong."""
        require_hubungan(skp.get_skp(current_pengguna(), skp_id), SIDES)
        try:
            skp.record_dialog(_read(skp_id))
        except Invalid as error:
            return _form(skp, skp_id, error.errors), 422
        return redirect_with(url_for("skp_halaman.show_skp", skp_id=skp_id), "dialog")

    return pages


def _read(skp_id: str) -> RecordDialog:
    try:
        tanggal = date.fromisoformat(request.form.get("tanggal", "").strip())
    except ValueError as error:
        raise Invalid({"tanggal": ["Isi tanggal dialognya, seperti 2026-01-12"]}) from error
    kesepakatan = request.form.get("kesepakatan", "")
    return RecordDialog(pengguna=current_pengguna(), skp_id=skp_id, tanggal=tanggal, kesepakatan=kesepakatan)


def _form(skp: SkpApplication, skp_id: str, galat: Mapping[str, Sequence[str]]) -> str:
    row = skp.get_skp(current_pengguna(), skp_id)
    require_hubungan(row, SIDES)
    return render_template("kinerja/skp/dialog.html", skp=row, nilai=request.form, galat=galat)
