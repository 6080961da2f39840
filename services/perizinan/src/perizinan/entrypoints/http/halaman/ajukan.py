"""Beginning a permohonan, step by step; a draft is saved between the steps. For a pemohon, and at the counter for one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from chassis.domain import Invalid, Pengguna, TransitionNotAllowed, VersionStale
from chassis.http import current_pengguna, redirect_with, requires
from perizinan.application.permohonan.create import CreatePermohonan
from perizinan.application.permohonan.delete_draf import DeleteDraf
from perizinan.application.permohonan.fill_draf import FillDraf
from perizinan.application.permohonan.submit import SubmitPermohonan
from perizinan.domain.identitas import Pemohon
from perizinan.domain.isian import Kanal
from perizinan.domain.langkah import Peran, StatusPermohonan
from perizinan.domain.layanan import Layanan
from perizinan.domain.permohonan import Permohonan
from perizinan.entrypoints.http.halaman.bahan import Bahan
from perizinan.entrypoints.http.halaman.blueprint import make_blueprint, once, read_version
from perizinan.entrypoints.http.halaman.isian import list_kendali, name_galat, read_isian

SCOPE = "permohonan.ajukan"
LANGKAH = ("Data pemohon", "Isian", "Periksa dan kirim")
_PEMOHON = ("jenis", "nama", "nik", "nib", "surel", "telepon")
_BERUBAH = "Draf ini berubah di halaman lain. Isian Anda belum disimpan. Periksa, lalu simpan lagi."

Page = str | tuple[str, int] | Response


def make_ajukan(bahan: Bahan) -> Blueprint:
    """Return the pages from the first step to the receipt."""
    halaman = make_blueprint("ajukan")
    _add_pemohon(halaman, bahan)
    _add_isian(halaman, bahan)
    _add_kirim(halaman, bahan)
    return halaman


def _add_pemohon(halaman: Blueprint, bahan: Bahan) -> None:
    """Step 1: who asks."""

    @halaman.get("/ajukan/<kode>")
    @requires(SCOPE)
    def start_permohonan(kode: str) -> Page:
        """Ask who asks; nothing is saved before the first step is sent."""
        layanan = bahan.acuan.katalog.get_in_force(kode, bahan.today())
        if layanan.tutup:
            return redirect(url_for("halaman_beranda.show_layanan", kode=kode), code=303)
        return _render_pemohon(layanan, None, {})

    @halaman.post("/ajukan/<kode>")
    @requires(SCOPE)
    @once
    def create_permohonan(kode: str) -> Page:
        """Begin the draft."""
        layanan = bahan.acuan.katalog.get_in_force(kode, bahan.today())
        pengguna = current_pengguna()
        command = CreatePermohonan(
            pengguna=pengguna,
            layanan_kode=kode,
            kanal=_read_kanal(pengguna),
            pemohon=_read_pemohon(),
            isian={},
            wilayah_kode=request.form.get("wilayah_kode", "").strip(),
        )
        try:
            permohonan = bahan.app.create_permohonan(command)
        except Invalid as error:
            return _render_pemohon(layanan, None, name_galat(error.errors)), 422
        return redirect(url_for("halaman_ajukan.show_isian", id=permohonan.id), code=303)

    @halaman.get("/draf/<uuid:id>/pemohon")
    @requires(SCOPE)
    def show_pemohon(id: UUID) -> Page:  # noqa: A002 - the path's own name
        """The first step again, with what was saved."""
        permohonan = _get_draf(bahan, id)
        return _render_pemohon(permohonan.layanan, permohonan, {})

    @halaman.post("/draf/<uuid:id>/pemohon")
    @requires(SCOPE)
    @once
    def save_pemohon(id: UUID) -> Page:  # noqa: A002
        """Save who asks."""
        permohonan = _get_draf(bahan, id)
        pengguna = current_pengguna()
        wilayah = request.form.get("wilayah_kode", "").strip()
        command = _fill(id, pengguna, pemohon=_read_pemohon(), kanal=_read_kanal(pengguna), wilayah_kode=wilayah)
        try:
            bahan.app.fill_draf(command)
        except Invalid as error:
            return _render_pemohon(permohonan.layanan, permohonan, name_galat(error.errors)), 422
        except VersionStale:
            return _render_pemohon(permohonan.layanan, permohonan, {}, berubah=_BERUBAH), 412
        return redirect(url_for("halaman_ajukan.show_isian", id=id), code=303)


def _add_isian(halaman: Blueprint, bahan: Bahan) -> None:
    """Step 2: what the layanan asks."""

    @halaman.get("/draf/<uuid:id>/isian")
    @requires(SCOPE)
    def show_isian(id: UUID) -> Page:  # noqa: A002
        """The form of the layanan."""
        permohonan = _get_draf(bahan, id)
        return _render_isian(permohonan, permohonan.isian, {})

    @halaman.post("/draf/<uuid:id>/isian")
    @requires(SCOPE)
    @once
    def save_isian(id: UUID) -> Page:  # noqa: A002
        """Save what was filled in, then check the answers, or go on another day."""
        permohonan = _get_draf(bahan, id)
        isian = read_isian(permohonan.layanan, request.form)
        try:
            bahan.app.fill_draf(_fill(id, current_pengguna(), isian=isian))
        except Invalid as error:
            return _render_isian(permohonan, isian, name_galat(error.errors)), 422
        except VersionStale:
            return _render_isian(permohonan, isian, {}, berubah=_BERUBAH), 412
        if request.form.get("nanti"):
            return redirect_with(url_for("halaman_permohonan_saya.list_permohonan"), "draf")
        return redirect(url_for("halaman_ajukan.show_ringkasan", id=id), code=303)


def _add_kirim(halaman: Blueprint, bahan: Bahan) -> None:
    """Step 3: check the answers, hand in, and the receipt."""

    @halaman.get("/draf/<uuid:id>/periksa")
    @requires(SCOPE)
    def show_ringkasan(id: UUID) -> Page:  # noqa: A002
        """Everything that will be handed in, each part with its way back."""
        return _render_ringkasan(_get_draf(bahan, id), {})

    @halaman.post("/draf/<uuid:id>/kirim")
    @requires(SCOPE)
    @once
    def submit_permohonan(id: UUID) -> Page:  # noqa: A002
        """Hand in; the receipt is this answer, for its key is told once."""
        permohonan = _get_draf(bahan, id)
        if request.form.get("benar") != "1":
            return _render_ringkasan(permohonan, {"benar": ["Nyatakan bahwa isian ini benar"]}), 422
        command = SubmitPermohonan(permohonan_id=id, version=read_version(), pengguna=current_pengguna())
        try:
            tanda_terima = bahan.app.submit_permohonan(command)
        except VersionStale:
            return _render_ringkasan(permohonan, {}, berubah=_BERUBAH), 412
        return render_template("perizinan/tanda-terima.html", t=tanda_terima, p=tanda_terima.permohonan)

    @halaman.post("/draf/<uuid:id>/hapus")
    @requires(SCOPE)
    @once
    def delete_draf(id: UUID) -> Page:  # noqa: A002
        """Throw the draft away."""
        bahan.app.delete_draf(DeleteDraf(permohonan_id=id, version=read_version(), pengguna=current_pengguna()))
        return redirect_with(url_for("halaman_permohonan_saya.list_permohonan"), "dihapus")


def _get_draf(bahan: Bahan, id_: UUID) -> Permohonan:
    """Return the caller's draft; what has been handed in is none any more."""
    permohonan = bahan.queries.get_permohonan(current_pengguna(), id_)
    if permohonan.status is not StatusPermohonan.DRAF:
        raise TransitionNotAllowed("permohonan.transition_not_allowed", status=permohonan.status, sebab="status")
    return permohonan


