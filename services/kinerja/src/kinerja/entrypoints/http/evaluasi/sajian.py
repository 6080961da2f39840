"""What several pages of appraisals show: one appraisal beside the person's plan, with what the caller may do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import render_template, request

from chassis.domain import Pengguna
from chassis.http import current_pengguna
from kinerja.application import Application
from kinerja.application.evaluasi.act import ABOVE, ASSESSOR, OWNER
from kinerja.application.evaluasi.queries import EvaluasiRow
from kinerja.application.hubungan import relate
from kinerja.application.skp.queries import BarisRow, SaringSkp
from kinerja.application.wewenang import Scope
from kinerja.domain.evaluasi import StatusEvaluasi
from kinerja.domain.periode import Periode

PER_HALAMAN = 500
Galat = Mapping[str, Sequence[str]]


def render_evaluasi(
    application: Application, row: EvaluasiRow, *, galat: Galat | None = None, berubah: bool = False
) -> str:
    """Return the page of an appraisal."""
    pengguna = current_pengguna()
    return render_template(
        "kinerja/evaluasi/evaluasi.html",
        evaluasi=row,
        baris=list_baris(application, pengguna, row.pegawai_id, row.periode),
        langkah=list_langkah(row, pengguna),
        milik_sendiri=relate(pengguna, row.rantai) in OWNER,
        boleh_rekap=pengguna.may(Scope.EVALUASI_REKAP),
        nilai=request.form,
        galat=galat or {},
        berubah=berubah,
    )


def list_langkah(row: EvaluasiRow, pengguna: Pengguna) -> frozenset[str]:
    """Return the steps that the caller may take on an appraisal now."""
    hubungan, yearly = relate(pengguna, row.rantai), Periode.parse(row.periode).triwulan is None
    if hubungan in ASSESSOR and pengguna.may(Scope.EVALUASI_TETAPKAN):
        if row.status == StatusEvaluasi.DIEVALUASI:
            return frozenset({"rate"})
        if row.status == StatusEvaluasi.DITETAPKAN and yearly:
            return frozenset({"send"})
    if hubungan in ABOVE and row.status == StatusEvaluasi.KEBERATAN and row.penilai_id != pengguna.pegawai_id:
        return frozenset({"decide"}) if pengguna.may(Scope.KEBERATAN_PUTUS) else frozenset()
    if hubungan in OWNER and pengguna.may(Scope.KEBERATAN_AJUKAN):
        owner = {StatusEvaluasi.DISAMPAIKAN: "receive", StatusEvaluasi.DITERIMA: "object"}
        return frozenset({step} if (step := owner.get(StatusEvaluasi(row.status))) else ())
    return frozenset()


def list_baris(application: Application, pengguna: Pengguna, pegawai_id: str, periode: str) -> Sequence[BarisRow]:
    """Return the rows of the person's plan of the year, those of the newest one that was established."""
    saring = SaringSkp(pegawai_id=pegawai_id, tahun=Periode.parse(periode).tahun, per_halaman=PER_HALAMAN)
    plans = [each for each in application.skp.list_skp(pengguna, saring).data if each.versi]
    return application.skp.get_skp(pengguna, plans[-1].id).baris if plans else ()
