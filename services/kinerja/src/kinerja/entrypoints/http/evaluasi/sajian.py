"""What several pages of appraisals show: one appraisal beside the person's plan, with what the caller may do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import render_template, request

from chassis.domain import Forbidden, Pengguna
from chassis.http import current_pengguna
from kinerja.application import Application
from kinerja.application.evaluasi.act import ASSESSOR, OWNER
from kinerja.application.evaluasi.pemutus import check_pemutus, relate_to
from kinerja.application.evaluasi.queries import EvaluasiRow
from kinerja.application.skp.queries import BarisRow, SaringSkp
from kinerja.application.wewenang import Scope
from kinerja.domain.evaluasi import StatusEvaluasi
from kinerja.domain.periode import Periode

PER_HALAMAN = 500
Galat = Mapping[str, Sequence[str]]


def render_evaluasi(
    application: Application,
    row: EvaluasiRow,
    *,
    galat: Galat | None = None,
    berubah: bool = False,
    penolakan: str = "",
) -> str:
    """Return the page of an appraisal; what was typed stays, ``penolakan`` says why a step was refused."""
    pengguna = current_pengguna()
    return render_template(
        "kinerja/evaluasi/evaluasi.html",
        evaluasi=row,
        baris=list_baris(application, pengguna, row.pegawai_id, row.periode),
        bukti=application.evaluasi.get_bukti(pengguna, row.pegawai_id, row.periode, row.unit_id, row),
        langkah=list_langkah(row, pengguna),
        milik_sendiri=relate_to(pengguna, row.rantai, row) in OWNER,
        boleh_rekap=pengguna.may(Scope.EVALUASI_REKAP),
        nilai=request.form,
        galat=galat or {},
        berubah=berubah,
        penolakan=penolakan,
    )


def list_langkah(row: EvaluasiRow, pengguna: Pengguna) -> frozenset[str]:
    """Return the steps that the caller may take on an appraisal now."""
    hubungan, yearly = relate_to(pengguna, row.rantai, row), Periode.parse(row.periode).triwulan is None
    if hubungan in ASSESSOR and pengguna.may(Scope.EVALUASI_TETAPKAN):
        if row.status == StatusEvaluasi.DIEVALUASI:
            return frozenset({"rate"})
        if row.status == StatusEvaluasi.DITETAPKAN and yearly:
            return frozenset({"send"})
    if row.status == StatusEvaluasi.KEBERATAN and pengguna.may(Scope.KEBERATAN_PUTUS):
        return frozenset({"decide"}) if _decides(row, pengguna) else frozenset()
    if hubungan in OWNER and pengguna.may(Scope.KEBERATAN_AJUKAN):
        owner = {StatusEvaluasi.DISAMPAIKAN: "receive", StatusEvaluasi.DITERIMA: "object"}
        return frozenset({step} if (step := owner.get(StatusEvaluasi(row.status))) else ())
    return frozenset()


def _decides(row: EvaluasiRow, pengguna: Pengguna) -> bool:
    try:
        check_pemutus(pengguna, row.rantai, row)
    except Forbidden:
        return False
    return True


def list_baris(application: Application, pengguna: Pengguna, pegawai_id: str, periode: str) -> Sequence[BarisRow]:
    """Return the rows that hold of the person's plan of the year, of the newest one that was established."""
    saring = SaringSkp(pegawai_id=pegawai_id, tahun=Periode.parse(periode).tahun, per_halaman=PER_HALAMAN)
    plans = [each for each in application.skp.list_skp(pengguna, saring).data if each.versi]
    return application.skp.get_berlaku(pengguna, plans[-1].id).baris if plans else ()