def _fill(id_: UUID, pengguna: Pengguna, **changes: Any) -> FillDraf:
    return FillDraf(permohonan_id=id_, version=read_version(), pengguna=pengguna, **changes)


def _read_pemohon() -> dict[str, str | None]:
    given: dict[str, str | None] = {name: request.form.get(name, "").strip() or None for name in _PEMOHON}
    for name in ("nik", "nib"):
        given[name] = (given[name] or "").replace(" ", "") or None
    return given | {"jenis": given["jenis"] or "", "nama": given["nama"] or ""}


def _read_kanal(pengguna: Pengguna) -> str:
    """Return how it came in: a pemohon's own is always online."""
    return request.form.get("kanal", Kanal.LOKET) if Peran.PETUGAS in pengguna.peran else Kanal.DARING


def _render_pemohon(
    layanan: Layanan, permohonan: Permohonan | None, galat: Mapping[str, list[str]], berubah: str | None = None
) -> str:
    saved = permohonan.pemohon if permohonan else None
    nilai = {name: request.form.get(name, _saved(saved, name)) for name in _PEMOHON}
    return render_template(
        "perizinan/ajukan-pemohon.html",
        layanan=layanan,
        p=permohonan,
        nilai=nilai,
        wilayah_kode=request.form.get("wilayah_kode", permohonan.wilayah_kode if permohonan else ""),
        kanal=request.form.get("kanal", permohonan.kanal if permohonan else Kanal.LOKET),
        di_loket=Peran.PETUGAS in current_pengguna().peran,
        galat=galat,
        berubah=berubah,
        langkah_kini=LANGKAH,
    )


def _saved(pemohon: Pemohon | None, name: str) -> str:
    return (getattr(pemohon, name) or "") if pemohon else ""


def _render_isian(
    permohonan: Permohonan, isian: Mapping[str, Any], galat: Mapping[str, list[str]], berubah: str | None = None
) -> str:
    return render_template(
        "perizinan/ajukan-isian.html",
        p=permohonan,
        kendali=list_kendali(permohonan.layanan),
        nilai=isian,
        galat=galat,
        berubah=berubah,
        langkah_kini=LANGKAH,
    )


def _render_ringkasan(permohonan: Permohonan, galat: Mapping[str, list[str]], berubah: str | None = None) -> str:
    return render_template(
        "perizinan/ajukan-periksa.html",
        p=permohonan,
        kendali=list_kendali(permohonan.layanan),
        galat=galat,
        berubah=berubah,
        langkah_kini=LANGKAH,
    )
