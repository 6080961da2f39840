"""The page of a plan: its steps quarter by quarter beside target and realisasi, and what stood in the way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from chassis.domain import Clock, Invalid, TransitionNotAllowed, VersionStale
from chassis.http import current_pengguna, redirect_with, requires
from kinerja.application import Application
from kinerja.application.tujuan.monitor_rencana_aksi import MonitorRencanaAksi
from kinerja.application.tujuan.rencana_aksi import RencanaAksiRow
from kinerja.application.tujuan.write_rencana_aksi import WriteRencanaAksi
from kinerja.application.wewenang import Scope
from kinerja.domain.periode import Periode
from kinerja.domain.rencana_aksi import Akumulasi, LangkahAksi
from kinerja.entrypoints.http.tujuan import kata
from kinerja.entrypoints.http.tujuan.borang import Form, read_bilangan

Galat = Mapping[str, Sequence[str]]
_FIELDS = ("triwulan", "uraian", "output", "program", "penanggung_jawab")
_ADDRESS = "/indikator/<indikator_id>/rencana-aksi"


def build_rencana_aksi_pages(application: Application, clock: Clock) -> Blueprint:
    """Return the pages of plans."""
    pages = Blueprint("rencana_aksi_halaman", __name__)
    tujuan = application.tujuan

    @pages.get(_ADDRESS)
    @requires(Scope.TUJUAN_BACA)
    def show_rencana_aksi(indikator_id: str) -> str:
        """Show a plan."""
        return _page(tujuan.get_rencana_aksi(current_pengguna(), indikator_id), clock)

    @pages.post(_ADDRESS)
    @requires(Scope.TUJUAN_UBAH)
    def save_rencana_aksi(indikator_id: str) -> ResponseReturnValue:
        """Add a step, drop one, or say how the quarters add up."""
        row = tujuan.get_rencana_aksi(current_pengguna(), indikator_id)
        try:
            akumulasi, langkah = _changed(row, request.form)
            tujuan.write_rencana_aksi(WriteRencanaAksi(**_who(indikator_id), akumulasi=akumulasi, langkah=langkah))
        except Invalid as error:
            return _page(row, clock, request.form, _by_field(error.errors)), 422
        except VersionStale:
            return _page(row, clock, request.form, berubah=True), 412
        return _back(indikator_id, "rencana-aksi")

    @pages.post(f"{_ADDRESS}/monitor")
    @requires(Scope.TUJUAN_UBAH)
    def save_pantauan(indikator_id: str) -> ResponseReturnValue:
        """Note what stood in the way in a quarter."""
        row, form = tujuan.get_rencana_aksi(current_pengguna(), indikator_id), request.form
        told = {name: form.get(name, "") for name in ("periode", "kendala", "tindak_lanjut")}
        try:
            tujuan.monitor_rencana_aksi(MonitorRencanaAksi(**(_who(indikator_id) | told)))
        except Invalid as error:
            return _page(row, clock, form, error.errors), 422
        except TransitionNotAllowed:
            return _page(row, clock, form, {"kendala": ["Isi langkah rencana aksi dahulu"]}), 409
        except VersionStale:
            return _page(row, clock, form, berubah=True), 412
        return _back(indikator_id, "pantauan")

    return pages


def _changed(row: RencanaAksiRow, form: Form) -> tuple[Akumulasi, list[LangkahAksi]]:
    """Return the plan after what the form does to it."""
    akumulasi, langkah = row.rencana.akumulasi, list(row.rencana.langkah)
    if (chosen := form.get("akumulasi", "")) in set(Akumulasi):
        return Akumulasi(chosen), langkah
    nomor = form.get("hapus", "")
    if nomor.isascii() and nomor.isdigit() and len(nomor) < 4 and int(nomor) < len(langkah):
        return akumulasi, [each for at, each in enumerate(langkah) if at != int(nomor)]
    anggaran = form.get("anggaran", "").strip()
    added = LangkahAksi(
        **{name: form.get(name, "").strip() for name in _FIELDS},
        anggaran=read_bilangan(anggaran, "anggaran") if anggaran else None,
    )
    return akumulasi, [*langkah, added]


def _by_field(errors: Galat) -> dict[str, list[str]]:
    """Return the refusals of the step that was added, by the fields of its form."""
    found: dict[str, list[str]] = {}
    for name, words in errors.items():
        found.setdefault(name.rpartition(".")[2], []).extend(words)
    return {("uraian" if name == "langkah" else name): words for name, words in found.items()}


def _page(
    row: RencanaAksiRow, clock: Clock, values: Form | None = None, galat: Galat | None = None, *, berubah: bool = False
) -> str:
    indikator, kini = row.indikator, Periode.containing(clock.now())
    triwulan = kata.to_triwulan(indikator)
    for each in triwulan:
        each["langkah"] = [
            (at, langkah) for at, langkah in enumerate(row.rencana.langkah) if langkah.triwulan == each["kunci"]
        ]
        each["pantauan"] = row.kini.get(each["periode"])
    begun = [each for each in triwulan if Periode.parse(each["periode"]) <= kini]
    return render_template(
        "kinerja/tujuan/rencana_aksi.html",
        row=row,
        indikator=indikator,
        triwulan=triwulan,
        riwayat=list(reversed(row.rencana.pantauan)),
        realisasi=kata.nilai_kata(row.realisasi, indikator.satuan),
        target=kata.nilai_kata(indikator.target["T4"], indikator.satuan),
        chip=kata.capaian_chip(row.capaian) if row.realisasi is not None else None,
        triwulan_pilihan=[(each["kunci"], each["nama"]) for each in triwulan],
        periode_pilihan=[(each["periode"], each["nama"]) for each in begun],
        boleh_ubah=current_pengguna().may(Scope.TUJUAN_UBAH),
        nilai=values or {},
        galat=galat or {},
        berubah=berubah,
    )


def _who(indikator_id: str) -> dict[str, Any]:
    version = request.form.get("version", type=int)
    return {"pengguna": current_pengguna(), "indikator_id": indikator_id, "expected_version": version}


def _back(indikator_id: str, tersimpan: str) -> ResponseReturnValue:
    return redirect_with(url_for("rencana_aksi_halaman.show_rencana_aksi", indikator_id=indikator_id), tersimpan)
