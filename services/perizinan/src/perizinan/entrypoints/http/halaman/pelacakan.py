"""Tracking by number and key, without signing in. The key travels in the body of a form, never in an address of ours."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from flask import Blueprint, Response, make_response, render_template, request

from chassis.domain import NotFound, RateLimited
from chassis.http import limited, public
from perizinan.domain.identitas import mask_nama
from perizinan.domain.jangka_waktu import local_date
from perizinan.domain.kalender import KalenderYearMissing
from perizinan.domain.langkah import StatusPermohonan
from perizinan.domain.permohonan import Permohonan
from perizinan.entrypoints.http.halaman.bahan import Bahan
from perizinan.entrypoints.http.halaman.blueprint import make_blueprint
from perizinan.entrypoints.http.halaman.perjalanan import list_peristiwa, list_segmen, tell_kalimat
from perizinan.entrypoints.http.halaman.tenggat import count_berkas
from perizinan.entrypoints.problems import KALIMAT
from tampilan.waktu import format_jam

SURVEI = (StatusPermohonan.DITERBITKAN, StatusPermohonan.DISERAHKAN)
"""When the survey is open."""


def make_pelacakan(bahan: Bahan) -> Blueprint:
    """Return the tracking page."""
    halaman = make_blueprint("pelacakan")
    look = limited()(bahan.queries.track_permohonan)

    @halaman.get("/lacak")
    @public
    def show_lacak() -> str | tuple[str, int]:
        """The form; a link of somebody else's that names both is answered at once."""
        if request.args.get("nomor") and request.args.get("kunci"):
            return track(request.args)
        return _render_form(request.args.get("nomor", "")[:40], {})

    @halaman.post("/lacak")
    @public
    def track_permohonan() -> str | tuple[str, int]:
        """Where the permohonan stands."""
        return track(request.form)

    def track(given: Mapping[str, str]) -> str | tuple[str, int]:
        nomor, kunci = given.get("nomor", "").strip().upper()[:40], given.get("kunci", "").strip()[:60]
        galat = _check(nomor, kunci)
        if galat:
            return _render_form(nomor, galat), 422
        try:
            permohonan = look(nomor, kunci)
        except NotFound as error:
            return _render_form(nomor, {"nomor": [KALIMAT[error.code]]}), 404
        context = describe_perjalanan(bahan, permohonan)
        samaran = mask_nama(permohonan.pemohon.nama)
        return render_template("perizinan/lacak-hasil.html", kunci=kunci, samaran=samaran, **context)

    @halaman.errorhandler(RateLimited)
    def refuse(error: RateLimited) -> Response:
        """Say when to try again."""
        at = format_jam(bahan.clock.now() + timedelta(seconds=error.retry_after + 59))
        words = f"Sudah 20 kali mencoba. Coba lagi pukul {at}, atau bawa tanda terima ke loket"
        response = make_response(_render_form("", {"nomor": [words]}), 429)
        response.headers["Retry-After"] = str(error.retry_after)
        return response

    return halaman


def describe_perjalanan(bahan: Bahan, permohonan: Permohonan) -> dict[str, Any]:
    """Return what the page of a permohonan says to its pemohon."""
    kalender, today = bahan.acuan.kalender, bahan.today()
    return {
        "p": permohonan,
        "kalimat": tell_kalimat(permohonan, bahan.acuan.opd),
        "tenggat": count_berkas(permohonan, permohonan.layanan, kalender, today),
        "segmen": list_segmen(permohonan, kalender, today),
        "bila_hari_ini": _due_if_resumed(bahan, permohonan),
        "kekurangan": _name_kekurangan(permohonan),
        "peristiwa": list_peristiwa(permohonan, bahan.acuan.opd),
        "survei_terbuka": permohonan.status in SURVEI and not permohonan.survei_diisi,
    }


def _due_if_resumed(bahan: Bahan, permohonan: Permohonan) -> Any:
    """Return the due day if the pemohon mended the file today; None where that is not asked."""
    if permohonan.status is not StatusPermohonan.DIKEMBALIKAN:
        return None
    try:
        clock = permohonan.clock(bahan.acuan.kalender)
        return clock.resume(local_date(bahan.clock.now())).jatuh_tempo if clock else None
    except KalenderYearMissing:
        return None


def _name_kekurangan(permohonan: Permohonan) -> list[tuple[str, str]]:
    """Return what has to be mended, by the names of the standard; empty while nothing has to."""
    if permohonan.status is not StatusPermohonan.DIKEMBALIKAN:
        return []
    names = {syarat.kode: syarat.nama for syarat in permohonan.layanan.syarat}
    return [(names.get(satu.syarat, satu.syarat), satu.alasan) for satu in permohonan.kekurangan]


def _check(nomor: str, kunci: str) -> dict[str, list[str]]:
    galat = {}
    if not nomor:
        galat["nomor"] = ["Isi nomor registrasi"]
    if not kunci:
        galat["kunci"] = ["Isi kunci"]
    return galat


def _render_form(nomor: str, galat: Mapping[str, list[str]]) -> str:
    return render_template("perizinan/lacak.html", nomor=nomor, galat=galat)
