"""The pages of SKP that change: the form of the rows, and the steps of owner and assessor."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from chassis.domain import Clock, Invalid, TransitionNotAllowed, VersionStale
from chassis.http import current_pengguna, redirect_with, requires
from kinerja.application import Application
from kinerja.application.hubungan import Hubungan
from kinerja.application.skp import SkpApplication
from kinerja.application.skp.decide import ASSESSOR, EstablishSkp, ReturnSkp
from kinerja.application.skp.queries import BarisRow, SkpRow
from kinerja.application.skp.realisasi import IndikatorPilihan
from kinerja.application.skp.write import ActOnSkp, CreateSkp, ProposeChange, WriteSkp
from kinerja.application.wewenang import Scope
from kinerja.domain.pelengkap_skp import AturanPerilaku
from kinerja.domain.skp import AlasanPerubahan
from kinerja.entrypoints.http.skp import borang, kata
from kinerja.entrypoints.http.skp.borang_pelengkap import place_pelengkap, read_teks, show_teks, to_pelengkap
from kinerja.entrypoints.http.skp.sajian import (
    OWNER,
    WRITABLE,
    find_open,
    gather_errors,
    render_skp,
    require_hubungan,
    wanted_year,
)

Galat = Mapping[str, Sequence[str]]


@dataclass(frozen=True, kw_only=True)
class Bahan:
    """What a form is about: the year with its values of behaviour, the superior's rows, and the plan that stands."""

    tahun: int
    aturan: AturanPerilaku
    induk: Sequence[BarisRow]
    indikator: Sequence[IndikatorPilihan]
    row: SkpRow | None = None

    def read_teks(self) -> Mapping[str, str]:
        """Return the texts of behaviour and annexes: as typed, else as they stand."""
        if request.method == "POST":
            return read_teks(request.form, self.aturan)
        return show_teks(self.row.pelengkap) if self.row else {}


def build_skp_forms(application: Application, clock: Clock) -> Blueprint:
    """Return the forms and the steps."""
    pages = Blueprint("skp_ubah", __name__)
    _add_baru(pages, application, clock)
    _add_ubah(pages, application.skp)
    _add_steps(pages, application.skp)
    _add_reasons(pages, application.skp)
    return pages


def _add_baru(pages: Blueprint, application: Application, clock: Clock) -> None:
    """Add the form of a new plan."""
    skp = application.skp

    @pages.get("/skp/baru")
    @requires(Scope.SKP_SUSUN)
    def show_baru() -> ResponseReturnValue:
        """Show an empty form, or lead to the plan that there is."""
        pengguna, tahun = current_pengguna(), wanted_year(clock)
        if pengguna.pegawai_id is None:
            return redirect(url_for("skp_halaman.show_saya"), code=303)
        if found := find_open(skp, pengguna, tahun):
            return redirect(url_for("skp_halaman.show_skp", skp_id=found.id), code=303)
        return _form(_about_new(application, tahun), [borang.make_baris()], {})

    @pages.post("/skp/baru")
    @requires(Scope.SKP_SUSUN)
    def save_baru() -> ResponseReturnValue:
        """Write the plan, change the form, or show what is wrong."""
        pengguna, tahun = current_pengguna(), wanted_year(clock)
        if pengguna.pegawai_id is None:
            return redirect(url_for("skp_halaman.show_saya"), code=303)
        bahan, isi = _about_new(application, tahun), borang.read_isi(request.form)
        if langkah := _changed(isi):
            return _form(bahan, isi, {}, langkah=langkah)
        isi, pelengkap = borang.drop_blank(isi), to_pelengkap(bahan.read_teks(), bahan.aturan)
        try:
            baris = borang.to_baris(isi)
            made = skp.create_skp(CreateSkp(pengguna=pengguna, tahun=tahun, baris=baris, pelengkap=pelengkap))
        except Invalid as error:
            return _form(bahan, isi, error.errors), 422
        return _back(made.id, "baru")


