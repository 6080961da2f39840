"""Use case: BKPSDM moves a pegawai to another unit or post (*mutasi*, *promosi*)."""

from __future__ import annotations

from dataclasses import dataclass

from chassis.domain import Clock, Invalid, NotFound
from kinerja.application.pegawai.change import PegawaiCommand, change_pegawai
from kinerja.application.ports import UnitOfWork
from kinerja.application.skp.ports import SkpUnitOfWork
from kinerja.domain.jabatan import Jabatan
from kinerja.domain.organisasi import Organisasi
from kinerja.domain.pegawai import Pegawai
from kinerja.domain.skp import AlasanPenutupan
from kinerja.domain.unit import Unit


@dataclass(frozen=True, kw_only=True)
class MovePegawai(PegawaiCommand):
    """Where to, and into which post."""

    unit_id: str
    jabatan_kode: str


def move_pegawai(command: MovePegawai, *, uow: SkpUnitOfWork, clock: Clock) -> Pegawai:
    """Move the pegawai; superiors that follow from the tree move with them. The news tells the placement too."""

    def act(pegawai: Pegawai, organisasi: Organisasi) -> None:
        pegawai.move(_unit(uow, command.unit_id), _jabatan(uow, command.jabatan_kode))
        pegawai.announce_penempatan(at=clock.now())

    with uow:
        uow.lock_organisasi()
        return change_pegawai(command, "move_pegawai", act, uow=uow, clock=clock, ends=AlasanPenutupan.PINDAH)


def _unit(uow: UnitOfWork, unit_id: str) -> Unit:
    try:
        return uow.unit.get(unit_id)
    except NotFound as error:
        raise Invalid({"unit_id": ["Unit ini tidak ada. Pilih unit lain"]}) from error


def _jabatan(uow: UnitOfWork, kode: str) -> Jabatan:
    jabatan = uow.jabatan.find(kode)
    if jabatan is None:
        raise Invalid({"jabatan_kode": ["Jabatan ini tidak ada. Pilih jabatan lain"]})
    return jabatan
