"""Use case: BKPSDM answers a dispute, by agreeing or by turning it down."""

from __future__ import annotations

from dataclasses import dataclass

from chassis.domain import Clock, Pengguna
from kinerja.application.tujuan.dispute_realisasi import tell_sanggahan
from kinerja.application.tujuan.ports import TujuanUnitOfWork
from kinerja.application.wewenang import Scope
from kinerja.domain.sanggahan import Sanggahan, StatusSanggahan


@dataclass(frozen=True, kw_only=True)
class DecideSanggahan:
    """How a dispute ends, and why."""

    pengguna: Pengguna
    sanggahan_id: str
    expected_version: int | None
    alasan: str


def accept_sanggahan(command: DecideSanggahan, *, uow: TujuanUnitOfWork, clock: Clock) -> Sanggahan:
    """Agree with the dispute; the value itself is corrected by a recording of its own."""
    return _decide(command, StatusSanggahan.DITERIMA, "accept_sanggahan", uow=uow, clock=clock)


def reject_sanggahan(command: DecideSanggahan, *, uow: TujuanUnitOfWork, clock: Clock) -> Sanggahan:
    """Turn the dispute down, with the reason."""
    return _decide(command, StatusSanggahan.DITOLAK, "reject_sanggahan", uow=uow, clock=clock)


def _decide(
    command: DecideSanggahan, status: StatusSanggahan, aksi: str, *, uow: TujuanUnitOfWork, clock: Clock
) -> Sanggahan:
    command.pengguna.require(Scope.TUJUAN_UBAH)
    with uow:
        sanggahan = uow.sanggahan.get(command.sanggahan_id)
        before = sanggahan.status
        sanggahan.decide(
            status,
            alasan=command.alasan,
            oleh=command.pengguna.pengguna_id,
            at=clock.now(),
            version=command.expected_version,
        )
        uow.sanggahan.save(sanggahan)
        tell_sanggahan(command.pengguna, aksi, sanggahan, before, uow=uow, clock=clock)
        return sanggahan
