"""The pages of appraisals that show: one's own, one with its nine boxes, the team's, the progress by unit."""

from __future__ import annotations

from collections import Counter

from flask import Blueprint, render_template

from chassis.domain import Clock
from chassis.http import current_pengguna, requires, wanted_halaman
from kinerja.application import Application
from kinerja.application.evaluasi.queries import SaringEvaluasi
from kinerja.application.wewenang import Scope
from kinerja.domain.periode import Periode
from kinerja.domain.predikat import Predikat
from kinerja.entrypoints.http.evaluasi import kata
from kinerja.entrypoints.http.evaluasi.sajian import (
    PER_HALAMAN,
    list_periode,
    render_evaluasi,
    wanted_periode,
)

PER_HALAMAN_TIM = 20


def build_shown(application: Application, clock: Clock) -> Blueprint:
    """Return the pages that show."""
    pages = Blueprint("evaluasi_halaman", __name__)
    pages.app_context_processor(lambda: {"kata_evaluasi": kata})
    evaluasi = application.evaluasi

    @pages.get("/evaluasi")
    @requires(Scope.EVALUASI_BACA)
    def show_saya() -> str:
        """Show the caller's own appraisals, the newest first."""
        pengguna = current_pengguna()
        own = pengguna.pegawai_id
        saring = SaringEvaluasi(pegawai_id=own or "", per_halaman=PER_HALAMAN)
        return render_template(
            "kinerja/evaluasi/saya.html",
            daftar=evaluasi.list_evaluasi(pengguna, saring).data if own else [],
            terhubung=bool(own),
            boleh_rekap=pengguna.may(Scope.EVALUASI_REKAP),
        )

    @pages.get("/evaluasi/<evaluasi_id>")
    @requires(Scope.EVALUASI_BACA)
    def show_evaluasi(evaluasi_id: str) -> str:
        """Show an appraisal with what the caller may do."""
        return render_evaluasi(application, evaluasi.get_evaluasi(current_pengguna(), evaluasi_id))

    @pages.get("/evaluasi/tim")
    @requires(Scope.EVALUASI_TETAPKAN)
    def show_tim() -> str:
        """Show the people directly below with their appraisals of a period."""
        return _show_tim(application, wanted_periode(clock), clock)

    return pages


def _show_tim(application: Application, periode: Periode, clock: Clock) -> str:
    pengguna = current_pengguna()
    halaman = wanted_halaman()
    saring = SaringEvaluasi(periode=periode.teks, halaman=halaman, per_halaman=PER_HALAMAN_TIM)
    tim = application.evaluasi.list_tim(pengguna, saring)
    below = application.evaluasi.list_dinilai(pengguna, periode.teks)
    return render_template(
        "kinerja/evaluasi/tim.html",
        periode=periode.teks,
        pilihan=list_periode(clock),
        langsung=sorted(tim.langsung, key=lambda row: (row.status != "dievaluasi", row.pegawai)),
        berikutnya=tim.berikutnya.data,
        jumlah_berikutnya=tim.berikutnya.jumlah,
        halaman=halaman,
        per_halaman=PER_HALAMAN_TIM,
        belum=[each for each in below if each.evaluasi_id is None],
        sebaran=kata.list_sebaran(Counter(Predikat(row.predikat) for row in tim.langsung)),
    )
