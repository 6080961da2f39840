"""Use case: BKPSDM names another superior for a pegawai than the one that follows from the tree."""

from __future__ import annotations

from dataclasses import dataclass

from chassis.domain import Clock
from kinerja.application.pegawai.change import PegawaiCommand, change_pegawai
from kinerja.application.skp.ports import SkpUnitOfWork
from kinerja.domain.organisasi import Organisasi
from kinerja.domain.pegawai import Pegawai


@dataclass(frozen=True, kw_only=True)
class AssignAtasan(PegawaiCommand):
    """Who; None gives the choice back to the tree."""

    atasan_id: str | None


def assign_atasan(command: AssignAtasan, *, uow: SkpUnitOfWork, clock: Clock) -> Pegawai:
    """Name the superior; one who stands below the pegawai is refused."""

    def act(pegawai: Pegawai, organisasi: Organisasi) -> None:
        if command.atasan_id is None:
            pegawai.release_atasan()
            return
        organisasi.check_atasan(pegawai, command.atasan_id)
        pegawai.assign_atasan(command.atasan_id)

    with uow:
        uow.lock_organisasi()
        return change_pegawai(command, "assign_atasan", act, uow=uow, clock=clock)
