"""Use case: the verifikator finds a permohonan complete."""

from __future__ import annotations

from dataclasses import dataclass

from chassis.domain import Clock
from perizinan.application.ports import Acuan, UnitOfWork
from perizinan.application.tindakan import Tindakan, as_pelaku, open_permohonan
from perizinan.domain.permohonan import Permohonan


@dataclass(frozen=True, kw_only=True)
class AcceptPermohonan(Tindakan):
    """Find the permohonan complete: the clock starts, the partners are asked."""


def accept_permohonan(command: AcceptPermohonan, *, uow: UnitOfWork, clock: Clock, acuan: Acuan) -> Permohonan:
    """Find the permohonan complete: the clock starts, the partners are asked. Returns it as it stands then."""
    with uow:
        permohonan = open_permohonan(uow, command)
        at = clock.now()
        permohonan.accept(at=at, oleh=as_pelaku(command.pengguna, permohonan), kalender=acuan.kalender)
        uow.permohonan.save(permohonan)
        uow.record(permohonan, oleh=command.pengguna.pengguna_id, at=at)
        uow.commit()
    return permohonan
