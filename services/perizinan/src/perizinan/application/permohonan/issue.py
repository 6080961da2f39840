"""Use case: the kadis issues the licence."""

from __future__ import annotations

from dataclasses import dataclass

from chassis.domain import Clock
from perizinan.application.ports import Acuan, UnitOfWork
from perizinan.application.tindakan import Tindakan, as_pelaku, open_permohonan
from perizinan.domain.langkah import Langkah
from perizinan.domain.nomor import local_year
from perizinan.domain.permohonan import Permohonan


@dataclass(frozen=True, kw_only=True)
class IssueIzin(Tindakan):
    """Issue the licence under the next number of its layanan: the clock stops."""


def issue_izin(command: IssueIzin, *, uow: UnitOfWork, clock: Clock, acuan: Acuan) -> Permohonan:
    """Issue the licence under the next number of its layanan: the clock stops. Returns it as it stands then."""
    with uow:
        permohonan = open_permohonan(uow, command)
        at, pelaku = clock.now(), as_pelaku(command.pengguna, permohonan)
        permohonan.check(Langkah.ISSUE, oleh=pelaku)
        seq = uow.nomor.next_izin(permohonan.layanan.kode, local_year(at))
        permohonan.issue(seq=seq, at=at, oleh=pelaku, kalender=acuan.kalender)
        uow.permohonan.save(permohonan)
        uow.record(permohonan, oleh=command.pengguna.pengguna_id, at=at)
        uow.commit()
    return permohonan
