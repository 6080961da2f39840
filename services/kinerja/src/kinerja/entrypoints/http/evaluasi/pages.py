"""The pages of appraisals that show: one's own, one with its nine boxes, the team's, the progress by unit."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template, request

from chassis.domain import Clock, Invalid
from chassis.http import current_pengguna, requires
from kinerja.application import Application
from kinerja.application.evaluasi.queries import EvaluasiRow, SaringEvaluasi
from kinerja.application.hubungan import Hubungan, relate
from kinerja.application.wewenang import Scope
from kinerja.domain.periode import Periode, triwulan_of
from kinerja.domain.predikat import Predikat
from kinerja.entrypoints.http.evaluasi import kata
from kinerja.entrypoints.http.evaluasi.sajian import PER_HALAMAN, render_evaluasi


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

    @pages.get("/evaluasi/rekap")
    @requires(Scope.EVALUASI_REKAP)
    def show_rekap() -> str:
        """Show the progress by unit."""
        periode = wanted_periode(clock)
        rows = evaluasi.get_rekap(current_pengguna(), periode.teks)
        total = {name: sum(getattr(row, name) for row in rows) for name in ("pegawai", "belum", "ditetapkan")}
        return render_template(
            "kinerja/evaluasi/rekap.html",
            daftar=rows,
            total=total,
            periode=periode.teks,
            pilihan=list_periode(clock),
        )

    return pages


def wanted_periode(clock: Clock) -> Periode:
    """Return the period of the address, else the quarter that ended last; what is no period counts as none."""
    try:
        return Periode.parse(request.args.get("periode", ""))
    except Invalid:
        return _last_quarter(clock)


def list_periode(clock: Clock) -> list[tuple[str, str]]:
    """Return the periods to choose from: this year's and the last one's that have begun, the newest first."""
    now = clock.now()
    tahun = Periode.containing(now).tahun
    offered = [each for year in (tahun, tahun - 1) for each in (Periode(year), *reversed(triwulan_of(year)))]
    return [(each.teks, kata.name_periode(each.teks)) for each in offered if each.mulai <= now]


def _last_quarter(clock: Clock) -> Periode:
    now = Periode.containing(clock.now())
    nomor = now.triwulan or 1
    return Periode(now.tahun, nomor - 1) if nomor > 1 else Periode(now.tahun - 1, 4)


def _show_tim(application: Application, periode: Periode, clock: Clock) -> str:
    pengguna = current_pengguna()
    found = application.evaluasi.list_tim(pengguna, periode.teks)
    direct = [row for row in found if relate(pengguna, row.rantai) is Hubungan.PENILAI]
    further = [row for row in found if row not in direct]
    below = application.evaluasi.list_dinilai(pengguna, periode.teks)
    return render_template(
        "kinerja/evaluasi/tim.html",
        periode=periode.teks,
        pilihan=list_periode(clock),
        langsung=sorted(direct, key=lambda row: (row.status != "dievaluasi", row.pegawai)),
        berikutnya=further,
        belum=[each for each in below if each.evaluasi_id is None],
        sebaran=_spread(direct),
    )


def _spread(rows: list[EvaluasiRow]) -> list[dict[str, Any]]:
    return [
        {
            "kunci": predikat.value,
            "kata": kata.PREDIKAT[predikat],
            "jumlah": sum(1 for row in rows if row.predikat == predikat),
        }
        for predikat in Predikat
    ]