def _add_ubah(pages: Blueprint, skp: SkpApplication) -> None:
    """Add the form of a plan that stands."""

    @pages.get("/skp/<skp_id>/ubah")
    @requires(Scope.SKP_SUSUN)
    def show_ubah(skp_id: str) -> str:
        """Show the rows, to write on."""
        row = _writable(skp, skp_id)
        isi = borang.show_baris(row.baris) or [borang.make_baris()]
        return _form(_about(skp, row), isi, {}, version=str(row.version))

    @pages.post("/skp/<skp_id>/ubah")
    @requires(Scope.SKP_SUSUN)
    def save_ubah(skp_id: str) -> ResponseReturnValue:
        """Write the rows, change the form, or show what is wrong."""
        row = _writable(skp, skp_id)
        bahan, isi = _about(skp, row), borang.read_isi(request.form)
        version = request.form.get("version", "")
        if langkah := _changed(isi):
            return _form(bahan, isi, {}, version=version, langkah=langkah)
        isi = borang.drop_blank(isi)
        try:
            skp.write_skp(_command(bahan, skp_id, isi))
        except Invalid as error:
            return _form(bahan, isi, error.errors, version=version), 422
        except TransitionNotAllowed as error:
            if not (siapa := error.detail.get("siapa")):
                raise
            return _form(bahan, isi, {}, version=version, siapa=str(siapa)), 409
        except VersionStale:
            return _form(bahan, isi, {}, version=str(row.version), berubah=True), 412
        return _back(skp_id, "ubah")


def _add_steps(pages: Blueprint, skp: SkpApplication) -> None:
    """Add the steps that need no words."""

    @pages.post("/skp/<skp_id>/submit")
    @requires(Scope.SKP_SUSUN)
    def save_submit(skp_id: str) -> ResponseReturnValue:
        """Hand the plan in."""
        return _step(skp, skp_id, OWNER, "submit", lambda: skp.submit_skp(ActOnSkp(**_which(skp_id))))

    @pages.post("/skp/<skp_id>/withdraw-change")
    @requires(Scope.SKP_SUSUN)
    def save_withdraw_change(skp_id: str) -> ResponseReturnValue:
        """Leave a change before it is decided."""
        run = skp.withdraw_change
        return _step(skp, skp_id, OWNER, "withdraw-change", lambda: run(ActOnSkp(**_which(skp_id))))

    @pages.post("/skp/<skp_id>/establish")
    @requires(Scope.SKP_TETAPKAN)
    def save_establish(skp_id: str) -> ResponseReturnValue:
        """Establish the plan."""
        return _step(skp, skp_id, ASSESSOR, "establish", lambda: skp.establish_skp(EstablishSkp(**_which(skp_id))))


def _add_reasons(pages: Blueprint, skp: SkpApplication) -> None:
    """Add the steps that need a reason, each with its page for who has no script."""

    @pages.get("/skp/<skp_id>/return")
    @requires(Scope.SKP_TETAPKAN)
    def show_return(skp_id: str) -> str:
        """Ask what is to be mended."""
        return _reason(skp, skp_id, ASSESSOR, "return", {})

    @pages.post("/skp/<skp_id>/return")
    @requires(Scope.SKP_TETAPKAN)
    def save_return(skp_id: str) -> ResponseReturnValue:
        """Give the plan back."""

        def run() -> object:
            return skp.return_skp(ReturnSkp(**_which(skp_id), alasan=request.form.get("alasan", "")))

        return _step(skp, skp_id, ASSESSOR, "return", run)

    @pages.get("/skp/<skp_id>/propose-change")
    @requires(Scope.SKP_SUSUN)
    def show_propose_change(skp_id: str) -> str:
        """Ask why the plan is to change."""
        return _reason(skp, skp_id, OWNER, "propose-change", {})

    @pages.post("/skp/<skp_id>/propose-change")
    @requires(Scope.SKP_SUSUN)
    def save_propose_change(skp_id: str) -> ResponseReturnValue:
        """Open the plan for a change."""

        def run() -> object:
            kode, alasan = request.form.get("alasan_kode", ""), request.form.get("alasan", "")
            if kode not in set(AlasanPerubahan):
                raise Invalid({"alasan_kode": ["Pilih sebabnya"]})
            return skp.propose_change(ProposeChange(**_which(skp_id), alasan_kode=AlasanPerubahan(kode), alasan=alasan))

        return _step(skp, skp_id, OWNER, "propose-change", run)


