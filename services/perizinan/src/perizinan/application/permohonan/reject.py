"""Use case: the verifikator or the kadis rejects a permohonan."""

from __future__ import annotations

from dataclasses import dataclass

from chassis.domain import Clock
from perizinan.application.ports import Acuan, UnitOfWork
from perizinan.application.tindakan import Tindakan, as_pelaku, open_permohonan
from perizinan.domain.permohonan import Permohonan


@dataclass(frozen=True, kw_only=True)
class RejectPermohonan(Tindakan):
    """Reject the permohonan, with reasons: the clock stops."""

    alasan_kode: str
    alasan: str


def reject_permohonan(command: RejectPermohonan, *, uow: UnitOfWork, clock: Clock, acuan: Acuan) -> Permohonan:
    """Reject the permohonan, with reasons: the clock stops. Returns it as it stands then."""
    with uow:
        permohonan = open_permohonan(uow, command)
        at = clock.now()
        permohonan.reject(
            alasan_kode=command.alasan_kode,
            alasan=command.alasan,
            at=at,
            oleh=as_pelaku(command.pengguna, permohonan),
            kalender=acuan.kalender,
        )
        uow.permohonan.save(permohonan)
        uow.record(permohonan, oleh=command.pengguna.pengguna_id, at=at)
        uow.commit()
    return permohonan
