"""The page of a person's development: hours of the year, gaps, the plan; and the form of a proposal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from chassis.domain import Clock, Invalid
from chassis.http import current_pengguna, redirect_with, requires
from kinerja.application import Application
from kinerja.application.pengembangan.propose import ProposePengembangan
from kinerja.application.wewenang import Scope
from kinerja.entrypoints.http.hitung.kalkulator import tell_angka
from kinerja.entrypoints.http.skp.sajian import present_year, wanted_year
from kinerja.entrypoints.http.tab_orang import list_tab
from kinerja.entrypoints.http.tujuan.borang import read_bilangan

Galat = Mapping[str, Sequence[str]]


def build_orang_pages(application: Application, clock: Clock) -> Blueprint:
    """Return the pages about one person."""
    pages = Blueprint("pengembangan_halaman", __name__)
    asesmen, pengembangan = application.asesmen, application.pengembangan

    @pages.get("/pegawai/<pegawai_id>/pengembangan")
    @requires(Scope.PENGEMBANGAN_BACA)
    def show_orang(pegawai_id: str) -> str:
        """Show the hours of the year, the gaps and the plan of a person."""
        pengguna, tahun = current_pengguna(), wanted_year(clock)
        jp = pengembangan.get_jp(pengguna, pegawai_id, tahun)
        return render_template(
            "kinerja/pengembangan/orang.html",
            orang=jp.orang,
            tahun=tahun,
            tahun_ini=present_year(clock),
            jp=jp,
            celah=asesmen.get_kesenjangan(pengguna, pegawai_id),
            bentuk_pengembangan=pengembangan.get_bentuk().bentuk,
            tell=tell_angka,
            boleh_usul=pengguna.may(Scope.PENGEMBANGAN_USULKAN) and jp.orang.rantai.aktif,
            milik_sendiri=pengguna.pegawai_id == pegawai_id,
            tab_orang=list_tab(pegawai_id, "pengembangan"),
        )

    @pages.get("/pegawai/<pegawai_id>/pengembangan/baru")
    @requires(Scope.PENGEMBANGAN_USULKAN)
    def show_baru(pegawai_id: str) -> str:
        """Show the form of a proposal."""
        return _form(application, clock, pegawai_id, {})

    @pages.post("/pegawai/<pegawai_id>/pengembangan/baru")
    @requires(Scope.PENGEMBANGAN_USULKAN)
    def save_baru(pegawai_id: str) -> ResponseReturnValue:
        """Propose the course, or show what is wrong."""
        application.get_orang(current_pengguna(), pegawai_id)
        try:
            made = pengembangan.propose_pengembangan(_read(pegawai_id, clock))
        except Invalid as error:
            return _form(application, clock, pegawai_id, error.errors), 422
        return redirect_with(url_for("pengembangan_daftar.show_pengembangan", pengembangan_id=made.id), "propose")

    return pages


def _read(pegawai_id: str, clock: Clock) -> ProposePengembangan:
    form = request.form
    return ProposePengembangan(
        pengguna=current_pengguna(),
        pegawai_id=pegawai_id,
        tahun=wanted_year(clock),
        judul=form.get("judul", ""),
        bentuk=form.get("bentuk", ""),
        kompetensi=form.get("kompetensi", ""),
        penyelenggara=form.get("penyelenggara", ""),
        jp=read_bilangan(form.get("jp", ""), "jp"),
        biaya=read_bilangan(form.get("biaya", "") or "0", "biaya"),
    )


def _form(application: Application, clock: Clock, pegawai_id: str, galat: Galat) -> str:
    tahun = present_year(clock)
    celah = application.asesmen.get_kesenjangan(current_pengguna(), pegawai_id)
    return render_template(
        "kinerja/pengembangan/baru.html",
        orang=celah.orang,
        pilihan_tahun=[(str(each), str(each)) for each in (tahun, tahun + 1, tahun - 1)],
        pilihan_kompetensi=[(row.kode, _tell_gap(row.kompetensi.nama, row.gap)) for row in celah.baris],
        pilihan_bentuk=[(kode, each.nama) for kode, each in application.pengembangan.get_bentuk().bentuk.items()],
        nilai={"tahun": str(tahun), **request.args, **request.form},
        galat=galat,
    )


def _tell_gap(nama: str, gap: int | None) -> str:
    return f"{nama} (kurang {gap} tingkat)" if gap is not None and gap > 0 else nama
