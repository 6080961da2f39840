"""The page of each act on a file: what follows from it, its reasons, and the refusal said in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response

from chassis.domain import Forbidden, Invalid, Pengguna, TransitionNotAllowed, VersionStale
from chassis.http import redirect_with, requires
from perizinan.application.permohonan.accept import AcceptPermohonan
from perizinan.application.permohonan.approve import ApprovePermohonan
from perizinan.application.permohonan.assign import AssignPermohonan
from perizinan.application.permohonan.hand_over import HandOverIzin
from perizinan.application.permohonan.issue import IssueIzin
from perizinan.application.permohonan.reject import RejectPermohonan
from perizinan.application.permohonan.return_ import ReturnPermohonan
from perizinan.domain.jangka_waktu import JangkaWaktu
from perizinan.domain.kalender import KalenderYearMissing
from perizinan.domain.kekurangan import Kekurangan
from perizinan.domain.langkah import Langkah
from perizinan.domain.layanan import Layanan
from perizinan.domain.permohonan import Permohonan
from perizinan.entrypoints.http.halaman.bahan import Bahan
from perizinan.entrypoints.http.halaman.berkas import tell_perubahan
from perizinan.entrypoints.http.halaman.blueprint import current_petugas, make_blueprint, once, read_version
from perizinan.entrypoints.http.halaman.tindakan import AKSI, Aksi, explain_refusal

Page = tuple[str, int] | Response


def make_berkas_tindakan(bahan: Bahan) -> Blueprint:
    """Return a page for each act of :data:`AKSI`."""
    halaman = make_blueprint("berkas_tindakan")
    for aksi in AKSI.values():
        view = requires(aksi.scope)(once(_make_view(bahan, aksi)))
        rule = f"/berkas/<uuid:id>/{aksi.path}"
        halaman.add_url_rule(rule, f"show_{aksi.langkah}", view, methods=["GET", "POST"])
    return halaman


def _make_view(bahan: Bahan, aksi: Aksi) -> Callable[[UUID], Page]:
    """Return the page of one act."""

    def view(id: UUID) -> Page:  # noqa: A002 - the path's own name
        """Show what follows, or do it."""
        pengguna = current_petugas()
        permohonan = bahan.queries.get_permohonan(pengguna, id)
        if request.method == "GET":
            refused = explain_refusal(aksi.langkah, permohonan, pengguna, bahan.acuan.opd)
            return _render(bahan, aksi, permohonan, sebab=refused), 409 if refused else 200
        try:
            _act(bahan, aksi.langkah, permohonan, pengguna)
        except Invalid as error:
            return _render(bahan, aksi, permohonan, galat=_name_galat(permohonan.layanan, error.errors)), 422
        except VersionStale:
            words = tell_perubahan(bahan, pengguna, id)
            return _render(bahan, aksi, bahan.queries.get_permohonan(pengguna, id), berubah=words), 412
        except (TransitionNotAllowed, Forbidden):
            refused = explain_refusal(aksi.langkah, permohonan, pengguna, bahan.acuan.opd)
            if refused is None:
                raise
            return _render(bahan, aksi, permohonan, sebab=refused), 409
        return redirect_with(url_for("halaman_berkas.show_berkas", id=id), str(aksi.langkah))

    return view


def _act(bahan: Bahan, langkah: Langkah, permohonan: Permohonan, pengguna: Pengguna) -> None:
    """Run the use case of the act with what the form says."""
    on: dict[str, Any] = {"permohonan_id": permohonan.id, "version": read_version(), "pengguna": pengguna}
    form, app = request.form, bahan.app
    match langkah:
        case Langkah.ACCEPT:
            app.accept_permohonan(AcceptPermohonan(**on))
        case Langkah.RETURN:
            app.return_permohonan(ReturnPermohonan(**on, kekurangan=_read_kekurangan(permohonan.layanan, form)))
        case Langkah.APPROVE:
            app.approve_permohonan(ApprovePermohonan(**on))
        case Langkah.REJECT:
            kode, alasan = form.get("alasan_kode", "")[:64], form.get("alasan", "").strip()[:4000]
            app.reject_permohonan(RejectPermohonan(**on, alasan_kode=kode, alasan=alasan))
        case Langkah.ISSUE:
            app.issue_izin(IssueIzin(**on))
        case Langkah.HAND_OVER:
            app.hand_over_izin(HandOverIzin(**on))
        case _:
            app.assign_permohonan(AssignPermohonan(**on, pegawai_id=form.get("pegawai_id", "")))


def _read_kekurangan(layanan: Layanan, form: Mapping[str, str]) -> list[Kekurangan]:
    """Return every requirement that was ticked or given a reason, in the order of the standard."""
    given = [(satu.kode, form.get(f"alasan.{satu.kode}", "").strip()[:2000]) for satu in layanan.syarat]
    return [Kekurangan(kode, alasan) for kode, alasan in given if alasan or form.get(f"kurang.{kode}") == "1"]


def _name_galat(layanan: Layanan, errors: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """Return the errors by the names of the controls: the n-th defect is that of its requirement."""
    kekurangan = _read_kekurangan(layanan, request.form)
    named: dict[str, list[str]] = {}
    for name, sentences in errors.items():
        parts = name.split(".")
        if parts[0] == "kekurangan":
            kode = kekurangan[int(parts[1])].syarat if len(parts) > 1 else layanan.syarat[0].kode
            name = f"alasan.{kode}" if len(parts) > 1 else f"kurang.{kode}"
        named[name] = sentences
    return named


def _render(
    bahan: Bahan,
    aksi: Aksi,
    permohonan: Permohonan,
    *,
    galat: Mapping[str, list[str]] | None = None,
    berubah: str | None = None,
    sebab: str | None = None,
) -> str:
    officers, away = bahan.pejabat.list(permohonan.layanan.opd_kode) if aksi.langkah is Langkah.ASSIGN else ([], False)
    return render_template(
        "perizinan/tindakan.html",
        aksi=aksi,
        p=permohonan,
        nilai=request.form,
        galat=galat or {},
        berubah=berubah,
        sebab=sebab,
        pejabat=[(satu.pegawai_id, ", ".join(filter(None, (satu.nama, satu.jabatan)))) for satu in officers],
        dari_salinan=away,
        clock=_try_clock(bahan, permohonan) if aksi.langkah is Langkah.ACCEPT else None,
        mitra=[bahan.name_opd(mitra.opd) for mitra in permohonan.layanan.mitra],
    )


def _try_clock(bahan: Bahan, permohonan: Permohonan) -> JangkaWaktu | None:
    """Return the clock as it would start now."""
    layanan = permohonan.layanan
    try:
        clock = JangkaWaktu.start(bahan.clock.now(), layanan.sla_hari, bahan.acuan.kalender.of_opd(layanan.opd_kode))
        return clock if clock.jatuh_tempo else None
    except KalenderYearMissing:
        return None
