"""Use case: BKPSDM establishes a goal."""

from __future__ import annotations

from dataclasses import dataclass

from chassis.domain import Clock, Pengguna
from kinerja.application.tujuan.ports import TujuanUnitOfWork
from kinerja.application.tujuan.simpul_jejak import get_simpul, state_of, tell_simpul
from kinerja.application.wewenang import Scope
from kinerja.domain.pohon_kinerja import Simpul


@dataclass(frozen=True, kw_only=True)
class EstablishSimpul:
    """Which goal is set."""

    pengguna: Pengguna
    simpul_id: str
    expected_version: int | None


def establish_simpul(command: EstablishSimpul, *, uow: TujuanUnitOfWork, clock: Clock) -> Simpul:
    """Set a goal; raises Invalid where it has no owner, no indicator, or does not lead to a final outcome."""
    command.pengguna.require(Scope.TUJUAN_UBAH)
    with uow:
        uow.lock_organisasi()
        simpul, pohon = get_simpul(command.simpul_id, uow)
        simpul.expect(command.expected_version)
        before = state_of(simpul)
        simpul.establish(pohon, jumlah_indikator=uow.simpul.count_indikator(simpul.id))
        uow.simpul.save(simpul)
        tell_simpul(command.pengguna, "establish_simpul", simpul, before, uow=uow, clock=clock)
        return simpul
