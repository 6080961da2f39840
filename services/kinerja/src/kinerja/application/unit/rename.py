"""Use case: BKPSDM gives a unit another official name."""

from __future__ import annotations

from dataclasses import dataclass

from chassis.domain import Clock, Pengguna
from kinerja.application.jejak import jejak_of
from kinerja.application.ports import UnitOfWork
from kinerja.application.wewenang import Scope
from kinerja.domain.unit import Unit


@dataclass(frozen=True, kw_only=True)
class RenameUnit:
    """Which unit, and its new name."""

    pengguna: Pengguna
    unit_id: str
    expected_version: int | None
    nama: str


def rename_unit(command: RenameUnit, *, uow: UnitOfWork, clock: Clock) -> Unit:
    """Rename the unit; the same name again changes nothing and tells nobody."""
    command.pengguna.require(Scope.UNIT_UBAH)
    with uow:
        unit = uow.unit.get(command.unit_id)
        before, at = unit.nama, clock.now()
        unit.rename(command.nama, expected_version=command.expected_version, at=at)
        if unit.events:
            jejak = jejak_of(command.pengguna, "rename_unit", alasan="", dari={"nama": before}, ke={"nama": unit.nama})
            uow.unit.save(unit)
            uow.publish([unit], at=at, jejak={unit.id: jejak})
            uow.commit()
        return unit
