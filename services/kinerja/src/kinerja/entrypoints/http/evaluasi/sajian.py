"""What several pages of appraisals show: one appraisal beside the person's plan, with what the caller may do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date

from flask import render_template, request

from chassis.domain import JAKARTA, Clock, Forbidden, Invalid, Pengguna
from chassis.http import current_pengguna
from kinerja.application import Application
from kinerja.application.evaluasi.act import BY_ASSESSOR, BY_OWNER, BY_PEMUTUS, BY_PENGELOLA, OWNER, Allow
from kinerja.application.evaluasi.pemutus import relate_to
from kinerja.application.evaluasi.queries import EvaluasiRow
from kinerja.application.skp.queries import BarisRow, SaringSkp
from kinerja.application.wewenang import Scope
from kinerja.domain.evaluasi import StatusEvaluasi, states_before
from kinerja.domain.kalender import KalenderYearMissing
from kinerja.domain.periode import Periode, triwulan_of
from kinerja.entrypoints.http.evaluasi import kata

PER_HALAMAN = 500
_ROADS: Mapping[str, tuple[Scope, Allow, StatusEvaluasi]] = {
    "rate": (Scope.EVALUASI_TETAPKAN, BY_ASSESSOR, StatusEvaluasi.DITETAPKAN),
    "send": (Scope.EVALUASI_TETAPKAN, BY_ASSESSOR, StatusEvaluasi.DISAMPAIKAN),
    "receive": (Scope.KEBERATAN_AJUKAN, BY_OWNER, StatusEvaluasi.DITERIMA),
    "object": (Scope.KEBERATAN_AJUKAN, BY_OWNER, StatusEvaluasi.KEBERATAN),
    "examine": (Scope.KEBERATAN_PUTUS, BY_PEMUTUS, StatusEvaluasi.DIPERIKSA),
    "decide": (Scope.KEBERATAN_PUTUS, BY_PEMUTUS, StatusEvaluasi.DIPUTUS),
    "report": (Scope.EVALUASI_TETAPKAN, BY_ASSESSOR, StatusEvaluasi.DILAPORKAN),
    "follow-up": (Scope.EVALUASI_TINDAK, BY_PENGELOLA, StatusEvaluasi.DITINDAKLANJUTI),
}
"""Each step of the page: who may take it, and the state that it leads to."""
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
        tenggat=list_tenggat(application, row),
        milik_sendiri=relate_to(pengguna, row.rantai, row) in OWNER,
        boleh_rekap=pengguna.may(Scope.EVALUASI_REKAP),
        nilai=request.form,
        galat=galat or {},
        berubah=berubah,
        penolakan=penolakan,
    )


def list_langkah(row: EvaluasiRow, pengguna: Pengguna) -> frozenset[str]:
    """Return the steps that the caller may take on an appraisal now."""
    allowed = _ROADS.items() if Periode.parse(row.periode).triwulan is None else [("rate", _ROADS["rate"])]
    return frozenset(
        step
        for step, (scope, allow, after) in allowed
        if row.status in states_before(after) and pengguna.may(scope) and _lets(allow, row, pengguna)
    )


def list_tenggat(application: Application, row: EvaluasiRow) -> dict[str, date | int]:
    """Return the days of the year's document that can be counted by now, and the days that an objection may take."""
    found: dict[str, date | int] = {}
    steps = [
        ("penyerahan", row.ditetapkan_pada),
        ("pengembalian", row.disampaikan_pada),
        ("keberatan", row.diterima_pada),
    ]
    for name, moment in steps:
        if moment is not None:
            day = moment.astimezone(JAKARTA).date()
            tenggat = application.evaluasi.tenggat_on(day)
            found |= {name: getattr(tenggat, f"due_{name}")(day), "hari_keberatan": tenggat.aturan.keberatan_hari}
    if row.disampaikan_pada is not None:
        day = row.disampaikan_pada.astimezone(JAKARTA).date()
        with suppress(KalenderYearMissing):
            found["atasan"] = application.evaluasi.tenggat_on(day).due_atasan(day)
    return found


def _lets(allow: Allow, row: EvaluasiRow, pengguna: Pengguna) -> bool:
    try:
        allow(pengguna, row.rantai, row)
    except Forbidden:
        return False
    return True


def list_baris(application: Application, pengguna: Pengguna, pegawai_id: str, periode: str) -> Sequence[BarisRow]:
    """Return the rows that hold of the person's plan of the year, of the newest one that was established."""
    saring = SaringSkp(pegawai_id=pegawai_id, tahun=Periode.parse(periode).tahun, per_halaman=PER_HALAMAN)
    plans = [each for each in application.skp.list_skp(pengguna, saring).data if each.versi]
    return application.skp.get_berlaku(pengguna, plans[-1].id).baris if plans else ()


def wanted_periode(clock: Clock) -> Periode:
    """Return the period of the address or form, else the quarter that ended last; what is no period counts as none."""
    try:
        return Periode.parse(request.values.get("periode", ""))
    except Invalid:
        return _last_quarter(clock)


def list_periode(clock: Clock) -> list[tuple[str, str]]:
    """Return the periods to choose from: this year's and the last one's that have begun, the newest first."""
    now = clock.now()
    tahun = Periode.containing(now).tahun
    offered = [each for year in (tahun, tahun - 1) for each in (Periode(year), *reversed(triwulan_of(year)))]
    return [(each.teks, kata.name_periode(each.teks)) for each in offered if each.mulai <= now]


def _last_quarter(clock: Clock) -> Periode:
    now = Periode.containing(clock.now())
    nomor = now.triwulan or 1
    return Periode(now.tahun, nomor - 1) if nomor > 1 else Periode(now.tahun - 1, 4)
