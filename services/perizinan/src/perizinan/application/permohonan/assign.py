"""Use case: a file is given to an officer of the agency."""

from __future__ import annotations

from dataclasses import dataclass

from chassis.domain import Clock, Invalid
from perizinan.application.ports import PejabatDirectory, UnitOfWork
from perizinan.application.tindakan import Tindakan, as_pelaku, open_permohonan
from perizinan.domain.permohonan import Permohonan


@dataclass(frozen=True, kw_only=True)
class AssignPermohonan(Tindakan):
    """Give the file to an officer."""

    pegawai_id: str


def assign_permohonan(
    command: AssignPermohonan, *, uow: UnitOfWork, clock: Clock, pejabat: PejabatDirectory
) -> Permohonan:
    """Give the file to an officer in service of the agency that decides; returns it as it stands then.

    kinerja is asked before the file is held, and our own copy answers when kinerja is away.
    """
    officers, _ = pejabat.list(command.pengguna.opd_kode or "")
    with uow:
        permohonan = open_permohonan(uow, command)
        permohonan.assign(command.pegawai_id, oleh=as_pelaku(command.pengguna, permohonan))
        if command.pegawai_id not in {satu.pegawai_id for satu in officers}:
            raise Invalid({"pegawai_id": ["Pilih pejabat aktif pada perangkat daerah ini"]})
        uow.permohonan.save(permohonan)
        uow.record(permohonan, oleh=command.pengguna.pengguna_id, at=clock.now())
        uow.commit()
    return permohonan
