"""Use case: files that another system has kept are taken in, as they were."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chassis.domain import Clock
from perizinan.application.ports import Acuan, UnitOfWork
from perizinan.domain.riwayat import Kasus, Peta, read_riwayat


@dataclass(frozen=True, kw_only=True)
class ImportRiwayat:
    """A batch of cases of one log."""

    peta: Peta
    kasus: Sequence[Kasus]


def import_riwayat(command: ImportRiwayat, *, uow: UnitOfWork, clock: Clock, acuan: Acuan) -> int:
    """Take the cases in with their original times; those that are here already change nothing. Returns how many are new."""
    layanan = acuan.katalog.get(command.peta.layanan_kode, command.peta.layanan_versi)
    riwayat = [read_riwayat(kasus, command.peta, layanan) for kasus in command.kasus]
    with uow:
        new = uow.permohonan.add_riwayat(riwayat, clock.now())
        uow.commit()
    return new
