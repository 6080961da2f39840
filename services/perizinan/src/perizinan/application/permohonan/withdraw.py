"""Use case: the pemohon takes a permohonan back."""

from __future__ import annotations

from dataclasses import dataclass

from chassis.domain import Clock
from perizinan.application.ports import UnitOfWork
from perizinan.application.tindakan import Tindakan, as_pelaku, open_permohonan
from perizinan.domain.permohonan import Permohonan


@dataclass(frozen=True, kw_only=True)
class WithdrawPermohonan(Tindakan):
    """Take the permohonan back, any time before the licence is issued."""

    alasan: str = ""


def withdraw_permohonan(command: WithdrawPermohonan, *, uow: UnitOfWork, clock: Clock) -> Permohonan:
    """Take the permohonan back, any time before the licence is issued. Returns it as it stands then."""
    with uow:
        permohonan = open_permohonan(uow, command)
        at = clock.now()
        permohonan.withdraw(at=at, oleh=as_pelaku(command.pengguna, permohonan), alasan=command.alasan)
        uow.permohonan.save(permohonan)
        uow.record(permohonan, oleh=command.pengguna.pengguna_id, at=at)
        uow.commit()
    return permohonan
