"""The pages of indicators: the list, one with its quarters, its forms, and disputes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from chassis.domain import Clock, Invalid, NotFound, Pengguna, VersionStale
from chassis.http import current_pengguna, redirect_with, requires, wanted_halaman
from kinerja.application import Application
from kinerja.application.tujuan.change_indikator import ChangeIndikator
from kinerja.application.tujuan.choose_realisasi import ChooseRealisasi
from kinerja.application.tujuan.decide_sanggahan import DecideSanggahan
from kinerja.application.tujuan.dispute_realisasi import DisputeRealisasi
from kinerja.application.tujuan.establish_indikator import EstablishIndikator
from kinerja.application.tujuan.queries import IndikatorRow, SaringIndikator
from kinerja.application.tujuan.record_realisasi import RecordRealisasi
from kinerja.application.wewenang import Scope
from kinerja.domain.capaian import Polaritas
from kinerja.domain.indikator_kinerja import AsalRealisasi, Sumber
from kinerja.domain.periode import Periode
from kinerja.entrypoints.http.tujuan import kata
from kinerja.entrypoints.http.tujuan.borang import Form, read_bilangan, read_tahun, read_target
from kinerja.entrypoints.http.tujuan.pilihan import simpul_choices, unit_choices

PER_HALAMAN = 25
_MANUAL = "manual"


def build_indikator_pages(application: Application, clock: Clock, pelaporan: str) -> Blueprint:
    """Return the pages that show indicators; ``pelaporan`` is the address of that service."""
    pages = Blueprint("indikator_halaman", __name__)
    tujuan = application.tujuan
    pages.app_context_processor(lambda: {"kata_tujuan": kata, "mengapa": _mengapa(pelaporan)})

    @pages.get("/indikator")
    @requires(Scope.TUJUAN_BACA)
    def show_daftar() -> str:
        """Show the indicators by the filter in the address."""
        pengguna, kini = current_pengguna(), Periode.containing(clock.now()).tahun
        tahun = read_tahun(request.args.get("tahun", ""), kini)
        halaman = wanted_halaman()
        iku = {"ya": True, "tidak": False}.get(request.args.get("iku", ""))
        opd = request.args.get("opd", "")
        saring = SaringIndikator(tahun=tahun, iku=iku, opd=opd, halaman=halaman, per_halaman=PER_HALAMAN)
        found = tujuan.list_indikator(pengguna, saring)
        return render_template(
            "kinerja/tujuan/daftar_indikator.html",
            daftar=[kata.to_ringkas(row) for row in found.data],
            jumlah=found.jumlah,
            saring_kini=saring,
            tahun=tahun,
            opd_pilihan=_opd_choices(application, pengguna),
            boleh_ubah=pengguna.may(Scope.TUJUAN_UBAH),
        )

    @pages.get("/indikator/<indikator_id>")
    @requires(Scope.TUJUAN_BACA)
    def show_indikator(indikator_id: str) -> str:
        """Show an indicator: targets, realisasi with their origin, history, disputes."""
        return _page(application, tujuan.get_indikator(current_pengguna(), indikator_id), clock)

    _add_realisasi(pages, application, clock)
    _add_sanggahan(pages, application, clock)
    return pages


def _add_realisasi(pages: Blueprint, application: Application, clock: Clock) -> None:
    """Add what records and chooses."""
    tujuan = application.tujuan

    @pages.post("/indikator/<indikator_id>/realisasi")
    @requires(Scope.TUJUAN_UBAH)
    def save_realisasi(indikator_id: str) -> ResponseReturnValue:
        """Record a realisasi, or show the page again with what is wrong."""
        row = tujuan.get_indikator(current_pengguna(), indikator_id)
        form = request.form
        try:
            command = RecordRealisasi(
                pengguna=current_pengguna(),
                indikator_id=indikator_id,
                periode=form.get("periode", ""),
                nilai=read_bilangan(form.get("nilai", ""), "nilai"),
                bukti=form.get("bukti", ""),
            )
            tujuan.record_realisasi(command)
        except Invalid as error:
            return _page(application, row, clock, form=form, galat=error.errors), 422
        return _back(indikator_id, "realisasi")

    @pages.post("/indikator/<indikator_id>/realisasi/<periode>/choose")
    @requires(Scope.TUJUAN_UBAH)
    def save_pilihan(indikator_id: str, periode: str) -> ResponseReturnValue:
        """End a difference between a typed value and that of an indicator."""
        row = tujuan.get_indikator(current_pengguna(), indikator_id)
        asal = AsalRealisasi.MANUAL if request.form.get("asal") == _MANUAL else AsalRealisasi.INDIKATOR
        command = ChooseRealisasi(
            pengguna=current_pengguna(),
            indikator_id=indikator_id,
            periode=periode,
            asal=asal,
            expected_version=request.form.get("version", type=int),
        )
        try:
            tujuan.choose_realisasi(command)
        except VersionStale:
            return _page(application, row, clock, berubah=True), 412
        return _back(indikator_id, "pilihan")


def _add_sanggahan(pages: Blueprint, application: Application, clock: Clock) -> None:
    """Add the forms of disputes."""
    tujuan = application.tujuan

    @pages.get("/indikator/<indikator_id>/realisasi/<periode>/sanggah")
    @requires(Scope.SANGGAHAN_AJUKAN)
    def show_sanggah(indikator_id: str, periode: str) -> str:
        """Show the form that disputes a value."""
        row = tujuan.get_indikator(current_pengguna(), indikator_id)
        return _sanggah_form(row, periode, request.args, {})

    @pages.post("/indikator/<indikator_id>/realisasi/<periode>/sanggah")
    @requires(Scope.SANGGAHAN_AJUKAN)
    def save_sanggah(indikator_id: str, periode: str) -> ResponseReturnValue:
        """Lay the dispute, or show the form again."""
        row = tujuan.get_indikator(current_pengguna(), indikator_id)
        command = DisputeRealisasi(
            pengguna=current_pengguna(),
            indikator_id=indikator_id,
            periode=periode,
            alasan=request.form.get("alasan", ""),
            peristiwa_id=request.form.get("peristiwa_id", "").strip()[:200],
        )
        try:
            tujuan.dispute_realisasi(command)
        except Invalid as error:
            return _sanggah_form(row, periode, request.form, error.errors), 422
        return _back(indikator_id, "sanggahan")

    @pages.post("/sanggahan/<sanggahan_id>/decide")
    @requires(Scope.TUJUAN_UBAH)
    def save_putusan(sanggahan_id: str) -> ResponseReturnValue:
        """Accept or reject a dispute, or show the page of its indicator again."""
        found = tujuan.get_sanggahan(current_pengguna(), sanggahan_id)
        row = tujuan.get_indikator(current_pengguna(), found.indikator_id)
        decide = tujuan.accept_sanggahan if request.form.get("putusan") == "accept" else tujuan.reject_sanggahan
        command = DecideSanggahan(
            pengguna=current_pengguna(),
            sanggahan_id=sanggahan_id,
            expected_version=request.form.get("version", type=int),
            alasan=request.form.get("alasan", ""),
        )
        try:
            decide(command)
        except Invalid as error:
            galat = {f"{name}_{sanggahan_id}": words for name, words in error.errors.items()}
            return _page(application, row, clock, galat=galat), 422
        except VersionStale:
            return _page(application, row, clock, berubah=True), 412
        return _back(found.indikator_id, "putusan")


def build_indikator_forms(application: Application, clock: Clock) -> Blueprint:
    """Return the forms that establish and change indicators."""
    pages = Blueprint("indikator_ubah", __name__)
    tujuan = application.tujuan

    @pages.get("/indikator/baru")
    @requires(Scope.TUJUAN_UBAH)
    def show_baru() -> str:
        """Show the form of a new indicator."""
        tahun = Periode.containing(clock.now()).tahun
        values = {"tahun": str(tahun), "polaritas": "naik", "iku": "1"} | request.args.to_dict()
        return _form(application, values, {}, None)

    @pages.post("/indikator/baru")
    @requires(Scope.TUJUAN_UBAH)
    def save_baru() -> ResponseReturnValue:
        """Establish an indicator, or show the form again."""
        form = request.form
        try:
            made = tujuan.establish_indikator(_command(form))
        except Invalid as error:
            return _form(application, form, _by_field(error.errors), None), 422
        return _back(made.id, "indikator")

    @pages.get("/indikator/<indikator_id>/change")
    @requires(Scope.TUJUAN_UBAH)
    def show_ubah(indikator_id: str) -> str:
        """Show the form of a change."""
        row = tujuan.get_indikator(current_pengguna(), indikator_id)
        return _form(application, _values(row), {}, row)

    @pages.post("/indikator/<indikator_id>/change")
    @requires(Scope.TUJUAN_UBAH)
    def save_ubah(indikator_id: str) -> ResponseReturnValue:
        """Establish an indicator anew, or show the form again."""
        row, form = tujuan.get_indikator(current_pengguna(), indikator_id), request.form
        try:
            tujuan.change_indikator(
                ChangeIndikator(
                    pengguna=current_pengguna(),
                    indikator_id=indikator_id,
                    expected_version=form.get("version", type=int),
                    nama=form.get("nama", ""),
                    satuan=form.get("satuan", ""),
                    iku=bool(form.get("iku")),
                    target=read_target(form),
                    simpul_id=form.get("simpul_id") or None,
                    alasan=form.get("alasan", ""),
                )
            )
        except Invalid as error:
            return _form(application, form, _by_field(error.errors), row), 422
        except VersionStale:
            return _form(application, form.to_dict() | {"version": str(row.version)}, {}, row, berubah=True), 412
        return _back(indikator_id, "indikator-ubah")

    return pages


def _command(form: Form) -> EstablishIndikator:
    tahun, polaritas = form.get("tahun", ""), form.get("polaritas", "")
    if polaritas not in set(Polaritas):
        raise Invalid({"polaritas": ["Pilih arahnya"]})
    kode = form.get("sumber_indikator", "").strip()
    return EstablishIndikator(
        pengguna=current_pengguna(),
        unit_id=form.get("unit_id", ""),
        tahun=read_tahun(tahun, 0),
        nama=form.get("nama", ""),
        satuan=form.get("satuan", ""),
        polaritas=Polaritas(polaritas),
        iku=bool(form.get("iku")),
        target=read_target(form),
        sumber=Sumber(indikator=kode, opd=form.get("sumber_opd", "").strip()) if kode else None,
        simpul_id=form.get("simpul_id") or None,
    )


def _by_field(errors: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """Return the errors by the names of the form's fields."""
    named = {"sumber.indikator": "sumber_indikator", "_schema": "nama"}
    return {named.get(field, field): words for field, words in errors.items()}


