"""The pages of the tree of goals: the tree with its findings, one goal, its form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from chassis.domain import Clock, Invalid, VersionStale
from chassis.http import current_pengguna, redirect_with, requires
from kinerja.application import Application
from kinerja.application.tujuan.add_simpul import AddSimpul
from kinerja.application.tujuan.change_simpul import ChangeSimpul
from kinerja.application.tujuan.establish_simpul import EstablishSimpul
from kinerja.application.tujuan.pohon import SimpulRow
from kinerja.application.wewenang import Scope
from kinerja.domain.cascading import JenisCascading
from kinerja.domain.periode import Periode
from kinerja.domain.pohon_kinerja import JenisCrosscut
from kinerja.entrypoints.http.tujuan import kata
from kinerja.entrypoints.http.tujuan.borang import Form, read_isi, read_tahun
from kinerja.entrypoints.http.tujuan.pilihan import simpul_choices, unit_choices


def build_pohon_pages(application: Application, clock: Clock) -> Blueprint:
    """Return the pages of the tree."""
    pages = Blueprint("tujuan_halaman", __name__)
    tujuan = application.tujuan

    @pages.get("/tujuan")
    @requires(Scope.TUJUAN_BACA)
    def show_pohon() -> str:
        """Show the goals of a year as a tree, with what is found wrong."""
        pengguna, kini = current_pengguna(), Periode.containing(clock.now()).tahun
        tahun = read_tahun(request.args.get("tahun", ""), kini)
        pohon = tujuan.get_pohon(pengguna, tahun)
        return render_template(
            "kinerja/tujuan/pohon.html",
            tahun=tahun,
            kini=kini,
            pohon=_tree(pohon.simpul),
            jumlah=len(pohon.simpul),
            temuan=pohon.temuan,
            boleh_skp=pengguna.may(Scope.SKP_BACA),
            nama={row.simpul.id: row.simpul.isi.uraian_kondisi for row in pohon.simpul},
            boleh_ubah=pengguna.may(Scope.TUJUAN_UBAH),
        )

    @pages.get("/tujuan/<simpul_id>")
    @requires(Scope.TUJUAN_BACA)
    def show_simpul(simpul_id: str) -> str:
        """Show a goal."""
        return _page(application, simpul_id, {})

    _add_forms(pages, application, clock)
    _add_penetapan(pages, application)
    return pages


def _add_forms(pages: Blueprint, application: Application, clock: Clock) -> None:
    """Add the form of a goal."""
    tujuan = application.tujuan

    @pages.get("/tujuan/baru")
    @requires(Scope.TUJUAN_UBAH)
    def show_baru() -> str:
        """Show the form of a new goal."""
        values = {"tahun": str(Periode.containing(clock.now()).tahun)} | request.args.to_dict()
        return _form(application, values, {}, None)

    @pages.post("/tujuan/baru")
    @requires(Scope.TUJUAN_UBAH)
    def save_baru() -> ResponseReturnValue:
        """Add a goal, or show the form again."""
        form = request.form
        try:
            isi, tahun = read_isi(form), read_tahun(form.get("tahun", ""), 0)
            made = tujuan.add_simpul(AddSimpul(pengguna=current_pengguna(), tahun=tahun, isi=isi))
        except Invalid as error:
            return _form(application, form, error.errors, None), 422
        return _back(made.id, "simpul")

    @pages.get("/tujuan/<simpul_id>/change")
    @requires(Scope.TUJUAN_UBAH)
    def show_ubah(simpul_id: str) -> str:
        """Show the form of a change."""
        row = tujuan.get_simpul(current_pengguna(), simpul_id)
        return _form(application, _values(row), {}, row)

    @pages.post("/tujuan/<simpul_id>/change")
    @requires(Scope.TUJUAN_UBAH)
    def save_ubah(simpul_id: str) -> ResponseReturnValue:
        """Change a goal, or show the form again."""
        row, form = tujuan.get_simpul(current_pengguna(), simpul_id), request.form
        try:
            tujuan.change_simpul(ChangeSimpul(**_who(simpul_id), isi=read_isi(form)))
        except Invalid as error:
            return _form(application, form, error.errors, row), 422
        except VersionStale:
            values = form.to_dict() | {"version": str(row.simpul.version)}
            return _form(application, values, {}, row, berubah=True), 412
        return _back(simpul_id, "simpul")


def _add_penetapan(pages: Blueprint, application: Application) -> None:
    """Add what establishes a goal."""
    tujuan = application.tujuan

    @pages.post("/tujuan/<simpul_id>/establish")
    @requires(Scope.TUJUAN_UBAH)
    def save_penetapan(simpul_id: str) -> ResponseReturnValue:
        """Set a goal, or say what it lacks."""
        try:
            tujuan.establish_simpul(EstablishSimpul(**_who(simpul_id)))
        except Invalid as error:
            return _page(application, simpul_id, error.errors), 422
        except VersionStale:
            return _page(application, simpul_id, {}, berubah=True), 412
        return _back(simpul_id, "simpul-tetap")


def _page(application: Application, simpul_id: str, galat: Mapping[str, list[str]], *, berubah: bool = False) -> str:
    pengguna = current_pengguna()
    row = application.tujuan.get_simpul(pengguna, simpul_id)
    pohon = application.tujuan.get_pohon(pengguna, row.simpul.tahun)
    return render_template(
        "kinerja/tujuan/simpul.html",
        row=row,
        jalan=_road(row, pohon.simpul),
        anak=_tree([each for each in pohon.simpul if each.simpul.isi.induk_id == simpul_id]),
        indikator=[kata.to_ringkas(each) for each in row.indikator],
        boleh_ubah=pengguna.may(Scope.TUJUAN_UBAH),
        galat=galat,
        berubah=berubah,
    )


def _road(row: SimpulRow, rows: Sequence[SimpulRow]) -> list[SimpulRow]:
    """Return the goals above, the highest first."""
    by_id = {each.simpul.id: each for each in rows}
    road: list[SimpulRow] = []
    at = by_id.get(row.simpul.isi.induk_id or "")
    while at is not None and at not in road:
        road.insert(0, at)
        at = by_id.get(at.simpul.isi.induk_id or "")
    return road


def _tree(rows: Sequence[SimpulRow]) -> list[dict[str, Any]]:
    """Return goals, a parent before its children, as the tree that the page draws."""
    nodes = {row.simpul.id: _node(row) for row in rows}
    roots: list[dict[str, Any]] = []
    for row in rows:
        above = nodes.get(row.simpul.isi.induk_id or "")
        (above["anak"] if above is not None else roots).append(nodes[row.simpul.id])
    return roots


def _node(row: SimpulRow) -> dict[str, Any]:
    simpul = row.simpul
    return {
        "judul": simpul.isi.uraian_kondisi,
        "tautan": url_for("tujuan_halaman.show_simpul", simpul_id=simpul.id),
        "jenis": kata.JENIS_SIMPUL[simpul.isi.jenis],
        "unit": row.unit_nama or "Belum ada unit",
        "status": kata.STATUS_SIMPUL[simpul.status],
        "tidak_langsung": simpul.isi.kaitan.jenis is JenisCascading.TIDAK_LANGSUNG,
        "bobot": simpul.isi.kaitan.bobot,
        "aditif": simpul.isi.kaitan.aditif,
        "indikator": [_measure(kata.to_ringkas(each)) for each in row.indikator],
        "temuan": [each.pesan for each in row.temuan],
        "anak": [],
    }


def _measure(ringkas: Mapping[str, Any]) -> dict[str, Any]:
    row = ringkas["row"]
    return {
        **ringkas,
        "nama": row.nama,
        "tautan": url_for("indikator_halaman.show_indikator", indikator_id=row.id),
        "iku": row.iku,
    }


def _form(
    application: Application,
    values: Form,
    galat: Mapping[str, list[str]],
    row: SimpulRow | None,
    *,
    berubah: bool = False,
) -> str:
    pengguna = current_pengguna()
    tahun = row.simpul.tahun if row else read_tahun(values.get("tahun", ""), 0)
    choices = simpul_choices(application, pengguna, tahun)
    return render_template(
        "kinerja/tujuan/ubah_simpul.html",
        row=row,
        nilai=values,
        galat=galat,
        berubah=berubah,
        unit_pilihan=unit_choices(application, pengguna),
        induk_pilihan=[each for each in choices if row is None or each[0] != row.simpul.id],
    )


def _values(row: SimpulRow) -> dict[str, str]:
    isi = row.simpul.isi
    lines = [
        each.nama if each.jenis is JenisCrosscut.OPD else f"{each.jenis.value}: {each.nama}" for each in isi.crosscut
    ]
    return {
        "jenis": isi.jenis.value,
        "uraian_kondisi": isi.uraian_kondisi,
        "csf": "\n".join(isi.csf),
        "induk_id": isi.induk_id or "",
        "kaitan": isi.kaitan.jenis.value,
        "aditif": "1" if isi.kaitan.aditif else "",
        "bobot": f"{isi.kaitan.bobot:f}".replace(".", ",") if isi.kaitan.bobot is not None else "",
        "unit_id": isi.unit_id or "",
        "crosscut": "\n".join(lines),
        "version": str(row.simpul.version),
    }


def _who(simpul_id: str) -> dict[str, Any]:
    version = request.form.get("version", type=int)
    return {"pengguna": current_pengguna(), "simpul_id": simpul_id, "expected_version": version}


def _back(simpul_id: str, tersimpan: str) -> ResponseReturnValue:
    return redirect_with(url_for("tujuan_halaman.show_simpul", simpul_id=simpul_id), tersimpan)
