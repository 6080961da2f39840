"""The pages of agreements: the list, one to read, print and sign, its versions side by side."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from chassis.domain import Clock, Invalid, Pengguna, VersionStale
from chassis.http import current_pengguna, redirect_with, requires, wanted_halaman
from kinerja.application import Application
from kinerja.application.tujuan.change_perjanjian import ChangePerjanjian
from kinerja.application.tujuan.draft_perjanjian import DraftPerjanjian
from kinerja.application.tujuan.pohon import PerjanjianRow, SaringPerjanjian
from kinerja.application.tujuan.print_perjanjian import PrintPerjanjian
from kinerja.application.tujuan.sign_perjanjian import SignPerjanjian
from kinerja.application.wewenang import Scope
from kinerja.domain.periode import Periode
from kinerja.domain.perjanjian import AlasanPerubahan, Naskah, Perjanjian, StatusPerjanjian
from kinerja.entrypoints.http.tujuan import kata
from kinerja.entrypoints.http.tujuan.banding import read_versi, to_banding
from kinerja.entrypoints.http.tujuan.borang import Form, read_tahun
from kinerja.entrypoints.http.tujuan.pilihan import unit_choices

PER_HALAMAN = 25


def build_perjanjian_pages(application: Application, clock: Clock) -> Blueprint:
    """Return the pages of agreements."""
    pages = Blueprint("perjanjian_halaman", __name__)
    tujuan = application.tujuan

    @pages.get("/perjanjian")
    @requires(Scope.TUJUAN_BACA)
    def show_daftar() -> str:
        """Show the agreements of a year."""
        return _list(application, clock, {}, {})

    @pages.post("/perjanjian")
    @requires(Scope.TUJUAN_UBAH)
    def save_baru() -> ResponseReturnValue:
        """Draw up an agreement, or say what stands in the way."""
        form = request.form
        tahun = read_tahun(form.get("tahun", ""), 0)
        command = DraftPerjanjian(pengguna=current_pengguna(), unit_id=form.get("unit_id", ""), tahun=tahun)
        try:
            made = tujuan.draft_perjanjian(command)
        except Invalid as error:
            return _list(application, clock, form, error.errors), 422
        return _back(made.id, "perjanjian")

    @pages.get("/perjanjian/<perjanjian_id>")
    @requires(Scope.TUJUAN_BACA)
    def show_perjanjian(perjanjian_id: str) -> str:
        """Show an agreement, ready to print."""
        return _page(application, perjanjian_id, {}, {})

    @pages.post("/perjanjian/<perjanjian_id>/sign")
    @requires(Scope.PERJANJIAN_TANDATANGAN)
    def save_tanda_tangan(perjanjian_id: str) -> ResponseReturnValue:
        """Sign as the party whose turn it is."""
        tujuan.get_perjanjian(current_pengguna(), perjanjian_id)
        try:
            tujuan.sign_perjanjian(SignPerjanjian(**_who(perjanjian_id)))
        except VersionStale:
            return _page(application, perjanjian_id, {}, {}, berubah=True), 412
        return _back(perjanjian_id, "tanda-tangan")

    @pages.get("/perjanjian/<perjanjian_id>/perjanjian.pdf")
    @requires(Scope.TUJUAN_BACA)
    def print_perjanjian(perjanjian_id: str) -> Response:
        """Return a version of an agreement as PDF, without ``versi`` the newest."""
        asked = request.args.get("versi", "")
        versi = read_versi(asked) if asked else None
        made = tujuan.print_perjanjian(
            PrintPerjanjian(pengguna=current_pengguna(), perjanjian_id=perjanjian_id, versi=versi)
        )
        response = Response(made.isi, mimetype="application/pdf")
        name = f"perjanjian-{made.tahun}-versi-{made.versi}.pdf"
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return response

    _add_change(pages, application)
    return pages


def _add_change(pages: Blueprint, application: Application) -> None:
    """Add what draws up a new version."""
    tujuan = application.tujuan

    @pages.post("/perjanjian/<perjanjian_id>/change")
    @requires(Scope.TUJUAN_UBAH)
    def save_ubah(perjanjian_id: str) -> ResponseReturnValue:
        """Draw up a new version, or say what stands in the way."""
        tujuan.get_perjanjian(current_pengguna(), perjanjian_id)
        form = request.form
        kode = form.get("alasan_kode", "")
        try:
            if kode not in set(AlasanPerubahan):
                raise Invalid({"alasan_kode": ["Pilih alasannya"]})
            command = ChangePerjanjian(
                **_who(perjanjian_id), alasan_kode=AlasanPerubahan(kode), alasan=form.get("alasan", "")
            )
            tujuan.change_perjanjian(command)
        except Invalid as error:
            galat = {"alasan" if name == "_schema" else name: words for name, words in error.errors.items()}
            return _page(application, perjanjian_id, form, galat), 422
        except VersionStale:
            return _page(application, perjanjian_id, form, {}, berubah=True), 412
        return _back(perjanjian_id, "perjanjian-ubah")


def _list(application: Application, clock: Clock, values: Form, galat: Mapping[str, list[str]]) -> str:
    pengguna, kini = current_pengguna(), Periode.containing(clock.now()).tahun
    tahun = read_tahun(request.values.get("tahun", ""), kini)
    halaman = wanted_halaman()
    saring = SaringPerjanjian(tahun=tahun, halaman=halaman, per_halaman=PER_HALAMAN)
    rows, jumlah = application.tujuan.list_perjanjian(pengguna, saring)
    boleh_ubah = pengguna.may(Scope.TUJUAN_UBAH)
    return render_template(
        "kinerja/tujuan/daftar_perjanjian.html",
        daftar=[
            {
                "row": row,
                "pertama": row.name_pihak(row.perjanjian.kini.pihak_pertama_id)[0],
                "giliran": _turn(row, pengguna),
            }
            for row in rows
        ],
        jumlah=jumlah,
        halaman=halaman,
        per_halaman=PER_HALAMAN,
        tahun=tahun,
        boleh_ubah=boleh_ubah,
        unit_pilihan=unit_choices(application, pengguna) if boleh_ubah else [],
        nilai=values or {"tahun": str(tahun)},
        galat=galat,
    )


def _page(
    application: Application,
    perjanjian_id: str,
    values: Form,
    galat: Mapping[str, list[str]],
    *,
    berubah: bool = False,
) -> str:
    pengguna = current_pengguna()
    row = application.tujuan.get_perjanjian(pengguna, perjanjian_id)
    perjanjian = row.perjanjian
    pair = _pair(perjanjian)
    return render_template(
        "kinerja/tujuan/perjanjian.html",
        row=row,
        naskah=perjanjian.kini,
        pertama=row.name_pihak(perjanjian.kini.pihak_pertama_id, perjanjian.kini.pertama_jabatan),
        kedua=row.name_pihak(perjanjian.kini.pihak_kedua_id, perjanjian.kini.kedua_jabatan),
        giliran=_turn(row, pengguna),
        boleh_ubah=pengguna.may(Scope.TUJUAN_UBAH),
        banding_versi=to_banding(row, *pair) if pair else None,
        dibanding=pair,
        versi_pilihan=[(str(each.versi), f"Versi {each.versi}") for each in perjanjian.naskah],
        alasan_pilihan=list(kata.ALASAN_PERUBAHAN.items()),
        nilai=values,
        galat=galat,
        berubah=berubah,
    )


def _turn(row: PerjanjianRow, pengguna: Pengguna) -> bool:
    """Tell whether it is the caller's turn to sign."""
    naskah = row.perjanjian.kini
    if row.perjanjian.status is not StatusPerjanjian.DRAF or not pengguna.may(Scope.PERJANJIAN_TANDATANGAN):
        return False
    wanted = naskah.pihak_pertama_id if naskah.pertama_pada is None else naskah.pihak_kedua_id
    return pengguna.pegawai_id == wanted if wanted else pengguna.may(Scope.TUJUAN_UBAH)


def _pair(perjanjian: Perjanjian) -> tuple[Naskah, Naskah] | None:
    """Return the two versions that the address asks for, the older one first; the last two for any other address."""
    if len(perjanjian.naskah) < 2:
        return None
    by_versi = {each.versi: each for each in perjanjian.naskah}
    asked = sorted({read_versi(request.args.get(name, "")) for name in ("lama", "baru")} & by_versi.keys())
    lama, baru = asked if len(asked) == 2 else sorted(by_versi)[-2:]
    return by_versi[lama], by_versi[baru]


def _who(perjanjian_id: str) -> dict[str, Any]:
    version = request.form.get("version", type=int)
    return {"pengguna": current_pengguna(), "perjanjian_id": perjanjian_id, "expected_version": version}


def _back(perjanjian_id: str, tersimpan: str) -> ResponseReturnValue:
    return redirect_with(url_for("perjanjian_halaman.show_perjanjian", perjanjian_id=perjanjian_id), tersimpan)
