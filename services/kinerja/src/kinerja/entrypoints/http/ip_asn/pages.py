"""The pages of the index of professionalism: of a person with its four dimensions, of an agency with its people."""

from __future__ import annotations

from flask import Blueprint, render_template, request, url_for

from chassis.domain import Clock
from chassis.http import current_pengguna, requires, wanted_halaman
from kinerja.application import Application
from kinerja.application.ip_asn.derive import Asal, AsalRow
from kinerja.application.ip_asn.queries import SaringIpAsn
from kinerja.application.wewenang import Scope
from kinerja.entrypoints.http.hitung.kalkulator import tell_angka
from kinerja.entrypoints.http.ip_asn import kata
from kinerja.entrypoints.http.skp.sajian import wanted_year
from kinerja.entrypoints.http.tab_orang import list_tab

PER_HALAMAN = 50


def build_ip_asn_pages(application: Application, clock: Clock) -> Blueprint:
    """Return the pages."""
    pages = Blueprint("ip_asn_halaman", __name__)
    pages.app_context_processor(lambda: {"kata_ip_asn": kata})

    @pages.get("/pegawai/<pegawai_id>/ip-asn")
    @requires(Scope.PENGEMBANGAN_BACA)
    def show_orang(pegawai_id: str) -> str:
        """Show the index of a person, each dimension with where it comes from."""
        tahun = wanted_year(clock)
        found = application.ip_asn.get_ip_asn(current_pengguna(), pegawai_id, tahun)
        return render_template(
            "kinerja/ip_asn/orang.html",
            ip=found,
            orang=found.orang,
            tahun=tahun,
            tautan_asal=lambda row: _link(row, pegawai_id),
            tell=tell_angka,
            tab_orang=list_tab(pegawai_id, "ip_asn"),
        )

    @pages.get("/ip-asn")
    @requires(Scope.PENGEMBANGAN_REKAP)
    def show_opd() -> str:
        """Show the index of an agency, those whose index is not known first."""
        pengguna, tahun = current_pengguna(), wanted_year(clock)
        opd_nama = application.name_opd(pengguna)
        opd = request.args.get("opd", "")
        opd = opd if opd in opd_nama else next(iter(opd_nama), "")
        halaman = wanted_halaman()
        saring = SaringIpAsn(opd=opd, tahun=tahun, halaman=halaman, per_halaman=PER_HALAMAN)
        found = application.ip_asn.get_ip_asn_opd(pengguna, saring)
        return render_template(
            "kinerja/ip_asn/opd.html",
            ip=found,
            opd=opd,
            opd_nama=opd_nama,
            tahun=tahun,
            halaman=halaman,
            per_halaman=PER_HALAMAN,
            tell=tell_angka,
        )

    return pages


def _link(row: AsalRow, pegawai_id: str) -> str:
    """Return where the record behind a dimension stands; empty where there is none."""
    if row.asal is Asal.RIWAYAT:
        return url_for("riwayat_kepegawaian_halaman.show_riwayat", pegawai_id=pegawai_id)
    if row.asal is Asal.PENGEMBANGAN:
        return url_for("pengembangan_daftar.show_pengembangan", pengembangan_id=row.id)
    if row.asal is Asal.EVALUASI:
        return url_for("evaluasi_halaman.show_evaluasi", evaluasi_id=row.id)
    return ""
