"""The page of a person's career facts: the list, and for BKPSDM the form of a new one and the annulment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from chassis.domain import Invalid, VersionStale
from chassis.http import current_pengguna, redirect_with, requires
from kinerja.application import Application
from kinerja.application.riwayat_kepegawaian.record import AnnulRiwayatKepegawaian, RecordRiwayatKepegawaian
from kinerja.application.wewenang import Scope
from kinerja.domain.riwayat_kepegawaian import JenisRiwayat
from kinerja.entrypoints.http.riwayat_kepegawaian import kata
from kinerja.entrypoints.http.tab_orang import list_tab
from kinerja.entrypoints.http.tanggal import find_tanggal, read_tanggal
from kinerja.entrypoints.http.tujuan.borang import read_bilangan

Galat = Mapping[str, Sequence[str]]
_DAFTAR = "riwayat_kepegawaian_halaman.show_riwayat"


def build_riwayat_kepegawaian_pages(application: Application) -> Blueprint:
    """Return the pages."""
    pages = Blueprint("riwayat_kepegawaian_halaman", __name__)
    riwayat = application.riwayat_kepegawaian

    @pages.get("/pegawai/<pegawai_id>/riwayat")
    @requires(Scope.PENGEMBANGAN_BACA)
    def show_riwayat(pegawai_id: str) -> str:
        """Show the career facts of a person."""
        return _render(application, pegawai_id, {})

    @pages.post("/pegawai/<pegawai_id>/riwayat")
    @requires(Scope.RIWAYAT_CATAT)
    def save_riwayat(pegawai_id: str) -> ResponseReturnValue:
        """Record a fact, or show what is wrong."""
        riwayat.list_riwayat_kepegawaian(current_pengguna(), pegawai_id)
        try:
            riwayat.record_riwayat_kepegawaian(_read_record(pegawai_id))
        except Invalid as error:
            return _render(application, pegawai_id, error.errors), 422
        return redirect_with(url_for(_DAFTAR, pegawai_id=pegawai_id), "record")

    @pages.get("/riwayat-kepegawaian/<riwayat_id>/annul")
    @requires(Scope.RIWAYAT_CATAT)
    def show_annul(riwayat_id: str) -> str:
        """Show the form of an annulment."""
        return _annul_form(application, riwayat_id, {})

    @pages.post("/riwayat-kepegawaian/<riwayat_id>/annul")
    @requires(Scope.RIWAYAT_CATAT)
    def save_annul(riwayat_id: str) -> ResponseReturnValue:
        """Annul a fact, or show what is missing."""
        command = AnnulRiwayatKepegawaian(
            pengguna=current_pengguna(),
            riwayat_id=riwayat_id,
            expected_version=request.form.get("version", type=int),
            alasan=request.form.get("alasan", ""),
        )
        try:
            annulled = riwayat.annul_riwayat_kepegawaian(command)
        except Invalid as error:
            return _annul_form(application, riwayat_id, error.errors), 422
        except VersionStale:
            return _annul_form(application, riwayat_id, {}, berubah=True), 412
        return redirect_with(url_for(_DAFTAR, pegawai_id=annulled.pegawai_id), "annul")

    return pages


def _read_record(pegawai_id: str) -> RecordRiwayatKepegawaian:
    form = request.form
    if form.get("jenis", "") not in set(JenisRiwayat):
        raise Invalid({"jenis": ["Pilih jenis catatannya"]})
    return RecordRiwayatKepegawaian(
        pengguna=current_pengguna(),
        pegawai_id=pegawai_id,
        jenis=JenisRiwayat(form["jenis"]),
        isi=_read_isi(form["jenis"], form.get("isi", "")),
        dari=read_tanggal("dari"),
        sampai=find_tanggal("sampai"),
        bukti=form.get("bukti", ""),
    )


def _read_isi(jenis: str, isi: str) -> str:
    """Return what the form says as the domain takes it: credits are written with a comma."""
    return f"{read_bilangan(isi, 'isi'):f}" if jenis == JenisRiwayat.ANGKA_KREDIT and isi.strip() else isi


def _render(application: Application, pegawai_id: str, galat: Galat) -> str:
    pengguna, jenis = current_pengguna(), request.values.get("jenis", "")
    return render_template(
        "kinerja/riwayat_kepegawaian/riwayat.html",
        jenis=jenis if jenis in kata.JENIS else "",
        orang=application.get_orang(pengguna, pegawai_id),
        daftar=application.riwayat_kepegawaian.list_riwayat_kepegawaian(pengguna, pegawai_id),
        kata_riwayat=kata,
        boleh_catat=pengguna.may(Scope.RIWAYAT_CATAT) and pengguna.pegawai_id != pegawai_id,
        tab_orang=list_tab(pegawai_id, "riwayat"),
        nilai=request.form,
        galat=galat,
    )


def _annul_form(application: Application, riwayat_id: str, galat: Galat, *, berubah: bool = False) -> str:
    row = application.riwayat_kepegawaian.get_riwayat_kepegawaian(current_pengguna(), riwayat_id)
    return render_template(
        "kinerja/riwayat_kepegawaian/batal.html",
        riwayat=row,
        orang=application.get_orang(current_pengguna(), row.pegawai_id),
        kata_riwayat=kata,
        nilai=request.form,
        galat=galat,
        berubah=berubah,
    )
