"""The pages of SKP for BKPSDM: the progress of a year by unit, who has none yet, and the workbook of both."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, send_file

from chassis.domain import Clock
from chassis.http import current_pengguna, requires
from kinerja.application import Application
from kinerja.application.skp.queries import SaringSkp
from kinerja.application.wewenang import Scope
from kinerja.entrypoints.http.skp.buku_rekap import write_rekap
from kinerja.entrypoints.http.skp.sajian import wanted_year

_BANYAK = 500
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def build_rekap_pages(application: Application, clock: Clock) -> Blueprint:
    """Return the pages of the progress."""
    pages = Blueprint("skp_rekap", __name__)
    skp = application.skp

    @pages.get("/skp/rekap")
    @requires(Scope.SKP_REKAP)
    def show_rekap() -> str:
        """Show the progress by unit, those furthest behind first."""
        tahun = wanted_year(clock)
        rows = skp.get_rekap(current_pengguna(), tahun)
        names = ("pegawai", "belum", "draf", "diajukan", "ditetapkan")
        total = {name: sum(getattr(row, name) for row in rows) for name in names}
        return render_template("kinerja/skp/rekap.html", tahun=tahun, daftar=rows, total=total)

    @pages.get("/skp/rekap/<unit_id>")
    @requires(Scope.SKP_REKAP)
    def show_unit(unit_id: str) -> str:
        """Show who in a unit has none yet, and the plans of the others."""
        pengguna, tahun = current_pengguna(), wanted_year(clock)
        unit = application.get_unit(pengguna, unit_id)
        saring = SaringSkp(unit_id=unit_id, tahun=tahun, per_halaman=_BANYAK)
        return render_template(
            "kinerja/skp/rekap_unit.html",
            tahun=tahun,
            unit=unit,
            belum=skp.list_belum(pengguna, tahun, unit_id),
            daftar=skp.list_skp(pengguna, saring).data,
        )

    @pages.get("/skp/rekap.xlsx")
    @requires(Scope.SKP_REKAP)
    def download_rekap() -> Response:
        """Return the progress as a workbook with typed cells."""
        tahun = wanted_year(clock)
        block = write_rekap(skp.get_rekap(current_pengguna(), tahun))
        return send_file(block, mimetype=_XLSX, as_attachment=True, download_name=f"rekap-skp-{tahun}.xlsx")

    return pages
