"""A partner's inbox and its tasks: only what a task needs, and the answer with its reason and conditions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response

from chassis.domain import Invalid, NotFound, Pengguna, TransitionNotAllowed
from chassis.http import redirect_with, requires, take_kabar, wanted_halaman
from perizinan.application.queries import TENGGAT, BarisPermohonan, Saringan
from perizinan.application.rekomendasi.give import GiveRekomendasi
from perizinan.application.tinjauan import Tinjauan, show_permohonan
from perizinan.domain.rekomendasi import Rekomendasi
from perizinan.entrypoints.http.halaman import kata
from perizinan.entrypoints.http.halaman.bahan import Bahan
from perizinan.entrypoints.http.halaman.blueprint import current_mitra, make_blueprint, once
from perizinan.entrypoints.http.halaman.isian import list_kendali
from perizinan.entrypoints.http.halaman.tenggat import count_sampai, count_tugas
from perizinan.entrypoints.problems import KALIMAT

SCOPE = "rekomendasi.beri"
PER_HALAMAN = 10
KETENTUAN_MAKS = 20

Page = tuple[str, int] | Response


def make_tugas_mitra(bahan: Bahan) -> Blueprint:
    """Return the pages of a partner."""
    halaman = make_blueprint("tugas_mitra")

    @halaman.get("/tugas-mitra")
    @requires(SCOPE)
    def list_tugas() -> str:
        """The tasks that wait, nearest deadline first; with ``semua`` those that were answered too."""
        pengguna, terbuka = current_mitra(), request.args.get("semua") is None
        tenggat = request.args.get("tenggat", "")
        saringan = Saringan(
            q=request.args.get("q", "").strip()[:100],
            tenggat=tenggat if tenggat in TENGGAT else "",
            terbuka=terbuka,
            urut="jatuh_tempo" if terbuka else "-dibuat_pada",
            halaman=wanted_halaman(),
            per_halaman=PER_HALAMAN,
        )
        page = bahan.queries.list_permohonan(pengguna, saringan)
        return render_template(
            "perizinan/tugas-mitra.html",
            halaman=page,
            baris=[_tell(bahan, pengguna, row) for row in page.data],
            saringan=saringan,
            hitung=bahan.queries.count_terbuka(pengguna),
            opd=bahan.name_opd(pengguna.opd_kode or ""),
            hari_ini=bahan.today(),
        )

    @halaman.get("/tugas-mitra/<uuid:id>")
    @requires(SCOPE)
    def show_tugas(id: UUID) -> Page:  # noqa: A002 - the path's own name
        """One task."""
        pengguna = current_mitra()
        return _render(bahan, pengguna, _find(bahan, pengguna, id), {}), 200

    @halaman.post("/tugas-mitra/<uuid:id>")
    @requires(SCOPE)
    @once
    def give_rekomendasi(id: UUID) -> Page:  # noqa: A002
        """Answer."""
        pengguna, form = current_mitra(), request.form
        tinjauan = _find(bahan, pengguna, id)
        command = GiveRekomendasi(
            permohonan_id=id,
            opd=pengguna.opd_kode or "",
            pengguna=pengguna,
            hasil=form.get("hasil", ""),
            alasan=form.get("alasan", "").strip()[:4000],
            ketentuan=_read_ketentuan(form.get("ketentuan", "")),
        )
        try:
            bahan.app.give_rekomendasi(command)
        except Invalid as error:
            return _render(bahan, pengguna, tinjauan, error.errors), 422
        except TransitionNotAllowed as error:
            words = KALIMAT[error.code].format_map({"status": "dijawab", **error.detail})
            return _render(bahan, pengguna, _find(bahan, pengguna, id), {}, sebab=words), 409
        return redirect_with(url_for("halaman_tugas_mitra.show_tugas", id=id), "diberikan")

    return halaman


def _find(bahan: Bahan, pengguna: Pengguna, id_: UUID) -> Tinjauan:
    """Return the file as the partner sees it; raises when it was never asked."""
    tinjauan = show_permohonan(bahan.queries.get_permohonan(pengguna, id_), pengguna)
    if all(tugas.opd_mitra != pengguna.opd_kode for tugas in tinjauan.rekomendasi):
        raise NotFound("rekomendasi.not_found")
    return tinjauan


def _own(tinjauan: Tinjauan, pengguna: Pengguna) -> Rekomendasi:
    return next(tugas for tugas in tinjauan.rekomendasi if tugas.opd_mitra == pengguna.opd_kode)


def _read_ketentuan(text: str) -> list[str]:
    """Return one condition a line."""
    return [line.strip()[:500] for line in text.splitlines() if line.strip()][:KETENTUAN_MAKS]


def _tell(bahan: Bahan, pengguna: Pengguna, row: BarisPermohonan) -> dict[str, Any]:
    """Return a line of the inbox with the partner's own deadline."""
    layanan = bahan.acuan.katalog.get(row.layanan_kode, row.layanan_versi)
    own = next((mitra for mitra in layanan.mitra if mitra.opd == pengguna.opd_kode), None)
    tenggat = None
    if row.tugas_jatuh_tempo and own:
        kalender = bahan.acuan.kalender.of_opd(own.opd)
        tenggat = count_sampai(row.tugas_jatuh_tempo, own.sla_hari, kalender, bahan.today())
    return {
        "id": str(row.id),
        "nomor": row.nomor_registrasi or "",
        "pemohon": row.nama_pemohon,
        "layanan": layanan.nama,
        "wajib": "Wajib" if own and own.wajib else "Tidak wajib",
        "dijeda": row.status == "dikembalikan",
        "tenggat": tenggat,
        "tahap": kata.tell_tahap(row.status, row.tahap),
    }


def _render(
    bahan: Bahan, pengguna: Pengguna, tinjauan: Tinjauan, galat: Mapping[str, list[str]], sebab: str | None = None
) -> str:
    tugas, permohonan = _own(tinjauan, pengguna), tinjauan.permohonan
    return render_template(
        "perizinan/tugas.html",
        p=permohonan,
        pemohon=tinjauan.pemohon,
        tugas=tugas,
        tenggat=count_tugas(tugas, permohonan.jeda, bahan.acuan.kalender, bahan.today()),
        kendali=list_kendali(permohonan.layanan),
        opd=bahan.name_opd(tugas.opd_mitra),
        nilai=request.form,
        galat=galat,
        sebab=sebab,
        terkirim=take_kabar() == "diberikan",
    )
