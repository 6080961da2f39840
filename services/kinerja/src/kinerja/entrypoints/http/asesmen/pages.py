"""The page of a person's assessments: the list, and for BKPSDM the form of a new one and the annulment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from chassis.domain import Invalid, VersionStale
from chassis.http import current_pengguna, redirect_with, requires
from kinerja.application.asesmen import AsesmenApplication
from kinerja.application.asesmen.record import AnnulAsesmen, RecordAsesmen
from kinerja.application.wewenang import Scope
from kinerja.domain.kesenjangan import TINGKAT_MAKS
from kinerja.entrypoints.http.hitung.kalkulator import tell_angka
from kinerja.entrypoints.http.tab_orang import list_tab
from kinerja.entrypoints.http.tanggal import read_tanggal
from kinerja.entrypoints.http.tujuan.borang import read_bilangan

Galat = Mapping[str, Sequence[str]]
_DAFTAR = "asesmen_halaman.show_asesmen"


def build_asesmen_pages(asesmen: AsesmenApplication) -> Blueprint:
    """Return the pages."""
    pages = Blueprint("asesmen_halaman", __name__)

    @pages.get("/pegawai/<pegawai_id>/asesmen")
    @requires(Scope.PENGEMBANGAN_BACA)
    def show_asesmen(pegawai_id: str) -> str:
        """Show the assessments of a person."""
        return _render(asesmen, pegawai_id, {})

    @pages.post("/pegawai/<pegawai_id>/asesmen")
    @requires(Scope.RIWAYAT_CATAT)
    def save_asesmen(pegawai_id: str) -> ResponseReturnValue:
        """Record an assessment, or show what is wrong."""
        asesmen.list_asesmen(current_pengguna(), pegawai_id)
        try:
            asesmen.record_asesmen(_read(asesmen, pegawai_id))
        except Invalid as error:
            return _render(asesmen, pegawai_id, _flatten(error.errors)), 422
        return redirect_with(url_for(_DAFTAR, pegawai_id=pegawai_id), "record")

    @pages.get("/asesmen/<asesmen_id>/annul")
    @requires(Scope.RIWAYAT_CATAT)
    def show_annul(asesmen_id: str) -> str:
        """Show the form of an annulment."""
        return _annul_form(asesmen, asesmen_id, {})

    @pages.post("/asesmen/<asesmen_id>/annul")
    @requires(Scope.RIWAYAT_CATAT)
    def save_annul(asesmen_id: str) -> ResponseReturnValue:
        """Annul an assessment, or show what is missing."""
        command = AnnulAsesmen(
            pengguna=current_pengguna(),
            asesmen_id=asesmen_id,
            expected_version=request.form.get("version", type=int),
            alasan=request.form.get("alasan", ""),
        )
        try:
            annulled = asesmen.annul_asesmen(command)
        except Invalid as error:
            return _annul_form(asesmen, asesmen_id, error.errors), 422
        except VersionStale:
            return _annul_form(asesmen, asesmen_id, {}, berubah=True), 412
        return redirect_with(url_for(_DAFTAR, pegawai_id=annulled.pegawai_id), "annul")

    return pages


def _read(asesmen: AsesmenApplication, pegawai_id: str) -> RecordAsesmen:
    form = request.form
    tanggal = read_tanggal("tanggal")
    words = {kode: form.get(f"profil_{kode}", "").strip() for kode in asesmen.get_standar().kompetensi}
    given = {kode: each for kode, each in words.items() if each}
    if wrong := [kode for kode, each in given.items() if not (each.isdecimal() and len(each) == 1)]:
        raise Invalid({f"profil.{kode}": [f"Isi tingkat 1 sampai {TINGKAT_MAKS}"] for kode in wrong})
    potensi = form.get("potensi", "").strip()
    return RecordAsesmen(
        pengguna=current_pengguna(),
        pegawai_id=pegawai_id,
        tanggal=tanggal,
        potensi=read_bilangan(potensi, "potensi") if potensi else None,
        profil={kode: int(each) for kode, each in given.items()},
        bukti=form.get("bukti", ""),
    )


def _flatten(errors: Galat) -> dict[str, Sequence[str]]:
    """Return the errors by the names of the form's fields."""
    return {name.replace("profil.", "profil_"): words for name, words in errors.items()}


def _render(asesmen: AsesmenApplication, pegawai_id: str, galat: Galat) -> str:
    pengguna = current_pengguna()
    celah = asesmen.get_kesenjangan(pengguna, pegawai_id)
    return render_template(
        "kinerja/asesmen/asesmen.html",
        orang=celah.orang,
        daftar=asesmen.list_asesmen(pengguna, pegawai_id),
        standar=asesmen.get_standar(),
        diminta=[row.kode for row in celah.baris],
        boleh_catat=pengguna.may(Scope.RIWAYAT_CATAT) and pengguna.pegawai_id != pegawai_id,
        tell=tell_angka,
        tab_orang=list_tab(pegawai_id, "asesmen"),
        nilai=request.form,
        galat=galat,
    )


def _annul_form(asesmen: AsesmenApplication, asesmen_id: str, galat: Galat, *, berubah: bool = False) -> str:
    row = asesmen.get_asesmen(current_pengguna(), asesmen_id)
    return render_template(
        "kinerja/asesmen/batal.html",
        asesmen=row,
        orang=asesmen.get_kesenjangan(current_pengguna(), row.pegawai_id).orang,
        nilai=request.form,
        galat=galat,
        berubah=berubah,
    )
