"""Use case: the pemohon hands a permohonan in."""

from __future__ import annotations

from dataclasses import dataclass

from chassis.domain import Clock
from perizinan.application.ports import UnitOfWork
from perizinan.application.tindakan import Tindakan, as_pelaku, open_permohonan
from perizinan.domain.nomor import generate_kunci
from perizinan.domain.permohonan import Permohonan


@dataclass(frozen=True, kw_only=True)
class SubmitPermohonan(Tindakan):
    """Hand the permohonan in."""


@dataclass(frozen=True, kw_only=True)
class TandaTerima:
    """The receipt; the key is told here and never again."""

    permohonan: Permohonan
    kunci: str


def submit_permohonan(command: SubmitPermohonan, *, uow: UnitOfWork, clock: Clock) -> TandaTerima:
    """Submit the permohonan; the outbox carries the news. Returns the receipt."""
    with uow:
        permohonan = open_permohonan(uow, command)
        at, kunci = clock.now(), generate_kunci()
        permohonan.submit(
            seq=uow.nomor.next_registrasi(), kunci=kunci, at=at, oleh=as_pelaku(command.pengguna, permohonan)
        )
        uow.permohonan.save(permohonan)
        uow.record(permohonan, oleh=command.pengguna.pengguna_id, at=at)
        uow.commit()
    return TandaTerima(permohonan=permohonan, kunci=kunci)