def _values(row: IndikatorRow) -> dict[str, str]:
    target = {f"target_{kunci}": f"{nilai:f}".replace(".", ",") for kunci, nilai in row.target.items()}
    return target | {
        "nama": row.nama,
        "satuan": row.satuan,
        "iku": "1" if row.iku else "",
        "simpul_id": row.simpul_id or "",
        "version": str(row.version),
    }


def _form(
    application: Application,
    values: Form,
    galat: Mapping[str, list[str]],
    row: IndikatorRow | None,
    *,
    berubah: bool = False,
) -> str:
    pengguna = current_pengguna()
    tahun = row.tahun if row else read_tahun(values.get("tahun", ""), 0)
    return render_template(
        "kinerja/tujuan/ubah_indikator.html",
        indikator=row,
        nilai=values,
        galat=galat,
        berubah=berubah,
        unit_pilihan=[] if row else unit_choices(application, pengguna),
        simpul_pilihan=simpul_choices(application, pengguna, tahun),
        sumber_pilihan=[] if row else sorted(application.tujuan.list_sumber().items()),
        opd_pilihan=[] if row else _opd_choices(application, pengguna),
    )


def _page(
    application: Application,
    row: IndikatorRow,
    clock: Clock,
    *,
    form: Form | None = None,
    galat: Mapping[str, list[str]] | None = None,
    berubah: bool = False,
) -> str:
    """Return the page of an indicator, with what was typed and what is wrong with it."""
    pengguna, tujuan = current_pengguna(), application.tujuan
    row = tujuan.get_indikator(pengguna, row.id)
    kini = Periode.containing(clock.now())
    return render_template(
        "kinerja/tujuan/indikator.html",
        indikator=row,
        triwulan=kata.to_triwulan(row),
        riwayat=tujuan.list_realisasi(pengguna, row.id),
        sanggahan=tujuan.list_sanggahan(pengguna, row.id),
        boleh_ubah=pengguna.may(Scope.TUJUAN_UBAH),
        boleh_sanggah=pengguna.may(Scope.SANGGAHAN_AJUKAN),
        nilai=form or {"periode": kini.teks if kini.tahun == row.tahun else f"{row.tahun}-T4"},
        galat=galat or {},
        berubah=berubah,
    )


def _sanggah_form(row: IndikatorRow, periode: str, values: Form, galat: Mapping[str, list[str]]) -> str:
    quarter = next((each for each in kata.to_triwulan(row) if each["periode"] == periode), None)
    if quarter is None:
        raise NotFound("realisasi.not_found", periode=periode)
    return render_template(
        "kinerja/tujuan/sanggah.html", indikator=row, t=quarter, periode=periode, nilai=values, galat=galat
    )


def _opd_choices(application: Application, pengguna: Pengguna) -> list[tuple[str, str]]:
    return list(application.name_opd(pengguna).items())


def _mengapa(pelaporan: str) -> Any:
    """Return what makes the address of the page of pelaporan that says why a value is what it is."""

    def address(kode: str, opd: str, periode: str) -> str:
        return f"{pelaporan}/indikator/{kode}?periode={periode}" + (f"&opd={opd}" if opd else "")

    return address


def _back(indikator_id: str, tersimpan: str) -> ResponseReturnValue:
    return redirect_with(url_for("indikator_halaman.show_indikator", indikator_id=indikator_id), tersimpan)
