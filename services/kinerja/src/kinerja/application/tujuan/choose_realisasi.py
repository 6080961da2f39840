"""Use case: a person chooses between a typed value and that of an indicator."""

from __future__ import annotations

from dataclasses import dataclass

from chassis.domain import Clock, Pengguna
from kinerja.application.tujuan.ports import TujuanUnitOfWork
from kinerja.application.tujuan.record_realisasi import Tercatat, find_indikator, keep_realisasi
from kinerja.application.wewenang import Scope
from kinerja.domain.indikator_kinerja import AsalRealisasi
from kinerja.domain.periode import Periode


@dataclass(frozen=True, kw_only=True)
class ChooseRealisasi:
    """Which of two values holds."""

    pengguna: Pengguna
    indikator_id: str
    periode: str
    asal: AsalRealisasi
    expected_version: int | None


def choose_realisasi(command: ChooseRealisasi, *, uow: TujuanUnitOfWork, clock: Clock) -> Tercatat:
    """Keep the typed value, or take that of the indicator; raises TransitionNotAllowed where none waits."""
    command.pengguna.require(Scope.REALISASI_CATAT)
    with uow:
        indikator = find_indikator(command.pengguna, command.indikator_id, uow)
        indikator.expect(command.expected_version)
        periode = Periode.parse_triwulan(command.periode)
        row = indikator.choose(periode, command.asal, oleh=command.pengguna.pengguna_id, at=clock.now())
        keep_realisasi(command.pengguna, "choose_realisasi", indikator, row, uow=uow, clock=clock)
        return Tercatat(indikator=indikator, realisasi=row)
