"""The pages of the talent map: the nine boxes by reach, a person's box with its reasons, and BKPSDM's run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from chassis.domain import Clock, Invalid
from chassis.http import current_pengguna, redirect_with, requires, wanted_halaman
from kinerja.application import Application
from kinerja.application.talenta.map_talenta import MapTalenta
from kinerja.application.talenta.queries import PetaTalenta, SaringTalenta
from kinerja.application.wewenang import Scope
from kinerja.entrypoints.http.evaluasi.kata import EKSPEKTASI, PREDIKAT
from kinerja.entrypoints.http.hitung.kalkulator import tell_angka
from kinerja.entrypoints.http.skp.sajian import present_year
from kinerja.entrypoints.http.tab_orang import list_tab
from kinerja.entrypoints.http.talenta import kata
from kinerja.entrypoints.http.talenta.api import KOTAK
from kinerja.entrypoints.http.tujuan.borang import read_tahun

PER_HALAMAN = 50


def build_talenta_pages(application: Application, clock: Clock) -> Blueprint:
    """Return the pages."""
    pages = Blueprint("talenta_halaman", __name__)
    pages.app_context_processor(
        lambda: {"kata_talenta": kata, "kata_predikat": PREDIKAT, "kata_ekspektasi": EKSPEKTASI}
    )
    talenta = application.talenta

    @pages.get("/talenta")
    @requires(Scope.TALENTA_BACA)
    def show_peta() -> str:
        """Show the map within reach."""
        return _render(application, clock)

    @pages.get("/talenta/belum")
    @requires(Scope.TALENTA_REKAP)
    def show_belum() -> str:
        """Show who cannot be placed, and why."""
        opd_nama = application.name_opd(current_pengguna())
        saring = _saring(opd_nama, clock)
        tahun = saring.tahun or talenta.get_peta(current_pengguna(), saring).tahun
        return render_template(
            "kinerja/talenta/belum.html",
            hasil=talenta.list_belum(current_pengguna(), saring),
            tahun=tahun,
            saring_kini=saring,
            opd_nama=opd_nama,
        )

    @pages.post("/talenta/petakan")
    @requires(Scope.TALENTA_PETAKAN)
    def save_pemetaan() -> ResponseReturnValue:
        """Run the mapping of a year; its field has a name of its own beside the filter's."""
        tahun = read_tahun(request.form.get("tahun_petakan", ""), present_year(clock))
        try:
            talenta.map_talenta(MapTalenta(pengguna=current_pengguna(), tahun=tahun))
        except Invalid as error:
            galat = {"tahun_petakan" if name == "tahun" else name: each for name, each in error.errors.items()}
            return _render(application, clock, galat=galat), 422
        return redirect_with(url_for(".show_peta", tahun=tahun), "map")

    @pages.get("/pegawai/<pegawai_id>/talenta")
    @requires(Scope.TALENTA_BACA)
    def show_orang(pegawai_id: str) -> str:
        """Show the box of a person with its reasons."""
        found = talenta.get_talenta(current_pengguna(), pegawai_id, _tahun(clock))
        return render_template(
            "kinerja/talenta/orang.html",
            t=found,
            orang=found.orang,
            tell=tell_angka,
            milik_sendiri=current_pengguna().pegawai_id == pegawai_id,
            tab_orang=list_tab(pegawai_id, "talenta"),
        )

    return pages


def _render(application: Application, clock: Clock, **more: Any) -> str:
    pengguna = current_pengguna()
    opd_nama = application.name_opd(current_pengguna())
    saring = _saring(opd_nama, clock)
    peta = application.talenta.get_peta(pengguna, saring)
    keeps = pengguna.may(Scope.TALENTA_REKAP)
    return render_template(
        "kinerja/talenta/peta.html",
        peta=peta,
        kotak=_link(peta, saring),
        saring_kini=saring,
        opd_nama=opd_nama if keeps else {},
        boleh_rekap=keeps,
        boleh_petakan=pengguna.may(Scope.TALENTA_PETAKAN),
        tahun_ini=present_year(clock),
        **{"galat": {}} | more,
    )


def _link(peta: PetaTalenta, saring: SaringTalenta) -> dict[int, dict[str, Any]]:
    """Return each box with its count, and where it leads to where somebody stands in it."""
    return {
        number: {
            "jumlah": peta.kotak.get(number, 0),
            "tautan": url_for(".show_peta", tahun=peta.tahun, opd=saring.opd or None, kotak=number)
            if peta.kotak.get(number)
            else None,
        }
        for number in KOTAK
    }


def _saring(opd_nama: Mapping[str, str], clock: Clock) -> SaringTalenta:
    """Return the filter of the address; what cannot be understood is left out."""
    args = request.args
    number = args.get("kotak", type=int)
    return SaringTalenta(
        tahun=_tahun(clock),
        opd=args.get("opd", "") if args.get("opd") in opd_nama else "",
        kotak=number if number in KOTAK else None,
        halaman=wanted_halaman(),
        per_halaman=PER_HALAMAN,
    )


def _tahun(clock: Clock) -> int | None:
    """Return the year of the address, None where it names none."""
    return read_tahun(request.args["tahun"], present_year(clock)) if request.args.get("tahun") else None
