"""Instruments: the cards of a year, one sheet with its components, one butir with its rubric and grounds."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from chassis.domain import Clock, DomainError, Invalid, NotFound, VersionStale
from chassis.http import current_pengguna, redirect_with, requires, take_kabar
from pelaporan.application import Application
from pelaporan.application.instrumen.answer import AnswerButir, TakeSaran
from pelaporan.application.instrumen.establish import EstablishInstrumen, ReopenInstrumen
from pelaporan.application.instrumen.f03 import AddF03, WithdrawF03
from pelaporan.application.instrumen.get import GetInstrumen, KeadaanInstrumen, ListInstrumen, ListJawaban
from pelaporan.application.instrumen.report import GetLaporan, IssueLaporan
from pelaporan.application.wewenang import Scope, covers_opd
from pelaporan.domain.kertas_kerja import IsiJawaban
from pelaporan.domain.periode import year_of
from pelaporan.entrypoints.http.buku_instrumen import write_kertas_kerja
from pelaporan.entrypoints.http.halaman import sajian_instrumen as sajian

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_LEMBAR = "/instrumen/<kode>/<tahun>"


def build_instrumen_pages(application: Application, clock: Clock) -> Blueprint:
    """Return the pages of instruments."""
    pages = Blueprint("instrumen_halaman", __name__, template_folder="../templates")
    _add_reading(pages, application, clock)
    _add_answering(pages, application)
    _add_f03(pages, application)
    _add_deciding(pages, application)
    _add_files(pages, application)
    return pages


def _opd() -> str:
    return request.args.get("opd", "") or request.form.get("opd", "")


def _who(**path: str) -> dict[str, Any]:
    """Return what every command on a sheet names."""
    return {"pengguna": current_pengguna(), "opd": _opd(), **path}


def _version() -> int | None:
    teks = request.form.get("version", "")
    return int(teks) if teks.isascii() and teks.isdigit() and len(teks) < 10 else None


def _go_on(kode: str, tahun: str, kabar: str) -> ResponseReturnValue:
    """Lead to the sheet, which tells the news."""
    return redirect_with(url_for("instrumen_halaman.show_instrumen", kode=kode, tahun=tahun, opd=_opd() or None), kabar)


def _look(application: Application, kode: str, tahun: str) -> KeadaanInstrumen:
    return application.get_instrumen(GetInstrumen(**_who(kode=kode, tahun=tahun)))


def _render(keadaan: KeadaanInstrumen, galat: dict[str, list[str]] | None = None, f03: str = "") -> str:
    shown = sajian.show_instrumen(keadaan)
    opsi = sajian.opd_opsi(current_pengguna())
    told = sajian.tell_kabar(keadaan, take_kabar())
    return render_template(
        "pelaporan/satu_instrumen.html", opsi=opsi, galat=galat or {}, f03_isi=f03, tersimpan=told, **shown
    )


def _refused(refused: DomainError) -> dict[str, list[str]]:
    """Return the sentences of a refusal for a form."""
    if isinstance(refused, Invalid) and refused.errors:
        return dict(refused.errors)
    if isinstance(refused, VersionStale):
        return {
            "version": ["Kertas kerja ini berubah sejak Anda membukanya. Periksa jawaban terbaru, lalu simpan ulang"]
        }
    return {"version": ["Keadaan kertas kerja ini tidak mengizinkannya. Muat ulang halaman"]}


def _add_reading(pages: Blueprint, application: Application, clock: Clock) -> None:
    @pages.get("/instrumen")
    @requires(Scope.INSTRUMEN_BACA)
    def list_instrumen() -> str:
        """Show the instruments of a year with value, category and components."""
        kini = year_of(clock.now())
        tahun = request.args.get("tahun", "") or str(kini)
        pengguna = current_pengguna()
        found = application.list_instrumen(ListInstrumen(tahun=tahun, **_who()))
        return render_template(
            "pelaporan/instrumen.html",
            tahun=tahun,
            opd=_opd(),
            lingkup=sajian.lingkup_kata(found[0].kunci.opd if found else _opd()),
            kartu=[sajian.show_kartu(satu) for satu in found],
            baris=[sajian.show_baris(satu) for satu in found],
            tahun_opsi=[(str(satu), str(satu)) for satu in range(kini + 1, 2020, -1)],
            opsi=sajian.opd_opsi(pengguna),
            kabupaten=covers_opd(pengguna, ""),
        )

    @pages.get(_LEMBAR)
    @requires(Scope.INSTRUMEN_BACA)
    def show_instrumen(kode: str, tahun: str) -> str:
        """Show a sheet: value, components with every butir, what is missing, last year beside."""
        return _render(_look(application, kode, tahun))

    @pages.get(f"{_LEMBAR}/butir/<butir>")
    @requires(Scope.INSTRUMEN_BACA)
    def show_butir(kode: str, tahun: str, butir: str) -> str:
        """Show a butir: rubric, suggestion and what it rests on, the form, the history."""
        return _render_butir(application, kode, tahun, butir)


def _render_butir(
    application: Application,
    kode: str,
    tahun: str,
    butir: str,
    isian: dict[str, str] | None = None,
    galat: dict[str, list[str]] | None = None,
) -> str:
    riwayat = application.list_jawaban(ListJawaban(**_who(kode=kode, tahun=tahun, butir=butir)))
    keadaan = _look(application, kode, tahun)
    shown = sajian.show_butir(keadaan, butir, riwayat.jawaban)
    return render_template("pelaporan/butir.html", isian_form=isian or {}, galat=galat or {}, **shown)


def _add_answering(pages: Blueprint, application: Application) -> None:
    @pages.post(f"{_LEMBAR}/butir/<butir>")
    @requires(Scope.INSTRUMEN_NILAI)
    def answer_butir(kode: str, tahun: str, butir: str) -> ResponseReturnValue:
        """Keep an answer, and go on to the sheet."""
        form = {name: request.form.get(name, "").strip() for name in ("jawaban", "alasan", "bukti")}
        bukti = [satu.strip() for satu in form["bukti"].splitlines() if satu.strip()]
        isi = IsiJawaban(jawaban=form["jawaban"], alasan=form["alasan"], bukti=bukti)
        who = _who(kode=kode, tahun=tahun, butir=butir)
        try:
            application.answer_butir(AnswerButir(expected_version=_version(), isi=isi, **who))
        except NotFound:
            raise
        except DomainError as refused:
            return _render_butir(application, kode, tahun, butir, form, _refused(refused)), 422
        return _go_on(kode, tahun, f"answer-{butir}")

    @pages.post(f"{_LEMBAR}/take-saran")
    @requires(Scope.INSTRUMEN_NILAI)
    def take_saran(kode: str, tahun: str) -> ResponseReturnValue:
        """Take every suggestion for which there is no answer yet."""
        try:
            application.take_saran(TakeSaran(expected_version=_version(), **_who(kode=kode, tahun=tahun)))
        except NotFound:
            raise
        except DomainError as refused:
            return _render(_look(application, kode, tahun), _refused(refused)), 422
        return _go_on(kode, tahun, "take_saran")


def _add_f03(pages: Blueprint, application: Application) -> None:
    @pages.post("/instrumen/ipp/<tahun>/f03")
    @requires(Scope.INSTRUMEN_NILAI)
    def add_f03(tahun: str) -> ResponseReturnValue:
        """Take the answers of users in, one line a respondent."""
        teks = request.form.get("f03", "")
        try:
            jawaban = sajian.read_f03(teks)
            application.add_f03(AddF03(jawaban=jawaban, **_who(tahun=tahun)))
        except NotFound:
            raise
        except DomainError as refused:
            errors = {"f03": [" ".join(line) for line in _refused(refused).values()]}
            return _render(_look(application, "ipp", tahun), errors, teks), 422
        return _go_on("ipp", tahun, "f03")

    @pages.post("/instrumen/ipp/<tahun>/f03/<id>/withdraw")
    @requires(Scope.INSTRUMEN_NILAI)
    def withdraw_f03(tahun: str, id: str) -> ResponseReturnValue:  # noqa: A002 - the name in the address
        """Let a batch of users' answers no longer count; each batch of the page has a field of its own."""
        alasan = next((nilai.strip() for nama, nilai in request.form.items() if nama.startswith("alasan")), "")
        try:
            application.withdraw_f03(
                WithdrawF03(id=id, expected_version=_version(), alasan=alasan, **_who(tahun=tahun))
            )
        except NotFound:
            raise
        except DomainError as refused:
            return _render(_look(application, "ipp", tahun), _refused(refused)), 422
        return _go_on("ipp", tahun, "f03")


