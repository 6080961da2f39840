"""Use case: a signed agreement changes, with a reason, into a version that is signed anew."""

from __future__ import annotations

from dataclasses import dataclass

from chassis.domain import Clock, Pengguna
from kinerja.application.tujuan.perjanjian_jejak import state_of, tell_perjanjian
from kinerja.application.tujuan.ports import TujuanUnitOfWork
from kinerja.application.wewenang import Scope
from kinerja.domain.perjanjian import AlasanPerubahan, Perjanjian


@dataclass(frozen=True, kw_only=True)
class ChangePerjanjian:
    """Which changes, and why."""

    pengguna: Pengguna
    perjanjian_id: str
    expected_version: int | None
    alasan_kode: AlasanPerubahan
    alasan: str


def change_perjanjian(command: ChangePerjanjian, *, uow: TujuanUnitOfWork, clock: Clock) -> Perjanjian:
    """Draw up a new version from the officers and the indicators of now."""
    command.pengguna.require(Scope.TUJUAN_UBAH)
    with uow:
        perjanjian = uow.perjanjian.get(command.perjanjian_id)
        perjanjian.expect(command.expected_version)
        before = state_of(perjanjian)
        perjanjian.change(
            command.alasan_kode,
            command.alasan,
            pihak=uow.perjanjian.find_pihak(perjanjian.unit_id),
            lampiran=uow.perjanjian.list_lampiran(perjanjian.unit_id, perjanjian.tahun),
            at=clock.now(),
        )
        uow.perjanjian.save(perjanjian)
        kode = command.alasan_kode.value
        tell_perjanjian(command.pengguna, "change_perjanjian", perjanjian, before, kode, uow=uow, clock=clock)
        return perjanjian
