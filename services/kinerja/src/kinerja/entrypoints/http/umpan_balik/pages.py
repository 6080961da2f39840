"""The pages of feedback: what was received and given, one with its answer, the form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from chassis.domain import Clock, Forbidden, Invalid, VersionStale
from chassis.http import current_pengguna, redirect_with, requires, wanted_halaman
from kinerja.application import Application
from kinerja.application.umpan_balik import UmpanBalikApplication
from kinerja.application.umpan_balik.give import GiveUmpanBalik
from kinerja.application.umpan_balik.queries import Arah, SaringUmpanBalik, UmpanBalikRow
from kinerja.application.umpan_balik.reply import ReplyUmpanBalik
from kinerja.application.wewenang import Scope
from kinerja.domain.periode import Periode
from kinerja.domain.umpan_balik import Tentang
from kinerja.entrypoints.http.evaluasi.sajian import list_periode
from kinerja.entrypoints.http.umpan_balik import kata

PER_HALAMAN = 20
Galat = Mapping[str, Sequence[str]]


def build_umpan_balik_pages(application: Application, clock: Clock) -> Blueprint:
    """Return the pages."""
    pages = Blueprint("umpan_balik_halaman", __name__)
    pages.app_context_processor(lambda: {"kata_umpan_balik": kata})
    _add_shown(pages, application.umpan_balik)
    _add_form(pages, application.umpan_balik, clock)
    _add_reply(pages, application.umpan_balik)
    return pages


def _add_shown(pages: Blueprint, umpan_balik: UmpanBalikApplication) -> None:
    """Add the pages that show."""

    @pages.get("/umpan-balik")
    @requires(Scope.UMPAN_BALIK_BACA)
    def show_daftar() -> str:
        """Show what was received, given, or received by the people below."""
        pengguna = current_pengguna()
        offered = [each for each in Arah if each is not Arah.TIM or pengguna.may(Scope.EVALUASI_TETAPKAN)]
        wanted = request.args.get("arah", "")
        arah = Arah(wanted) if wanted in offered else Arah.DITERIMA
        halaman = wanted_halaman()
        found = umpan_balik.list_umpan_balik(
            pengguna, SaringUmpanBalik(arah=arah, halaman=halaman, per_halaman=PER_HALAMAN)
        )
        return render_template(
            "kinerja/umpan_balik/daftar.html",
            daftar=found.data,
            jumlah=found.jumlah,
            halaman=halaman,
            per_halaman=PER_HALAMAN,
            arah=arah,
            pilihan=offered,
            terhubung=pengguna.pegawai_id is not None,
        )

    @pages.get("/umpan-balik/<umpan_balik_id>")
    @requires(Scope.UMPAN_BALIK_BACA)
    def show_umpan_balik(umpan_balik_id: str) -> str:
        """Show one with its answer."""
        return _render(umpan_balik.get_umpan_balik(current_pengguna(), umpan_balik_id), {})


def _add_form(pages: Blueprint, umpan_balik: UmpanBalikApplication, clock: Clock) -> None:
    """Add the form."""

    @pages.get("/umpan-balik/baru")
    @requires(Scope.UMPAN_BALIK)
    def show_baru() -> str:
        """Show the form, for the person whom the address names."""
        return _form(umpan_balik, clock, {})

    @pages.post("/umpan-balik/baru")
    @requires(Scope.UMPAN_BALIK)
    def save_baru() -> ResponseReturnValue:
        """Give the feedback, or show what is missing."""
        form = request.form
        missing = {
            name: [sentence]
            for name, known, sentence in (
                (
                    "pegawai_id",
                    {each.pegawai_id for each in umpan_balik.list_dekat(current_pengguna())},
                    "Pilih orangnya",
                ),
                ("tentang", set(Tentang), "Pilih tentang apa"),
            )
            if form.get(name, "") not in known
        }
        if missing:
            return _form(umpan_balik, clock, missing), 422
        command = GiveUmpanBalik(
            pengguna=current_pengguna(),
            pegawai_id=form["pegawai_id"],
            periode=form.get("periode", ""),
            tentang=Tentang(form["tentang"]),
            isi=form.get("isi", ""),
        )
        try:
            given = umpan_balik.give_umpan_balik(command)
        except Invalid as error:
            return _form(umpan_balik, clock, error.errors), 422
        return _back(given.id, "give")


def _add_reply(pages: Blueprint, umpan_balik: UmpanBalikApplication) -> None:
    """Add the answer."""

    @pages.post("/umpan-balik/<umpan_balik_id>/reply")
    @requires(Scope.UMPAN_BALIK)
    def save_reply(umpan_balik_id: str) -> ResponseReturnValue:
        """Answer it."""
        pengguna = current_pengguna()
        row = umpan_balik.get_umpan_balik(pengguna, umpan_balik_id)
        if row.pegawai_id != pengguna.pegawai_id:
            raise Forbidden
        command = ReplyUmpanBalik(
            pengguna=pengguna,
            umpan_balik_id=umpan_balik_id,
            expected_version=request.form.get("version", type=int),
            tanggapan=request.form.get("tanggapan", ""),
        )
        try:
            umpan_balik.reply_umpan_balik(command)
        except Invalid as error:
            return _render(row, error.errors), 422
        except VersionStale:
            return _render(row, {}, berubah=True), 412
        return _back(umpan_balik_id, "reply")


def _render(row: UmpanBalikRow, galat: Galat, *, berubah: bool = False) -> str:
    own = row.pegawai_id == current_pengguna().pegawai_id
    return render_template(
        "kinerja/umpan_balik/umpan_balik.html",
        umpan_balik=row,
        milik_sendiri=own,
        boleh_menanggapi=own and row.ditanggapi_pada is None,
        nilai=request.form,
        galat=galat,
        berubah=berubah,
    )


def _form(umpan_balik: UmpanBalikApplication, clock: Clock, galat: Galat) -> str:
    return render_template(
        "kinerja/umpan_balik/baru.html",
        dekat=[
            (
                each.pegawai_id,
                f"{each.nama}, {each.jabatan} ({kata.tell_penerima(each.pemberi, sendirian=each.sendirian)})",
            )
            for each in umpan_balik.list_dekat(current_pengguna())
        ],
        pilihan_periode=list_periode(clock),
        nilai={"periode": Periode.containing(clock.now()).teks, **request.args, **request.form},
        galat=galat,
    )


def _back(umpan_balik_id: str, tersimpan: str) -> ResponseReturnValue:
    return redirect_with(url_for("umpan_balik_halaman.show_umpan_balik", umpan_balik_id=umpan_balik_id), tersimpan)