def _add_deciding(pages: Blueprint, application: Application) -> None:
    @pages.post(f"{_LEMBAR}/establish")
    @requires(Scope.INSTRUMEN_TETAPKAN)
    def establish_instrumen(kode: str, tahun: str) -> ResponseReturnValue:
        """Freeze the value."""
        try:
            application.establish_instrumen(
                EstablishInstrumen(expected_version=_version(), **_who(kode=kode, tahun=tahun))
            )
        except NotFound:
            raise
        except DomainError as refused:
            return _render(_look(application, kode, tahun), _refused(refused)), 422
        return _go_on(kode, tahun, "establish")

    @pages.post(f"{_LEMBAR}/reopen")
    @requires(Scope.INSTRUMEN_TETAPKAN)
    def reopen_instrumen(kode: str, tahun: str) -> ResponseReturnValue:
        """Let answers change again, with a reason."""
        alasan = request.form.get("alasan", "").strip()
        try:
            application.reopen_instrumen(
                ReopenInstrumen(expected_version=_version(), alasan=alasan, **_who(kode=kode, tahun=tahun))
            )
        except NotFound:
            raise
        except DomainError as refused:
            return _render(_look(application, kode, tahun), _refused(refused)), 422
        return _go_on(kode, tahun, "reopen")

    @pages.post(f"{_LEMBAR}/laporan")
    @requires(Scope.INSTRUMEN_TETAPKAN)
    def issue_laporan(kode: str, tahun: str) -> ResponseReturnValue:
        """Issue the report of an established sheet."""
        try:
            application.issue_laporan(IssueLaporan(expected_version=_version(), **_who(kode=kode, tahun=tahun)))
        except NotFound:
            raise
        except DomainError as refused:
            return _render(_look(application, kode, tahun), _refused(refused)), 422
        return _go_on(kode, tahun, "laporan")


