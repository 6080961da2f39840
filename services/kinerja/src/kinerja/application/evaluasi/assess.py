"""Use cases of the assessor: rate a person, rate anew, establish."""

from __future__ import annotations

from dataclasses import dataclass

from chassis.domain import Clock, Conflict, Pengguna
from kinerja.application.evaluasi.act import BY_ASSESSOR, TINGKAT, act_on, tell
from kinerja.application.evaluasi.calon import Calon, check_dinilai, make_evaluasi
from kinerja.application.evaluasi.ports import EvaluasiUnitOfWork
from kinerja.application.hubungan import Hubungan
from kinerja.application.wewenang import Scope
from kinerja.domain.evaluasi import Evaluasi, Nilai
from kinerja.domain.periode import Periode


@dataclass(frozen=True, kw_only=True)
class CreateEvaluasi:
    """Who is rated, for which period, and how."""

    pengguna: Pengguna
    pegawai_id: str
    periode: str
    nilai: Nilai


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


def create_evaluasi(command: CreateEvaluasi, *, uow: EvaluasiUnitOfWork, clock: Clock) -> Evaluasi:
    """Rate a person; one appraisal a period, over an SKP of the year that was established."""
    pengguna = command.pengguna
    pengguna.require(Scope.EVALUASI_TETAPKAN)
    with uow:
        rantai = uow.pegawai.get_rantai(command.pegawai_id)
        check_dinilai(pengguna, rantai)
        periode = Periode.parse(command.periode)
        calon = Calon(
            rantai=rantai,
            ditutup=uow.penutupan.is_closed(rantai.unit_id, periode),
            ada_evaluasi=uow.evaluasi.exists(rantai.pegawai_id, periode),
            ada_skp=uow.evaluasi.has_skp(rantai.pegawai_id, periode.tahun),
        )
        evaluasi = make_evaluasi(pengguna, calon, periode, command.nilai, now=clock.now())
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
