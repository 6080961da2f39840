"""Use cases after the document stands: report it upward (PP 30/2019 ps 51), tell what followed from it (ps 53-58)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from chassis.domain import JAKARTA, Clock, Conflict, Pengguna
from kinerja.application.evaluasi.act import BY_ASSESSOR, BY_PENGELOLA, act_on
from kinerja.application.evaluasi.ports import EvaluasiUnitOfWork
from kinerja.application.hubungan import Hubungan
from kinerja.application.wewenang import Scope
from kinerja.domain.evaluasi import Evaluasi, StatusEvaluasi
from kinerja.domain.tenggat_evaluasi import TenggatEvaluasi


@dataclass(frozen=True, kw_only=True)
class ReportEvaluasi:
    """Which appraisal goes upward, with what stood in the way and what is recommended."""

    pengguna: Pengguna
    evaluasi_id: str
    expected_version: int | None
    permasalahan: str
    rekomendasi: str


@dataclass(frozen=True, kw_only=True)
class FollowUpEvaluasi:
    """What followed from an appraisal."""

    pengguna: Pengguna
    evaluasi_id: str
    expected_version: int | None
    tindak_lanjut: str


def report_evaluasi(
    command: ReportEvaluasi, *, uow: EvaluasiUnitOfWork, clock: Clock, tenggat_on: Callable[[date], TenggatEvaluasi]
) -> Evaluasi:
    """Report an appraisal that stands: nobody objected in time, the superior set it, or the objection is decided."""
    command.pengguna.require(Scope.EVALUASI_TETAPKAN)
    today = clock.now().astimezone(JAKARTA).date()

    def act(evaluasi: Evaluasi, _: Hubungan) -> None:
        received = evaluasi.diterima_pada
        if received is not None and evaluasi.status is StatusEvaluasi.DITERIMA:
            day = received.astimezone(JAKARTA).date()
            due = tenggat_on(day).due_keberatan(day)
            if today <= due:
                raise Conflict("keberatan.still_open", sampai=due)
        evaluasi.report(command.permasalahan, command.rekomendasi)

    return act_on(command, "report_evaluasi", BY_ASSESSOR, act, uow=uow, clock=clock)


def follow_up_evaluasi(command: FollowUpEvaluasi, *, uow: EvaluasiUnitOfWork, clock: Clock) -> Evaluasi:
    """Tell what followed from an appraisal that was reported; BKPSDM or the PPK."""
    command.pengguna.require(Scope.EVALUASI_TINDAK)

    def act(evaluasi: Evaluasi, _: Hubungan) -> None:
        evaluasi.follow_up(command.tindak_lanjut)

    return act_on(command, "follow_up_evaluasi", BY_PENGELOLA, act, uow=uow, clock=clock)
