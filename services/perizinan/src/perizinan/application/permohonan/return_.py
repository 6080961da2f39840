"""Use case: the verifikator sends a permohonan back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chassis.domain import Clock
from perizinan.application.ports import Acuan, UnitOfWork
from perizinan.application.tindakan import Tindakan, as_pelaku, open_permohonan
from perizinan.domain.permohonan import Kekurangan, Permohonan


@dataclass(frozen=True, kw_only=True)
class ReturnPermohonan(Tindakan):
    """Send the permohonan back with every defect in one list: the clock pauses."""

    kekurangan: Sequence[Kekurangan]


def return_permohonan(command: ReturnPermohonan, *, uow: UnitOfWork, clock: Clock, acuan: Acuan) -> Permohonan:
    """Send the permohonan back with every defect in one list: the clock pauses. Returns it as it stands then."""
    with uow:
        permohonan = open_permohonan(uow, command)
        at = clock.now()
        pelaku = as_pelaku(command.pengguna, permohonan)
        permohonan.return_(command.kekurangan, at=at, oleh=pelaku, kalender=acuan.kalender)
        uow.permohonan.save(permohonan)
        uow.record(permohonan, oleh=command.pengguna.pengguna_id, at=at)
        uow.commit()
    return permohonan
