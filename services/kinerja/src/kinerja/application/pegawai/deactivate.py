"""Use case: BKPSDM records that a pegawai has left the service (*pensiun*, *diberhentikan*)."""

from __future__ import annotations

from dataclasses import dataclass

from chassis.domain import Clock
from kinerja.application.pegawai.change import PegawaiCommand, change_pegawai
from kinerja.application.skp.ports import SkpUnitOfWork
from kinerja.domain.organisasi import Organisasi
from kinerja.domain.pegawai import Pegawai
from kinerja.domain.skp import AlasanPenutupan


@dataclass(frozen=True, kw_only=True)
class DeactivatePegawai(PegawaiCommand):
    """Whom."""


def deactivate_pegawai(command: DeactivatePegawai, *, uow: SkpUnitOfWork, clock: Clock) -> Pegawai:
    """Take the pegawai out of service; those below look to the next one up."""

    def act(pegawai: Pegawai, organisasi: Organisasi) -> None:
        pegawai.deactivate()

    with uow:
        uow.lock_organisasi()
        return change_pegawai(command, "deactivate_pegawai", act, uow=uow, clock=clock, ends=AlasanPenutupan.BERHENTI)
