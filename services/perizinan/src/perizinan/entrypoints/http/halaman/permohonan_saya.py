"""A pemohon's own: drafts and files, mending what was returned, withdrawing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from chassis.domain import Forbidden, Invalid, Pengguna, TransitionNotAllowed, VersionStale
from chassis.http import current_pengguna, redirect_with, requires, take_kabar, wanted_halaman
from perizinan.application.permohonan.resubmit import ResubmitPermohonan
from perizinan.application.permohonan.withdraw import WithdrawPermohonan
from perizinan.application.queries import Saringan
from perizinan.application.tindakan import as_pelaku
from perizinan.domain.langkah import Langkah, StatusPermohonan
from perizinan.domain.permohonan import Permohonan
from perizinan.entrypoints.http.halaman import kata
from perizinan.entrypoints.http.halaman.bahan import Bahan
from perizinan.entrypoints.http.halaman.blueprint import make_blueprint, once, read_version
from perizinan.entrypoints.http.halaman.isian import list_kendali, name_galat, read_isian
from perizinan.entrypoints.http.halaman.pelacakan import describe_perjalanan
from perizinan.entrypoints.http.halaman.tenggat import count_berkas

SCOPE = "permohonan.ajukan"
PER_HALAMAN = 20
_KABAR = {
    "draf": "Draf tersimpan. Lanjutkan kapan saja dari daftar ini.",
    "dihapus": "Draf dihapus.",
    "ditarik": "Permohonan ditarik.",
    "dikirim": "Perbaikan terkirim.",
}
_BERUBAH = "Permohonan ini berubah di halaman lain. Isian Anda belum disimpan. Periksa, lalu kirim lagi."

Page = str | tuple[str, int] | Response


def make_permohonan_saya(bahan: Bahan) -> Blueprint:
    """Return the pages of a pemohon."""
    halaman = make_blueprint("permohonan_saya")
    _add_daftar(halaman, bahan)
    _add_perbaikan(halaman, bahan)
    _add_penarikan(halaman, bahan)
    return halaman


def _add_daftar(halaman: Blueprint, bahan: Bahan) -> None:
    @halaman.get("/permohonan-saya")
    @requires(SCOPE)
    def list_permohonan() -> str:
        """What the reader has begun and handed in, newest first."""
        pengguna = current_pengguna()
        wanted = wanted_halaman()
        page = bahan.queries.list_permohonan(pengguna, Saringan(halaman=wanted, per_halaman=PER_HALAMAN))
        rows = [_tell(bahan, row) for row in page.data]
        return render_template(
            "perizinan/permohonan-saya.html",
            halaman=page,
            draf=[row for row in rows if row["status"] == StatusPermohonan.DRAF],
            baris=[row for row in rows if row["status"] != StatusPermohonan.DRAF],
            selesai=_KABAR.get(take_kabar()),
        )

    @halaman.get("/permohonan-saya/<uuid:id>")
    @requires(SCOPE)
    def show_permohonan(id: UUID) -> Page:  # noqa: A002 - the path's own name
        """Where one stands; a draft goes on where it was left."""
        pengguna = current_pengguna()
        permohonan = _get_own(bahan, pengguna, id)
        if permohonan.status is StatusPermohonan.DRAF:
            return redirect(url_for("halaman_ajukan.show_isian", id=id), code=303)
        return render_template(
            "perizinan/permohonan.html",
            boleh_tarik=permohonan.permits(Langkah.WITHDRAW, as_pelaku(pengguna, permohonan)),
            selesai=_KABAR.get(take_kabar()),
            **describe_perjalanan(bahan, permohonan),
        )


def _add_perbaikan(halaman: Blueprint, bahan: Bahan) -> None:
    @halaman.get("/permohonan-saya/<uuid:id>/perbaiki")
    @requires(SCOPE)
    def show_perbaikan(id: UUID) -> Page:  # noqa: A002
        """What is wrong, in one list, and the form to mend it."""
        permohonan = _get_own(bahan, current_pengguna(), id)
        if permohonan.status is not StatusPermohonan.DIKEMBALIKAN:
            return redirect(url_for("halaman_permohonan_saya.show_permohonan", id=id), code=303)
        return _render_perbaikan(bahan, permohonan, permohonan.isian, {})

    @halaman.post("/permohonan-saya/<uuid:id>/perbaiki")
    @requires(SCOPE)
    @once
    def resubmit_permohonan(id: UUID) -> Page:  # noqa: A002
        """Hand it in again; the clock runs on."""
        pengguna = current_pengguna()
        permohonan = _get_own(bahan, pengguna, id)
        isian = read_isian(permohonan.layanan, request.form)
        command = ResubmitPermohonan(permohonan_id=id, version=read_version(), pengguna=pengguna, isian=isian)
        try:
            bahan.app.resubmit_permohonan(command)
        except Invalid as error:
            return _render_perbaikan(bahan, permohonan, isian, name_galat(error.errors)), 422
        except VersionStale:
            fresh = _get_own(bahan, pengguna, id)
            return _render_perbaikan(bahan, fresh, isian, {}, berubah=_BERUBAH), 412
        return redirect_with(url_for("halaman_permohonan_saya.show_permohonan", id=id), "dikirim")


def _add_penarikan(halaman: Blueprint, bahan: Bahan) -> None:
    @halaman.route("/permohonan-saya/<uuid:id>/tarik", methods=["GET", "POST"])
    @requires("permohonan.tarik")
    @once
    def withdraw_permohonan(id: UUID) -> Page:  # noqa: A002
        """Say what follows, then take it back."""
        pengguna = current_pengguna()
        permohonan = _get_own(bahan, pengguna, id)
        if not permohonan.permits(Langkah.WITHDRAW, as_pelaku(pengguna, permohonan)):
            raise TransitionNotAllowed("permohonan.transition_not_allowed", status=permohonan.status)
        if request.method == "GET":
            return render_template("perizinan/tarik.html", p=permohonan, nilai={}, berubah=None)
        reason = request.form.get("alasan", "").strip()[:2000]
        command = WithdrawPermohonan(permohonan_id=id, version=read_version(), pengguna=pengguna, alasan=reason)
        try:
            bahan.app.withdraw_permohonan(command)
        except VersionStale:
            page = render_template("perizinan/tarik.html", p=permohonan, nilai=request.form, berubah=_BERUBAH)
            return page, 412
        return redirect_with(url_for("halaman_permohonan_saya.show_permohonan", id=id), "ditarik")


def _get_own(bahan: Bahan, pengguna: Pengguna, id_: UUID) -> Permohonan:
    """Return a file that the reader handed in; the officers have a page of their own for the others."""
    permohonan = bahan.queries.get_permohonan(pengguna, id_)
    if permohonan.pemilik != pengguna.pengguna_id:
        raise Forbidden
    return permohonan


def _tell(bahan: Bahan, row: Any) -> dict[str, Any]:
    layanan = bahan.acuan.katalog.get(row.layanan_kode, row.layanan_versi)
    return {
        "id": row.id,
        "version": row.version,
        "status": row.status,
        "nomor": row.nomor_registrasi,
        "layanan": layanan.nama,
        "pemohon": row.nama_pemohon,
        "keadaan": kata.STATUS[row.status],
        "tenggat": count_berkas(row, layanan, bahan.acuan.kalender, bahan.today()),
        "selesai": row.selesai_pada is not None,
        "dibuat_pada": row.dibuat_pada,
        "diajukan_pada": row.diajukan_pada,
    }


def _render_perbaikan(
    bahan: Bahan,
    permohonan: Permohonan,
    isian: Mapping[str, Any],
    galat: Mapping[str, list[str]],
    berubah: str | None = None,
) -> str:
    return render_template(
        "perizinan/perbaiki.html",
        kendali=list_kendali(permohonan.layanan),
        nilai=isian,
        galat=galat,
        berubah=berubah,
        **describe_perjalanan(bahan, permohonan),
    )
