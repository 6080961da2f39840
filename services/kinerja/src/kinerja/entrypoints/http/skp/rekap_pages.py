"""The pages of SKP for BKPSDM: the progress of a year by unit, who has none yet, and the workbook of both."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, Response, render_template, request, send_file

from chassis.domain import Clock
from chassis.http import current_pengguna, cut_rows, requires, wanted_halaman
from kinerja.application import Application
from kinerja.application.skp import SkpApplication
from kinerja.application.skp.queries import RekapRow, SaringRekap, SaringSkp
from kinerja.application.wewenang import Scope
from kinerja.entrypoints.http.skp.buku_rekap import write_rekap
from kinerja.entrypoints.http.skp.sajian import wanted_year

PER_HALAMAN = 50
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
        tahun, halaman = wanted_year(clock), wanted_halaman()
        opd_nama = application.name_opd(current_pengguna())
        opd = wanted if (wanted := request.args.get("opd", "")) in opd_nama else ""
        rows = _rows(skp, tahun)
        return render_template(
            "kinerja/skp/rekap.html",
            tahun=tahun,
            opd=opd,
            opd_nama=opd_nama,
            daftar=cut_rows(rows, halaman, PER_HALAMAN),
            total={name: sum(getattr(row, name) for row in rows) for name in ("pegawai", "belum", "ditetapkan")},
            jumlah=len(rows),
            halaman=halaman,
            per_halaman=PER_HALAMAN,
        )

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
        block = write_rekap(_rows(skp, tahun))
        return send_file(block, mimetype=_XLSX, as_attachment=True, download_name=f"rekap-skp-{tahun}.xlsx")

    return pages


def _rows(skp: SkpApplication, tahun: int) -> Sequence[RekapRow]:
    """Return the progress of the agency in the address, of all where it names none."""
    return skp.get_rekap(current_pengguna(), SaringRekap(tahun=tahun, opd=request.args.get("opd", "")))
