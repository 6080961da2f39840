"""The dead letters, for the admin: why an event of another service could not be taken in, and sending it again."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from sqlalchemy import Engine
from werkzeug.wrappers import Response

from chassis.consumer import Handler, list_dead_letters, resend
from chassis.domain import TransitionNotAllowed
from chassis.http import requires
from chassis.http.surat_mati import SCOPE_READ, SCOPE_RESEND
from perizinan.entrypoints.http.halaman.blueprint import make_blueprint

PER_HALAMAN = 20


def make_peristiwa_gagal(engine: Engine, handler: Handler) -> Blueprint:
    """Return the page."""
    halaman = make_blueprint("peristiwa_gagal")

    def render(galat: str | None = None) -> str:
        semua, wanted = request.args.get("semua") == "1", request.args.get("halaman", 1, type=int)
        with engine.connect() as conn:
            letters, jumlah = list_dead_letters(
                conn, halaman=max(1, min(wanted, 100_000)), per_halaman=PER_HALAMAN, semua=semua
            )
        return render_template(
            "perizinan/peristiwa-gagal.html",
            baris=letters,
            jumlah=jumlah,
            nomor_halaman=max(1, wanted),
            per_halaman=PER_HALAMAN,
            semua=semua,
            galat=galat,
            terkirim=request.args.get("kabar") == "terkirim",
        )

    @halaman.get("/peristiwa-gagal")
    @requires(SCOPE_READ)
    def list_peristiwa() -> str:
        """The letters that wait, newest first."""
        return render()

    @halaman.post("/peristiwa-gagal/<int:id>/kirim")
    @requires(SCOPE_RESEND)
    def resend_peristiwa(id: int) -> str | tuple[str, int] | Response:  # noqa: A002 - the path's own name
        """Take one in again; what still cannot be is told with its new reason."""
        try:
            resend(engine, handler, id)
        except TransitionNotAllowed as error:
            return render(f"Belum dapat diterima: {error.detail.get('alasan', '')}."), 409
        return redirect(url_for("halaman_peristiwa_gagal.list_peristiwa", kabar="terkirim"), code=303)

    return halaman
