"""Use cases of the assessor: rate a person, rate anew, establish."""

from __future__ import annotations

from dataclasses import dataclass

from chassis.domain import Clock, Conflict, Invalid, NotFound, Pengguna, uuid7
from kinerja.application.evaluasi.act import ASSESSOR, BY_ASSESSOR, TINGKAT, act_on, check_hubungan, tell
from kinerja.application.evaluasi.ports import EvaluasiUnitOfWork
from kinerja.application.hubungan import Hubungan, relate
from kinerja.application.wewenang import Scope
from kinerja.domain.evaluasi import Evaluasi, Nilai, check_nilai
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
        hubungan = relate(pengguna, rantai)
        if hubungan is Hubungan.ORANG_LAIN:
            raise NotFound("pegawai.not_found", pegawai_id=command.pegawai_id)
        check_hubungan(hubungan, ASSESSOR)
        periode = Periode.parse(command.periode)
        check_open(rantai.unit_id, periode, uow=uow)
        if uow.evaluasi.exists(rantai.pegawai_id, periode):
            raise Conflict("evaluasi.already_exists")
        if not uow.evaluasi.has_skp(rantai.pegawai_id, periode.tahun):
            raise Conflict("skp.not_established")
        if clock.now() < periode.mulai:
            raise Invalid({"periode": ["Periode ini belum mulai"]})
        check_nilai(command.nilai, TINGKAT[hubungan])
        evaluasi = Evaluasi(
            id=str(uuid7()),
            pegawai_id=rantai.pegawai_id,
            unit_id=rantai.unit_id,
            opd_kode=rantai.opd_kode,
            periode=periode,
            nilai=command.nilai,
            penilai_id=pengguna.pegawai_id,
            tingkat_penilai=TINGKAT[hubungan],
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