def _step(
    skp: SkpApplication, skp_id: str, may: frozenset[Hubungan], langkah: str, run: Callable[[], object]
) -> ResponseReturnValue:
    """Take a step and lead back, or show what stands in the way."""
    row = skp.get_skp(current_pengguna(), skp_id)
    require_hubungan(row, may)
    try:
        run()
    except Invalid as error:
        if langkah in _REASONS:
            return _reason(skp, skp_id, may, langkah, error.errors), 422
        return render_skp(skp, row, galat=gather_errors(error.errors)), 422
    except VersionStale:
        return render_skp(skp, row, berubah=True), 412
    return _back(skp_id, langkah)


_REASONS = frozenset({"return", "propose-change"})


def _reason(skp: SkpApplication, skp_id: str, may: frozenset[Hubungan], langkah: str, galat: Galat) -> str:
    """Return the page that asks for a reason."""
    row = skp.get_skp(current_pengguna(), skp_id)
    require_hubungan(row, may)
    return render_template(
        "kinerja/skp/alasan.html",
        skp=row,
        langkah=langkah,
        nilai=request.form,
        version=request.form.get("version", row.version),
        galat=galat,
    )


def _writable(skp: SkpApplication, skp_id: str) -> SkpRow:
    row = skp.get_skp(current_pengguna(), skp_id)
    require_hubungan(row, OWNER)
    if row.status not in WRITABLE:
        raise TransitionNotAllowed("skp.transition_not_allowed", skp_id=skp_id)
    return row


def _changed(isi: borang.Isi) -> str:
    """Do what the button asked of the form; return it, empty where the rows are to be stored."""
    langkah = request.form.get("langkah", "")
    return langkah if borang.change_isi(isi, langkah) else ""


def _about_new(application: Application, tahun: int) -> Bahan:
    pengguna, skp = current_pengguna(), application.skp
    own = application.get_pegawai(pengguna, pengguna.pegawai_id or "")
    return Bahan(
        tahun=tahun,
        aturan=skp.perilaku_of(tahun),
        induk=skp.list_offered(own.atasan_id, tahun, pengguna.pegawai_id),
        indikator=skp.list_pilihan(own.unit_id, tahun),
    )


def _about(skp: SkpApplication, row: SkpRow) -> Bahan:
    induk = skp.list_induk(current_pengguna(), row.id)
    indikator = skp.list_pilihan(row.unit_id, row.tahun)
    return Bahan(tahun=row.tahun, aturan=skp.perilaku_of(row.tahun), induk=induk, indikator=indikator, row=row)


def _command(bahan: Bahan, skp_id: str, isi: borang.Isi) -> WriteSkp:
    """Return what the form asks; raises Invalid for a choice that is none."""
    pelengkap = to_pelengkap(bahan.read_teks(), bahan.aturan)
    return WriteSkp(
        **_which(skp_id),
        baris=borang.to_baris(isi),
        perilaku=pelengkap.perilaku,
        lampiran=pelengkap.lampiran,
        lepas_tautan=request.form.get("lepas_tautan") == "ya",
    )


def _form(
    bahan: Bahan,
    isi: borang.Isi,
    galat: Galat,
    *,
    version: str = "",
    langkah: str = "",
    berubah: bool = False,
    siapa: str = "",
) -> str:
    teks = bahan.read_teks()
    return render_template(
        "kinerja/skp/form.html",
        skp=bahan.row,
        tahun=bahan.tahun,
        isi=isi or [borang.make_baris()],
        induk_pilihan=[(each.id, each.hasil_kerja) for each in bahan.induk],
        induk=bahan.induk,
        indikator_pilihan=[(each.id, f"{each.nama}, {each.unit}") for each in bahan.indikator],
        aspek_pilihan=list(kata.ASPEK.items()),
        jenis_pilihan=list(kata.JENIS.items()),
        nilai_perilaku=bahan.aturan.nilai,
        teks=teks,
        galat={**borang.place_errors(galat), **place_pelengkap(galat, teks, bahan.aturan)},
        version=version,
        langkah=langkah,
        berubah=berubah,
        siapa=siapa,
    )


def _which(skp_id: str) -> dict[str, Any]:
    version = request.form.get("version", type=int)
    return {"pengguna": current_pengguna(), "skp_id": skp_id, "expected_version": version}


def _back(skp_id: str, tersimpan: str) -> ResponseReturnValue:
    return redirect_with(url_for("skp_halaman.show_skp", skp_id=skp_id), tersimpan)
