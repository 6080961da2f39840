"""Use cases of the assessor: rate a person, rate anew, establish."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from chassis.domain import Clock, Conflict, Pengguna
from kinerja.application.evaluasi.act import BY_ASSESSOR, TINGKAT, act_on, tell
from kinerja.application.evaluasi.calon import choose_calon, make_evaluasi
from kinerja.application.evaluasi.ports import EvaluasiUnitOfWork
from kinerja.application.hubungan import Hubungan
from kinerja.application.wewenang import Scope
from kinerja.domain.aturan_evaluasi import AturanEvaluasi
from kinerja.domain.evaluasi import Evaluasi, Nilai
from kinerja.domain.periode import Periode


@dataclass(frozen=True, kw_only=True)
class CreateEvaluasi:
    """Who is rated, for which period, and how."""

    pengguna: Pengguna
    pegawai_id: str
    periode: str
    nilai: Nilai
    unit_id: str = ""
    """Which of the units in which they worked; may be left out where the caller assesses them in one alone."""


@dataclass(frozen=True, kw_only=True)
class WriteEvaluasi:
    """How the person is rated instead."""

    pengguna: Pengguna
    evaluasi_id: str
    expected_version: int | None
    nilai: Nilai


@dataclass(frozen=True, kw_only=True)
class EstablishEvaluasi:
    """Which appraisal is to hold."""

    pengguna: Pengguna
    evaluasi_id: str
    expected_version: int | None


def create_evaluasi(
    command: CreateEvaluasi, *, uow: EvaluasiUnitOfWork, clock: Clock, aturan_on: Callable[[date], AturanEvaluasi]
) -> Evaluasi:
    """Rate a person once the period has nearly ended; one appraisal a unit and period, over an established SKP."""
    pengguna = command.pengguna
    pengguna.require(Scope.EVALUASI_TETAPKAN)
    with uow:
        kini = uow.pegawai.get_rantai(command.pegawai_id)
        periode = Periode.parse(command.periode)
        found = uow.evaluasi.list_calon(command.pegawai_id, periode)
        calon = choose_calon(pengguna, kini, found, command.unit_id)
        evaluasi = make_evaluasi(
            pengguna, calon, periode, command.nilai, now=clock.now(), aturan=aturan_on(periode.tanggal_akhir)
        )
        uow.evaluasi.add(evaluasi)
        tell(evaluasi, pengguna, "create_evaluasi", dari={}, uow=uow, clock=clock)
        return evaluasi


def check_open(unit_id: str, periode: Periode, *, uow: EvaluasiUnitOfWork) -> None:
    """Refuse a change in a period that was closed; an objection is none."""
    if uow.penutupan.is_closed(unit_id, periode):
        raise Conflict("evaluasi.closed")


def write_evaluasi(command: WriteEvaluasi, *, uow: EvaluasiUnitOfWork, clock: Clock) -> Evaluasi:
    """Rate anew while nothing is established."""
    command.pengguna.require(Scope.EVALUASI_TETAPKAN)

    def act(evaluasi: Evaluasi, hubungan: Hubungan) -> None:
        check_open(evaluasi.unit_id, evaluasi.periode, uow=uow)
        evaluasi.rate(command.nilai, command.pengguna.pegawai_id, TINGKAT[hubungan])

    return act_on(command, "write_evaluasi", BY_ASSESSOR, act, uow=uow, clock=clock)


def establish_evaluasi(command: EstablishEvaluasi, *, uow: EvaluasiUnitOfWork, clock: Clock) -> Evaluasi:
    """Establish the appraisal."""
    command.pengguna.require(Scope.EVALUASI_TETAPKAN)

    def act(evaluasi: Evaluasi, hubungan: Hubungan) -> None:
        check_open(evaluasi.unit_id, evaluasi.periode, uow=uow)
        evaluasi.establish(command.pengguna.pegawai_id, TINGKAT[hubungan], at=clock.now())

    return act_on(command, "establish_evaluasi", BY_ASSESSOR, act, uow=uow, clock=clock)
