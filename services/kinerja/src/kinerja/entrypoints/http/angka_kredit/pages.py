"""The page of a person's credits: the arithmetic, what is lacking, and the conversion by who answers for the person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from chassis.domain import Invalid, VersionStale
from chassis.http import current_pengguna, redirect_with, requires
from kinerja.application.angka_kredit import AngkaKreditApplication
from kinerja.application.angka_kredit.establish import EstablishAngkaKredit, RenewAngkaKredit
from kinerja.application.hubungan import relate
from kinerja.application.orang import DI_ATAS
from kinerja.application.wewenang import Scope
from kinerja.entrypoints.http import kata
from kinerja.entrypoints.http.evaluasi.kata import PREDIKAT
from kinerja.entrypoints.http.hitung.kalkulator import tell_angka
from kinerja.entrypoints.http.tab_orang import list_tab


def build_angka_kredit_pages(angka_kredit: AngkaKreditApplication) -> Blueprint:
    """Return the pages."""
    pages = Blueprint("angka_kredit_halaman", __name__)

    @pages.get("/pegawai/<pegawai_id>/angka-kredit")
    @requires(Scope.PENGEMBANGAN_BACA)
    def show_angka_kredit(pegawai_id: str) -> str:
        """Show the credits of a person."""
        return _render(angka_kredit, pegawai_id, {})

    @pages.post("/pegawai/<pegawai_id>/angka-kredit")
    @requires(Scope.ANGKA_KREDIT_TETAPKAN)
    def save_angka_kredit(pegawai_id: str) -> ResponseReturnValue:
        """Convert an evaluation, or convert it anew where the form names the conversion."""
        angka_kredit.get_angka_kredit_orang(current_pengguna(), pegawai_id)
        try:
            _save(angka_kredit)
        except Invalid as error:
            return _render(angka_kredit, pegawai_id, error.errors), 422
        except VersionStale:
            return _render(angka_kredit, pegawai_id, {}, berubah=True), 412
        return redirect_with(url_for(".show_angka_kredit", pegawai_id=pegawai_id), "establish")

    return pages


def _save(angka_kredit: AngkaKreditApplication) -> None:
    pengguna, form = current_pengguna(), request.form
    words = form.get("bulan", "").strip()
    bulan = int(words) if words.isdecimal() and len(words) < 4 else None
    if words and bulan is None:
        raise Invalid({"bulan": ["Isi dengan bulan penuh, 1 sampai 12"]})
    if form.get("angka_kredit_id"):
        angka_kredit.renew_angka_kredit(
            RenewAngkaKredit(
                pengguna=pengguna,
                angka_kredit_id=form["angka_kredit_id"],
                expected_version=form.get("version", type=int),
                bulan=bulan,
            )
        )
    else:
        command = EstablishAngkaKredit(pengguna=pengguna, evaluasi_id=form.get("evaluasi_id", ""), bulan=bulan)
        angka_kredit.establish_angka_kredit(command)


def _render(
    angka_kredit: AngkaKreditApplication,
    pegawai_id: str,
    galat: Mapping[str, Sequence[str]],
    *,
    berubah: bool = False,
) -> str:
    pengguna = current_pengguna()
    found = angka_kredit.get_angka_kredit_orang(pengguna, pegawai_id)
    return render_template(
        "kinerja/angka_kredit/angka_kredit.html",
        kredit=found,
        orang=found.orang,
        jenjang=kata.JENJANG_JABATAN,
        predikat=PREDIKAT,
        tell=tell_angka,
        boleh_tetapkan=pengguna.may(Scope.ANGKA_KREDIT_TETAPKAN) and relate(pengguna, found.orang.rantai) in DI_ATAS,
        milik_sendiri=pengguna.pegawai_id == pegawai_id,
        tab_orang=list_tab(pegawai_id, "angka_kredit"),
        nilai=request.form,
        galat=galat,
        berubah=berubah,
    )
