"""The pages of BKPSDM: the progress by unit; of a unit its spread, its capaian and the closing of the period."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from chassis.domain import Clock, Conflict, Invalid
from chassis.http import current_pengguna, cut_rows, redirect_with, requires, wanted_halaman
from chassis.problem import Katalog
from kinerja.application import Application
from kinerja.application.evaluasi.organisasi import ClosePeriode, SetCapaian
from kinerja.application.wewenang import Scope
from kinerja.domain.periode import Periode
from kinerja.domain.predikat import CapaianOrganisasi
from kinerja.entrypoints.http.evaluasi import kata
from kinerja.entrypoints.http.evaluasi.sajian import Galat, list_periode, wanted_periode
from kinerja.entrypoints.problems import KALIMAT

PER_HALAMAN = 50
_MUTE = "Tulis alasan menutup periode walau ada temuan"
"""What the page says, where the findings stand beside the form."""
_KATALOG = Katalog(KALIMAT)


def build_rekap_pages(application: Application, clock: Clock) -> Blueprint:
    """Return the pages of the progress and of a unit."""
    pages = Blueprint("evaluasi_rekap", __name__)
    _add_rekap(pages, application, clock)
    _add_unit(pages, application, clock)
    return pages


def _add_rekap(pages: Blueprint, application: Application, clock: Clock) -> None:
    @pages.get("/evaluasi/rekap")
    @requires(Scope.EVALUASI_REKAP)
    def show_rekap() -> str:
        """Show the progress by unit, those furthest behind first."""
        periode, halaman = wanted_periode(clock), wanted_halaman()
        opd_nama = application.name_opd(current_pengguna())
        opd = wanted if (wanted := request.args.get("opd", "")) in opd_nama else ""
        rows = application.evaluasi.get_rekap(current_pengguna(), periode.teks)
        rows = [row for row in rows if opd in {"", row.opd_kode}]
        return render_template(
            "kinerja/evaluasi/rekap.html",
            daftar=cut_rows(rows, halaman, PER_HALAMAN),
            total={name: sum(getattr(row, name) for row in rows) for name in ("pegawai", "belum", "ditetapkan")},
            jumlah=len(rows),
            halaman=halaman,
            per_halaman=PER_HALAMAN,
            opd=opd,
            opd_nama=opd_nama,
            periode=periode.teks,
            pilihan=list_periode(clock),
        )


def _add_unit(pages: Blueprint, application: Application, clock: Clock) -> None:
    """Add the page of a unit with its two acts."""
    evaluasi = application.evaluasi

    @pages.get("/evaluasi/rekap/<unit_id>")
    @requires(Scope.EVALUASI_REKAP)
    def show_unit(unit_id: str) -> str:
        """Show the spread of a unit with what does not agree, its capaian, and whether the period is closed."""
        return _render_unit(application, unit_id, wanted_periode(clock), clock)

    @pages.post("/evaluasi/rekap/<unit_id>/capaian")
    @requires(Scope.EVALUASI_REKAP)
    def save_capaian(unit_id: str) -> ResponseReturnValue:
        """Set the capaian of a unit with its reason."""

        def run(periode: str) -> None:
            word, alasan = request.form.get("capaian", ""), request.form.get("alasan_capaian", "")
            if word not in set(CapaianOrganisasi):
                raise Invalid({"capaian": ["Pilih capaiannya"]})
            capaian = CapaianOrganisasi(word)
            command = SetCapaian(
                pengguna=current_pengguna(), unit_id=unit_id, periode=periode, capaian=capaian, alasan=alasan
            )
            evaluasi.set_capaian(command)

        return _act(application, unit_id, "capaian", run, clock)

    @pages.post("/evaluasi/rekap/<unit_id>/tutup")
    @requires(Scope.EVALUASI_REKAP)
    def save_tutup(unit_id: str) -> ResponseReturnValue:
        """Close the period for a unit with those below it."""

        def run(periode: str) -> None:
            alasan = request.form.get("alasan_tutup", "")
            command = ClosePeriode(pengguna=current_pengguna(), unit_id=unit_id, periode=periode, alasan=alasan)
            evaluasi.close_periode(command)

        return _act(application, unit_id, "tutup", run, clock)


def _act(
    application: Application, unit_id: str, aksi: str, run: Callable[[str], None], clock: Clock
) -> ResponseReturnValue:
    """Act and lead back, or show what stands in the way beside what was typed."""
    application.get_unit(current_pengguna(), unit_id)
    periode = Periode.parse(request.form.get("periode", ""))
    try:
        run(periode.teks)
    except Invalid as error:
        galat = {f"alasan_{aksi}" if name == "alasan" else name: each for name, each in error.errors.items()}
        if "alasan_tutup" in galat and not request.form.get("alasan_tutup", "").strip():
            galat["alasan_tutup"] = [_MUTE]
        return _render_unit(application, unit_id, periode, clock, galat=galat), 422
    except Conflict as error:
        penolakan = _KATALOG.sentence(error.code, error.detail)
        return _render_unit(application, unit_id, periode, clock, penolakan=penolakan), 409
    return redirect_with(url_for("evaluasi_rekap.show_unit", unit_id=unit_id, periode=periode.teks), aksi)


def _render_unit(
    application: Application,
    unit_id: str,
    periode: Periode,
    clock: Clock,
    *,
    galat: Galat | None = None,
    penolakan: str = "",
) -> str:
    pengguna = current_pengguna()
    unit = application.get_unit(pengguna, unit_id)
    sebaran = application.evaluasi.get_sebaran(pengguna, unit_id, periode.teks)
    shown: dict[str, Any] = {"unit": unit, "hitungan": sebaran, "sebaran": kata.list_sebaran(sebaran.jumlah)}
    return render_template(
        "kinerja/evaluasi/unit.html",
        **shown,
        periode=periode.teks,
        pilihan=list_periode(clock),
        boleh_ubah=pengguna.may(Scope.CAPAIAN_TETAPKAN) and not sebaran.ditutup,
        nilai=request.form,
        galat=galat or {},
        penolakan=penolakan,
    )
