"""Use case: the kabid approves a permohonan."""

from __future__ import annotations

from dataclasses import dataclass

from chassis.domain import Clock
from perizinan.application.ports import UnitOfWork
from perizinan.application.tindakan import Tindakan, as_pelaku, open_permohonan
from perizinan.domain.permohonan import Permohonan


@dataclass(frozen=True, kw_only=True)
class ApprovePermohonan(Tindakan):
    """Approve what another has verified."""


def approve_permohonan(command: ApprovePermohonan, *, uow: UnitOfWork, clock: Clock) -> Permohonan:
    """Approve what another has verified. Returns it as it stands then."""
    with uow:
        permohonan = open_permohonan(uow, command)
        at = clock.now()
        permohonan.approve(oleh=as_pelaku(command.pengguna, permohonan))
        uow.permohonan.save(permohonan)
        uow.record(permohonan, oleh=command.pengguna.pengguna_id, at=at)
        uow.commit()
    return permohonan
