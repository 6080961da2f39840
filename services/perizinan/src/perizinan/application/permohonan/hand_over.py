"""Use case: the petugas hands the licence over."""

from __future__ import annotations

from dataclasses import dataclass

from chassis.domain import Clock
from perizinan.application.ports import UnitOfWork
from perizinan.application.tindakan import Tindakan, as_pelaku, open_permohonan
from perizinan.domain.permohonan import Permohonan


@dataclass(frozen=True, kw_only=True)
class HandOverIzin(Tindakan):
    """Hand the licence over."""


def hand_over_izin(command: HandOverIzin, *, uow: UnitOfWork, clock: Clock) -> Permohonan:
    """Hand the licence over. Returns it as it stands then."""
    with uow:
        permohonan = open_permohonan(uow, command)
        at = clock.now()
        permohonan.hand_over(oleh=as_pelaku(command.pengguna, permohonan))
        uow.permohonan.save(permohonan)
        uow.record(permohonan, oleh=command.pengguna.pengguna_id, at=at)
        uow.commit()
    return permohonan
