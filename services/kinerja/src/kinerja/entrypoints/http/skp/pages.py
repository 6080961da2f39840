"""The pages of SKP that show: one's own by year, one plan beside the superior's, the team's."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, request

from chassis.domain import Clock
from chassis.http import current_pengguna, requires, wanted_halaman
from kinerja.application import Application
from kinerja.application.skp.queries import Dekat, SaringSkp, SaringTemuan
from kinerja.application.skp.versi import Perbandingan
from kinerja.application.wewenang import Scope
from kinerja.domain.pelengkap_skp import AturanPerilaku
from kinerja.entrypoints.http.skp import kata
from kinerja.entrypoints.http.skp.sajian import (
    find_open,
    list_own,
    list_perilaku,
    present_year,
    render_skp,
    wanted_year,
)
from kinerja.entrypoints.http.skp.versi_api import read_versi

PER_HALAMAN = 500
PER_HALAMAN_TIM = 20
_ORDER = ("diajukan", "dikembalikan", "usul_perubahan", "draf", "ditetapkan", "ditutup")
"""What waits for the assessor comes first."""


def build_skp_pages(application: Application, clock: Clock) -> Blueprint:
    """Return the pages that show."""
    pages = Blueprint("skp_halaman", __name__)
    pages.app_context_processor(lambda: {"kata_skp": kata})
    skp = application.skp

    @pages.get("/skp")
    @requires(Scope.SKP_BACA)
    def show_saya() -> str:
        """Show the caller's own plans by year."""
        pengguna, tahun = current_pengguna(), present_year(clock)
        susun = bool(pengguna.pegawai_id) and pengguna.may(Scope.SKP_SUSUN) and not find_open(skp, pengguna, tahun)
        return render_template(
            "kinerja/skp/saya.html",
            daftar=list_own(skp, pengguna),
            tahun=tahun,
            boleh_susun=susun,
            boleh_rekap=pengguna.may(Scope.SKP_REKAP),
        )

    @pages.get("/skp/<skp_id>")
    @requires(Scope.SKP_BACA)
    def show_skp(skp_id: str) -> str:
        """Show a plan beside the superior's."""
        return render_skp(skp, skp.get_skp(current_pengguna(), skp_id))

    @pages.get("/skp/<skp_id>/versi/<versi>")
    @requires(Scope.SKP_BACA)
    def show_versi(skp_id: str, versi: str) -> str:
        """Show a plan as it was established."""
        pengguna = current_pengguna()
        found = skp.get_versi(pengguna, skp_id, read_versi(skp_id, versi))
        row = skp.get_skp(pengguna, skp_id)
        perilaku = list_perilaku(found.pelengkap, skp.perilaku_of(row.tahun))
        return render_template("kinerja/skp/versi.html", skp=row, versi=found, perilaku=perilaku)

    @pages.get("/skp/<skp_id>/versi/<versi>/skp.pdf")
    @requires(Scope.SKP_BACA)
    def print_skp(skp_id: str, versi: str) -> Response:
        """Return a version as PDF."""
        number = read_versi(skp_id, versi)
        response = Response(skp.print_skp(current_pengguna(), skp_id, number), mimetype="application/pdf")
        response.headers["Content-Disposition"] = f'attachment; filename="skp-versi-{number}.pdf"'
        return response

    @pages.get("/skp/<skp_id>/perbandingan")
    @requires(Scope.SKP_BACA)
    def show_perbandingan(skp_id: str) -> str:
        """Show the plan as it is written now beside a version."""
        pengguna, versi = current_pengguna(), read_versi(skp_id, request.args.get("dengan", ""))
        found = skp.compare_skp(pengguna, skp_id, versi)
        return render_template(
            "kinerja/skp/perbandingan.html",
            skp=found.baru,
            dengan=versi,
            beda=found.baris,
            pelengkap=_compare_pelengkap(found, skp.perilaku_of(found.baru.tahun)),
        )

    @pages.get("/skp/temuan")
    @requires(Scope.SKP_BACA)
    def show_temuan() -> str:
        """Show the rows that serve nothing any more."""
        pengguna, tahun = current_pengguna(), wanted_year(clock)
        halaman = wanted_halaman()
        opd = request.args.get("opd", "")
        found = skp.list_temuan(pengguna, SaringTemuan(tahun=tahun, opd=opd, halaman=halaman))
        return render_template(
            "kinerja/skp/temuan.html",
            tahun=tahun,
            opd=opd,
            daftar=found.data,
            jumlah=found.jumlah,
            halaman=halaman,
            per_halaman=SaringTemuan(tahun=tahun).per_halaman,
            boleh_rekap=pengguna.may(Scope.SKP_REKAP),
        )

    @pages.get("/skp/temuan/isi")
    @requires(Scope.SKP_BACA)
    def show_lepas() -> str:
        """Tell on another page how many there are of them."""
        tahun, opd = wanted_year(clock), request.args.get("opd", "")
        found = skp.list_temuan(current_pengguna(), SaringTemuan(tahun=tahun, opd=opd, per_halaman=1))
        return render_template("kinerja/skp/_lepas.html", tahun=tahun, opd=opd, lepas=found.jumlah)

    @pages.get("/skp/tim")
    @requires(Scope.SKP_TETAPKAN)
    def show_tim() -> str:
        """Show the plans of the people below, those that wait first."""
        return _show_tim(application, wanted_year(clock))

    return pages


def _compare_pelengkap(found: Perbandingan, aturan: AturanPerilaku) -> list[tuple[str, str, str]]:
    """Return what goes with the rows and is not the same: what it is, before, now."""
    before, now = (
        dict(list_perilaku(each, aturan))
        | {kata.LAMPIRAN[name]: "\n".join(texts) for name, texts in each.lampiran.items()}
        for each in (found.lama.pelengkap, found.baru.pelengkap)
    )
    names = dict.fromkeys([each.nama for each in aturan.nilai.values()] + list(kata.LAMPIRAN.values()))
    told = [(name, before.get(name, ""), now.get(name, "")) for name in names]
    return [each for each in told if each[1] != each[2]]


def _show_tim(application: Application, tahun: int) -> str:
    pengguna = current_pengguna()
    halaman = wanted_halaman()
    direct = SaringSkp(tahun=tahun, dekat=Dekat.LANGSUNG, per_halaman=PER_HALAMAN)
    team = sorted(application.skp.list_skp(pengguna, direct).data, key=lambda each: _ORDER.index(each.status))
    further = SaringSkp(tahun=tahun, dekat=Dekat.BERIKUTNYA, halaman=halaman, per_halaman=PER_HALAMAN_TIM)
    berikutnya = application.skp.list_skp(pengguna, further)
    return render_template(
        "kinerja/skp/tim.html",
        tahun=tahun,
        langsung=team,
        berikutnya=berikutnya.data,
        jumlah_berikutnya=berikutnya.jumlah,
        halaman=halaman,
        per_halaman=PER_HALAMAN_TIM,
        belum=application.skp.list_belum_tim(pengguna, tahun),
        menunggu=sum(1 for row in team if row.status == "diajukan"),
    )
