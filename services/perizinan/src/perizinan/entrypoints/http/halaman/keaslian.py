"""Whether a licence is genuine: by its number, or by the code behind its QR. It says the status of today."""

from __future__ import annotations

from datetime import timedelta

from flask import Blueprint, Response, make_response, render_template, request

from chassis.domain import NotFound, RateLimited
from chassis.http import limited, public
from perizinan.application.queries import IzinPublik
from perizinan.domain.identitas import mask_nama
from perizinan.domain.jangka_waktu import local_date
from perizinan.entrypoints.http.halaman.bahan import Bahan
from perizinan.entrypoints.http.halaman.blueprint import make_blueprint
from perizinan.entrypoints.problems import KALIMAT
from tampilan.waktu import format_jam

_TIDAK_ADA = "Kode ini tidak dikenal. Lembar yang memuatnya tidak diterbitkan di sini."


def make_keaslian(bahan: Bahan) -> Blueprint:
    """Return the pages of verification."""
    halaman = make_blueprint("keaslian")
    look = limited()(bahan.queries.find_izin)

    @halaman.get("/izin/periksa")
    @public
    def show_periksa() -> str | tuple[str, int]:
        """By number."""
        nomor = request.args.get("nomor", "").strip()[:100]
        if "nomor" not in request.args:
            return render_template("perizinan/izin-periksa.html", nomor="", galat={})
        if not nomor:
            return _render_form(nomor, "Isi nomor izin"), 422
        try:
            return _render_izin(bahan, look(nomor=nomor))
        except NotFound:
            return _render_form(nomor, KALIMAT["izin.not_found"]), 404

    @halaman.get("/v/<kode>")
    @public
    def show_izin(kode: str) -> str | tuple[str, int]:
        """By the code behind the QR."""
        try:
            return _render_izin(bahan, look(kode=kode[:100]))
        except NotFound:
            return render_template("perizinan/izin-tidak-ada.html", kalimat=_TIDAK_ADA), 404

    @halaman.errorhandler(RateLimited)
    def refuse(error: RateLimited) -> Response:
        """Say when to try again."""
        at = format_jam(bahan.clock.now() + timedelta(seconds=error.retry_after + 59))
        response = make_response(_render_form("", f"Sudah 20 kali mencoba. Coba lagi pukul {at}"), 429)
        response.headers["Retry-After"] = str(error.retry_after)
        return response

    return halaman


def _render_form(nomor: str, galat: str) -> str:
    return render_template("perizinan/izin-periksa.html", nomor=nomor, galat={"nomor": [galat]})


def _render_izin(bahan: Bahan, found: IzinPublik) -> str:
    return render_template(
        "perizinan/izin.html",
        izin=found.izin,
        status=found.izin.status_on(bahan.today()),
        layanan=bahan.acuan.katalog.get(found.layanan_kode, found.layanan_versi),
        nama=mask_nama(found.nama_pemohon),
        terbit=local_date(found.izin.terbit_pada),
        diperiksa=bahan.clock.now(),
    )