def _add_files(pages: Blueprint, application: Application) -> None:
    @pages.get(f"{_LEMBAR}/kertas-kerja.xlsx")
    @requires(Scope.INSTRUMEN_BACA)
    def download_kertas_kerja(kode: str, tahun: str) -> Response:
        """Return the working paper as a workbook with typed cells."""
        keadaan = _look(application, kode, tahun)
        block = write_kertas_kerja(keadaan, sajian.lingkup_kata(keadaan.kunci.opd))
        name = f"{_name('kertas-kerja', kode, tahun)}.xlsx"
        return send_file(block, mimetype=_XLSX, as_attachment=True, download_name=name)

    @pages.get(f"{_LEMBAR}/kertas-kerja.pdf")
    @requires(Scope.INSTRUMEN_BACA)
    def print_kertas_kerja(kode: str, tahun: str) -> Response:
        """Return the working paper as PDF."""
        isi = application.print_kertas_kerja(GetInstrumen(**_who(kode=kode, tahun=tahun)))
        return _pdf(isi, _name("kertas-kerja", kode, tahun))

    @pages.get(f"{_LEMBAR}/laporan.pdf")
    @requires(Scope.INSTRUMEN_BACA)
    def download_draf(kode: str, tahun: str) -> Response:
        """Return the report as a draft, marked as one."""
        return _pdf(application.get_laporan(GetLaporan(**_who(kode=kode, tahun=tahun))), _name("draf", kode, tahun))

    @pages.get(f"{_LEMBAR}/laporan/<id>.pdf")
    @requires(Scope.INSTRUMEN_BACA)
    def download_laporan(kode: str, tahun: str, id: str) -> Response:  # noqa: A002 - the name in the address
        """Return a report that was issued, byte for byte."""
        isi = application.get_laporan(GetLaporan(id=id, **_who(kode=kode, tahun=tahun)))
        return _pdf(isi, _name("laporan", kode, tahun))


def _name(what: str, kode: str, tahun: str) -> str:
    """Return the name of a file; the sheet was found, so that its parts are codes of ours."""
    return "-".join(filter(None, (what, kode, tahun, _opd())))


def _pdf(isi: bytes, name: str) -> Response:
    response = Response(isi, mimetype="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    return response
