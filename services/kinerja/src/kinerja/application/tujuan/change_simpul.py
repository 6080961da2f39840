"""Use case: BKPSDM changes what a goal says."""

from __future__ import annotations

from dataclasses import dataclass

from chassis.domain import Clock, Pengguna
from kinerja.application.tujuan.ports import TujuanUnitOfWork
from kinerja.application.tujuan.simpul_jejak import get_simpul, place_isi, state_of, tell_simpul
from kinerja.application.wewenang import Scope
from kinerja.domain.pohon_kinerja import IsiSimpul, Simpul


@dataclass(frozen=True, kw_only=True)
class ChangeSimpul:
    """What a goal is to say from now on."""

    pengguna: Pengguna
    simpul_id: str
    expected_version: int | None
    isi: IsiSimpul


def change_simpul(command: ChangeSimpul, *, uow: TujuanUnitOfWork, clock: Clock) -> Simpul:
    """Change a goal; an established one is told anew."""
    command.pengguna.require(Scope.TUJUAN_UBAH)
    with uow:
        uow.lock_organisasi()
        simpul, pohon = get_simpul(command.simpul_id, uow)
        simpul.expect(command.expected_version)
        before = state_of(simpul)
        simpul.change(place_isi(command.isi, uow), pohon, jumlah_indikator=uow.simpul.count_indikator(simpul.id))
        uow.simpul.save(simpul)
        tell_simpul(command.pengguna, "change_simpul", simpul, before, uow=uow, clock=clock)
        return simpul
