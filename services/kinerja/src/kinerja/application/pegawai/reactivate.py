"""Use case: BKPSDM records that a pegawai is in service again, where they were before."""

from __future__ import annotations

from dataclasses import dataclass

from chassis.domain import Clock
from kinerja.application.pegawai.change import PegawaiCommand, change_pegawai
from kinerja.application.skp.ports import SkpUnitOfWork
from kinerja.domain.organisasi import Organisasi
from kinerja.domain.pegawai import Pegawai


@dataclass(frozen=True, kw_only=True)
class ReactivatePegawai(PegawaiCommand):
    """Whom."""


def reactivate_pegawai(command: ReactivatePegawai, *, uow: SkpUnitOfWork, clock: Clock) -> Pegawai:
    """Take the pegawai into service again; refused where the unit has another head meanwhile."""

    def act(pegawai: Pegawai, organisasi: Organisasi) -> None:
        pegawai.reactivate()

    with uow:
        uow.lock_organisasi()
        return change_pegawai(command, "reactivate_pegawai", act, uow=uow, clock=clock)
