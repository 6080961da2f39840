"""The dashboard: every indicator of a period, and the same as a workbook."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, make_response, render_template, request, send_file

from chassis.domain import Clock, NotFound
from chassis.http import current_pengguna, requires
from pelaporan.application import Application
from pelaporan.application.indikator.list import Dasbor, GetDasbor, GetKesegaran
from pelaporan.application.instrumen.get import ListInstrumen
from pelaporan.application.wewenang import Scope
from pelaporan.entrypoints.http.buku_kerja import write_dasbor
from pelaporan.entrypoints.http.halaman import kata, sajian
from pelaporan.entrypoints.http.halaman.alamat import (
    Alamat,
    lingkup_kata,
    opd_pilihan,
    periode_pilihan,
    read_alamat,
)
from pelaporan.entrypoints.http.halaman.sajian_instrumen import show_kartu

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def build_dasbor_pages(application: Application, clock: Clock) -> Blueprint:
    """Return the pages of the dashboard."""
    pages = Blueprint("dasbor", __name__, template_folder="../templates")

    def read() -> tuple[Alamat, Dasbor]:
        alamat = read_alamat(clock)
        query = GetDasbor(pengguna=current_pengguna(), periode=alamat.periode, lingkup=alamat.lingkup, per=alamat.per)
        return alamat, application.get_dasbor(query)

    @pages.get("/")
    @requires(Scope.INDIKATOR_BACA)
    def show_dasbor() -> str:
        """Show every indicator: value, target, standing, trend, change, freshness."""
        alamat, dasbor = read()
        return render_template(
            "pelaporan/dasbor.html",
            periode_opsi=periode_pilihan(alamat.periode, dasbor.pilihan, clock),
            opd_opsi=opd_pilihan(dasbor.pilihan, alamat.lingkup.opd),
            kartu=_cards(application, alamat),
            **_shown(alamat, dasbor, clock),
        )

    @pages.get("/dasbor/isi")
    @requires(Scope.INDIKATOR_BACA)
    def show_isi() -> Response:
        """Return the table, and the sentence about it, when anything was counted since ``cap``, else nothing."""
        if request.args.get("cap") == _stamp(application):
            return Response(status=204)
        alamat, dasbor = read()
        shown = _shown(alamat, dasbor, clock)
        return make_response(render_template("pelaporan/_dasbor_isi.html", bergerak=True, **shown))

    @pages.get("/dasbor.xlsx")
    @requires(Scope.INDIKATOR_BACA)
    def download_dasbor() -> Response:
        """Return what is listed as a workbook with typed cells."""
        alamat, dasbor = read()
        block = write_dasbor(dasbor, sajian.show_rows(dasbor, alamat, clock.now()), lingkup_kata(alamat.lingkup))
        name = f"indikator-{alamat.periode.teks}.xlsx"
        return send_file(block, mimetype=_XLSX, as_attachment=True, download_name=name)

    return pages


def _cards(application: Application, alamat: Alamat) -> list[dict[str, Any]]:
    """Return the instruments of the year; none for the past of a figure, or where they are not the reader's."""
    if alamat.per is not None or not current_pengguna().may(Scope.INSTRUMEN_BACA):
        return []
    tahun = str(alamat.periode.sampai // 100)
    query = ListInstrumen(pengguna=current_pengguna(), tahun=tahun, opd=alamat.lingkup.opd or "")
    try:
        return [show_kartu(satu) for satu in application.list_instrumen(query)]
    except NotFound:
        return []


def _stamp(application: Application) -> str:
    return sajian.stamp_of(application.get_kesegaran(GetKesegaran(pengguna=current_pengguna())))


def _shown(alamat: Alamat, dasbor: Dasbor, clock: Clock) -> dict[str, Any]:
    return {
        "alamat": alamat,
        "judul": f"Indikator, {kata.periode_kata(alamat.periode)}",
        "lingkup": lingkup_kata(alamat.lingkup),
        "ringkas": sajian.summarise(dasbor),
        "kelompok": sajian.show_rows(dasbor, alamat, clock.now()),
        "pembanding": kata.periode_singkat(dasbor.sebelumnya),
        "sampai": sajian.newest(dasbor.kesegaran),
        "cap": sajian.stamp_of(dasbor.kesegaran),
    }
