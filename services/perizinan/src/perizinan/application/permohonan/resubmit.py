"""Use case: the pemohon hands a mended permohonan in again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from chassis.domain import Clock
from perizinan.application.ports import Acuan, SkemaIsian, UnitOfWork
from perizinan.application.tindakan import Tindakan, as_pelaku, open_permohonan
from perizinan.domain.permohonan import Permohonan


@dataclass(frozen=True, kw_only=True)
class ResubmitPermohonan(Tindakan):
    """Hand the permohonan in again: the clock runs on."""

    isian: Mapping[str, Any]


def resubmit_permohonan(
    command: ResubmitPermohonan, *, uow: UnitOfWork, clock: Clock, acuan: Acuan, skema: SkemaIsian
) -> Permohonan:
    """Hand the permohonan in again: the clock runs on. Returns it as it stands then."""
    with uow:
        permohonan = open_permohonan(uow, command)
        at = clock.now()
        skema.check(permohonan.layanan, {**permohonan.isian, **command.isian})
        pelaku = as_pelaku(command.pengguna, permohonan)
        permohonan.resubmit(command.isian, at=at, oleh=pelaku, kalender=acuan.kalender)
        uow.permohonan.save(permohonan)
        uow.record(permohonan, oleh=command.pengguna.pengguna_id, at=at)
        uow.commit()
    return permohonan
