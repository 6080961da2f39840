"""Use case: time passes over one file. A timed job calls it for each file that may have lapsed."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from chassis.domain import Clock, TransitionNotAllowed
from perizinan.application.ports import Acuan, UnitOfWork
from perizinan.domain.langkah import StatusPermohonan
from perizinan.domain.permohonan import Permohonan

SISTEM = "sistem"


@dataclass(frozen=True, kw_only=True)
class LapsePermohonan:
    """See whether the time of the file or of its partners has run out."""

    permohonan_id: UUID


def lapse_permohonan(command: LapsePermohonan, *, uow: UnitOfWork, clock: Clock, acuan: Acuan) -> None:
    """Note every silence that counts by now, of the partners and of the file itself. Twice changes nothing."""
    with uow:
        permohonan = uow.permohonan.get(command.permohonan_id)
        at, before = clock.now(), permohonan.status
        for tugas in permohonan.rekomendasi_berlaku:
            with suppress(TransitionNotAllowed):
                permohonan.lapse_rekomendasi(tugas.opd_mitra, at=at)
        with suppress(TransitionNotAllowed):
            _lapse(permohonan, at, acuan)
        if permohonan.status is before:
            uow.permohonan.save_rekomendasi(permohonan)
        else:
            uow.permohonan.save(permohonan)
        uow.record(permohonan, oleh=SISTEM, at=at)
        uow.commit()


def _lapse(permohonan: Permohonan, at: datetime, acuan: Acuan) -> None:
    if permohonan.status is StatusPermohonan.DIKEMBALIKAN:
        permohonan.deem_withdrawn(at=at)
    else:
        permohonan.deem_granted(at=at, kalender=acuan.kalender)
