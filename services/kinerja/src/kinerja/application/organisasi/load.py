"""Use case: the organisation and its people are loaded for the first time, or completed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chassis.domain import Clock
from kinerja.application.jejak import SISTEM, Jejak
from kinerja.application.ports import UnitOfWork
from kinerja.domain.jabatan import Jabatan
from kinerja.domain.organisasi import Organisasi
from kinerja.domain.pegawai import Pegawai
from kinerja.domain.unit import PohonUnit, Unit

_BATCH = 200


@dataclass(frozen=True, kw_only=True)
class LoadOrganisasi:
    """Units, posts and people; superiors are left to follow from the tree."""

    unit: Sequence[Unit]
    jabatan: Sequence[Jabatan]
    pegawai: Sequence[Pegawai]


@dataclass(frozen=True, kw_only=True)
class Termuat:
    """How many were new."""

    unit: int
    pegawai: int


def load_organisasi(command: LoadOrganisasi, *, uow: UnitOfWork, clock: Clock) -> Termuat:
    """Store what is not there yet and tell of it; what is there stays as it is, so a repeat changes nothing."""
    pohon = PohonUnit(command.unit)
    Organisasi(pohon, command.pegawai).follow()
    with uow:
        uow.lock_organisasi()
        uow.jabatan.replace_all(command.jabatan)
        new_unit = uow.unit.add_missing(list(pohon.walk()))
        new_pegawai = uow.pegawai.add_missing(command.pegawai)
        _tell([unit for unit in pohon.walk() if unit.id in new_unit], uow=uow, clock=clock)
        _tell([each for each in command.pegawai if each.id in new_pegawai], uow=uow, clock=clock)
        uow.commit()
    return Termuat(unit=len(new_unit), pegawai=len(new_pegawai))


def _tell(source: Sequence[Unit | Pegawai], *, uow: UnitOfWork, clock: Clock) -> None:
    """Publish the state of each, in batches."""
    at = clock.now()
    jejak = Jejak(aksi="load_organisasi", aktor=SISTEM, peran=[])
    for start in range(0, len(source), _BATCH):
        batch = source[start : start + _BATCH]
        for each in batch:
            each.announce(at=at)
        uow.publish(batch, at=at, jejak={each.id: jejak for each in batch})
