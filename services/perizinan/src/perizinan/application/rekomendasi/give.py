"""Use case: a partner agency answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from chassis.domain import Clock, NotFound, Pengguna
from perizinan.application.ports import Acuan, UnitOfWork
from perizinan.application.tindakan import as_pelaku, may_see
from perizinan.domain.permohonan import Permohonan


@dataclass(frozen=True, kw_only=True)
class GiveRekomendasi:
    """Answer for the partner ``opd``."""

    permohonan_id: UUID
    opd: str
    pengguna: Pengguna
    hasil: str
    alasan: str = ""
    ketentuan: Sequence[str] = ()


def give_rekomendasi(command: GiveRekomendasi, *, uow: UnitOfWork, clock: Clock, acuan: Acuan) -> Permohonan:
    """Give the partner's answer; only the partner itself may. Returns the permohonan as it stands then."""
    with uow:
        permohonan = uow.permohonan.get(command.permohonan_id)
        if command.opd != command.pengguna.opd_kode or not may_see(command.pengguna, permohonan):
            raise NotFound("rekomendasi.not_found")
        at = clock.now()
        permohonan.give_rekomendasi(
            command.opd,
            hasil=command.hasil,
            alasan=command.alasan,
            ketentuan=command.ketentuan,
            at=at,
            oleh=as_pelaku(command.pengguna, permohonan),
            kalender=acuan.kalender,
        )
        uow.permohonan.save_rekomendasi(permohonan)
        uow.record(permohonan, oleh=command.pengguna.pengguna_id, at=at)
        uow.commit()
    return permohonan
