"""The page of a person's exemptions: the list, the form of a new one, and of the last day of one."""

from __future__ import annotations

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from chassis.domain import Invalid, VersionStale
from chassis.http import current_pengguna, redirect_with, requires
from kinerja.application import Application
from kinerja.application.evaluasi.pengecualian import (
    EndPengecualian,
    ExemptPegawai,
    GetPengecualian,
    ListPengecualian,
)
from kinerja.application.orang import refuse_own
from kinerja.application.wewenang import Scope
from kinerja.domain.pengecualian import AlasanPengecualian, Pengecualian
from kinerja.entrypoints.http.evaluasi.sajian import Galat
from kinerja.entrypoints.http.tanggal import find_tanggal, read_tanggal

_DAFTAR = "pengecualian_halaman.show_pengecualian"


def build_pengecualian_pages(application: Application) -> Blueprint:
    """Return the pages."""
    pages = Blueprint("pengecualian_halaman", __name__)
    evaluasi = application.evaluasi

    @pages.get("/pegawai/<pegawai_id>/pengecualian")
    @requires(Scope.PEGAWAI_UBAH)
    def show_pengecualian(pegawai_id: str) -> str:
        """Show the times in which nobody asks an SKP of a person."""
        return _render(application, pegawai_id, {})

    @pages.post("/pegawai/<pegawai_id>/pengecualian")
    @requires(Scope.PEGAWAI_UBAH)
    def save_pengecualian(pegawai_id: str) -> ResponseReturnValue:
        """Record such a time, or show what is wrong."""
        evaluasi.list_pengecualian(ListPengecualian(pengguna=current_pengguna(), pegawai_id=pegawai_id))
        refuse_own(current_pengguna(), pegawai_id, "pengecualian.own")
        try:
            evaluasi.exempt_pegawai(_read(pegawai_id))
        except Invalid as error:
            return _render(application, pegawai_id, error.errors), 422
        return redirect_with(url_for(_DAFTAR, pegawai_id=pegawai_id), "exempt")

    @pages.get("/pengecualian/<pengecualian_id>/end")
    @requires(Scope.PEGAWAI_UBAH)
    def show_end(pengecualian_id: str) -> str:
        """Ask for the last day."""
        return _end_form(application, _find(application, pengecualian_id), {})

    @pages.post("/pengecualian/<pengecualian_id>/end")
    @requires(Scope.PEGAWAI_UBAH)
    def save_end(pengecualian_id: str) -> ResponseReturnValue:
        """Set the last day, or show what is wrong."""
        found = _find(application, pengecualian_id)
        try:
            evaluasi.end_pengecualian(
                EndPengecualian(
                    pengguna=current_pengguna(),
                    pengecualian_id=pengecualian_id,
                    expected_version=request.form.get("version", type=int),
                    sampai=read_tanggal("sampai"),
                )
            )
        except Invalid as error:
            return _end_form(application, found, error.errors), 422
        except VersionStale:
            return _end_form(application, _find(application, pengecualian_id), {}, berubah=True), 412
        return redirect_with(url_for(_DAFTAR, pegawai_id=found.pegawai_id), "end")

    return pages


def _find(application: Application, pengecualian_id: str) -> Pengecualian:
    """Return an exemption that the caller may end."""
    query = GetPengecualian(pengguna=current_pengguna(), pengecualian_id=pengecualian_id)
    found = application.evaluasi.get_pengecualian(query)
    refuse_own(query.pengguna, found.pegawai_id, "pengecualian.own")
    return found


def _read(pegawai_id: str) -> ExemptPegawai:
    kode = request.form.get("alasan_kode", "")
    if kode not in set(AlasanPengecualian):
        raise Invalid({"alasan_kode": ["Pilih sebabnya"]})
    return ExemptPegawai(
        pengguna=current_pengguna(),
        pegawai_id=pegawai_id,
        alasan_kode=AlasanPengecualian(kode),
        dasar=request.form.get("dasar", ""),
        dari=read_tanggal("dari"),
        sampai=find_tanggal("sampai"),
    )


def _render(application: Application, pegawai_id: str, galat: Galat) -> str:
    pengguna = current_pengguna()
    return render_template(
        "kinerja/evaluasi/pengecualian.html",
        daftar=application.evaluasi.list_pengecualian(ListPengecualian(pengguna=pengguna, pegawai_id=pegawai_id)),
        pegawai=application.get_pegawai(pengguna, pegawai_id),
        boleh_catat=pengguna.pegawai_id != pegawai_id,
        nilai=request.form,
        galat=galat,
    )


def _end_form(application: Application, found: Pengecualian, galat: Galat, *, berubah: bool = False) -> str:
    return render_template(
        "kinerja/evaluasi/pengecualian_akhir.html",
        pengecualian=found,
        pegawai=application.get_pegawai(current_pengguna(), found.pegawai_id),
        nilai=request.form,
        galat=galat,
        berubah=berubah,
    )
