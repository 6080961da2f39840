"""Dead letters (*peristiwa gagal*): what could not be read, why, and sending it again."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from sqlalchemy import Engine
from werkzeug.wrappers import Response

from chassis.consumer import Handler, list_dead_letters, resend
from chassis.domain import TransitionNotAllowed
from chassis.http import requires
from pelaporan.application.wewenang import Scope

_PER_HALAMAN = 25
_ALASAN = {
    "unknown type ": "jenis peristiwa tidak dikenal oleh versi ini: ",
    "payload cannot be decoded": "isinya tidak dapat dibaca",
    "refused by the database: ": "ditolak basis data: ",
    "refused: ": "ditolak: ",
}
"""The reasons that the consumer writes, in the reader's language."""


def build_surat_mati_pages(engine: Engine, handler: Handler) -> Blueprint:
    """Return the page and its one action."""
    pages = Blueprint("surat_mati_halaman", __name__)

    @pages.get("/peristiwa-gagal")
    @requires(Scope.SURAT_MATI_BACA)
    def list_surat_mati() -> str:
        """Show the events that could not be read."""
        halaman = max(1, min(request.args.get("halaman", 1, type=int), 1_000_000))
        semua = request.args.get("semua") == "ya"
        with engine.connect() as conn:
            letters, jumlah = list_dead_letters(conn, halaman=halaman, per_halaman=_PER_HALAMAN, semua=semua)
        return render_template(
            "pelaporan/peristiwa_gagal.html",
            letters=letters,
            jumlah=jumlah,
            halaman=halaman,
            per_halaman=_PER_HALAMAN,
            semua=semua,
            hasil=request.args.get("hasil"),
            alasan_kata=alasan_kata,
        )

    @pages.post("/peristiwa-gagal/<int:nomor>/kirim")
    @requires(Scope.SURAT_MATI_KIRIM)
    def resend_surat_mati(nomor: int) -> Response:
        """Take one in again, and show the list with the outcome."""
        try:
            resend(engine, handler, nomor)
        except TransitionNotAllowed:
            return redirect(url_for("surat_mati_halaman.list_surat_mati", hasil="gagal"), code=303)
        return redirect(url_for("surat_mati_halaman.list_surat_mati", hasil="terkirim"), code=303)

    return pages


def alasan_kata(alasan: str) -> str:
    """Return a reason in Indonesian; one that is not known stays as it is."""
    for begins, words in _ALASAN.items():
        if alasan.startswith(begins):
            return words + alasan.removeprefix(begins)
    return alasan
