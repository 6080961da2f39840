"""Many files given to one officer: what is chosen is shown before anything is written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response

from chassis.domain import DomainError, Invalid, NotFound, Pengguna
from chassis.http import redirect_with, requires
from perizinan.application.permohonan.assign import AssignPermohonan
from perizinan.application.tindakan import as_pelaku
from perizinan.domain.langkah import Langkah
from perizinan.domain.permohonan import Permohonan
from perizinan.entrypoints.http.halaman import kata
from perizinan.entrypoints.http.halaman.bahan import Bahan
from perizinan.entrypoints.http.halaman.blueprint import current_petugas, make_blueprint, read_version

SCOPE = "permohonan.tugaskan"
BERKAS_MAKS = 50


def make_penugasan(bahan: Bahan) -> Blueprint:
    """Return the page of the preview and its sending."""
    halaman = make_blueprint("penugasan")

    @halaman.get("/kotak-masuk/tugaskan")
    @requires(SCOPE)
    def show_pratinjau() -> str | Response:
        """What would change."""
        berkas = _read_berkas(bahan, current_petugas(), request.args.getlist("berkas"))
        return _render(bahan, berkas, {})

    @halaman.post("/kotak-masuk/tugaskan")
    @requires(SCOPE)
    def assign_permohonan() -> str | tuple[str, int] | Response:
        """Give each file to the officer; one that changed meanwhile is named and left as it is."""
        pengguna = current_petugas()
        berkas = _read_berkas(bahan, pengguna, request.form.getlist("berkas"))
        pegawai_id = request.form.get("pegawai_id", "")
        if not pegawai_id:
            return _render(bahan, berkas, {"pegawai_id": ["Pilih pejabat"]}), 422
        refused = [permohonan for permohonan in berkas if not _assign(bahan, pengguna, permohonan, pegawai_id)]
        if refused:
            names = ", ".join(permohonan.nomor_registrasi or "" for permohonan in refused)
            words = f"Tidak ditugaskan: {names}. Berkasnya berubah, atau pejabat itu tidak aktif. Periksa, lalu ulangi."
            return _render(bahan, refused, {"pegawai_id": [words]}), 409
        return redirect_with(url_for("halaman_kotak_masuk.show_kotak_masuk"), f"ditugaskan-{len(berkas)}")

    return halaman


def _read_berkas(bahan: Bahan, pengguna: Pengguna, ids: Sequence[str]) -> list[Permohonan]:
    """Return the chosen files that may be given to somebody; what is unknown is left out."""
    found = []
    for text in dict.fromkeys(ids[:BERKAS_MAKS]):
        try:
            permohonan = bahan.queries.get_permohonan(pengguna, UUID(text))
        except (ValueError, NotFound):
            continue
        if permohonan.permits(Langkah.ASSIGN, as_pelaku(pengguna, permohonan)):
            found.append(permohonan)
    return found


def _assign(bahan: Bahan, pengguna: Pengguna, permohonan: Permohonan, pegawai_id: str) -> bool:
    """Give one file, as it stood in the preview; return whether it was given."""
    version = read_version(f"version.{permohonan.id}")
    command = AssignPermohonan(permohonan_id=permohonan.id, version=version, pengguna=pengguna, pegawai_id=pegawai_id)
    try:
        bahan.app.assign_permohonan(command)
    except (Invalid, DomainError):
        return False
    return True


def _render(bahan: Bahan, berkas: Sequence[Permohonan], galat: dict[str, list[str]]) -> str:
    pengguna = current_petugas()
    officers, away = bahan.pejabat.list(pengguna.opd_kode or "")
    rows: list[dict[str, Any]] = [
        {
            "id": str(satu.id),
            "version": satu.version,
            "nomor": satu.nomor_registrasi,
            "pemohon": satu.pemohon.nama,
            "tahap": kata.tell_tahap(satu.status, satu.tahap),
            "petugas": bahan.pejabat.find(pengguna, satu.pegawai_id),
        }
        for satu in berkas
    ]
    return render_template(
        "perizinan/penugasan.html",
        baris=rows,
        pejabat=[(satu.pegawai_id, ", ".join(filter(None, (satu.nama, satu.jabatan)))) for satu in officers],
        dari_salinan=away,
        nilai=request.form,
        galat=galat,
    )
