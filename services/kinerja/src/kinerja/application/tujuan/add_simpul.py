"""Use case: BKPSDM adds a goal to the tree of a year, as a draft."""

from __future__ import annotations

from dataclasses import dataclass

from chassis.domain import Clock, Invalid, Pengguna, uuid7
from kinerja.application.tujuan.ports import TujuanUnitOfWork
from kinerja.application.tujuan.simpul_jejak import place_isi, tell_simpul
from kinerja.application.wewenang import Scope
from kinerja.domain.periode import TAHUN_PERTAMA, TAHUN_TERAKHIR
from kinerja.domain.pohon_kinerja import IsiSimpul, Simpul, check_isi


@dataclass(frozen=True, kw_only=True)
class AddSimpul:
    """A new goal of a year."""

    pengguna: Pengguna
    tahun: int
    isi: IsiSimpul
    simpul_id: str = ""
    """The id to take, for the model regency; empty for a new one."""


def add_simpul(command: AddSimpul, *, uow: TujuanUnitOfWork, clock: Clock) -> Simpul:
    """Add a draft to the tree."""
    command.pengguna.require(Scope.TUJUAN_UBAH)
    if not TAHUN_PERTAMA <= command.tahun <= TAHUN_TERAKHIR:
        raise Invalid({"tahun": [f"Tahun harus antara {TAHUN_PERTAMA} dan {TAHUN_TERAKHIR}"]})
    with uow:
        uow.lock_organisasi()
        simpul = Simpul(id=command.simpul_id or str(uuid7()), tahun=command.tahun, isi=place_isi(command.isi, uow))
        check_isi(simpul.id, simpul.isi, uow.simpul.get_pohon(command.tahun))
        uow.simpul.add(simpul)
        tell_simpul(command.pengguna, "add_simpul", simpul, {}, uow=uow, clock=clock)
        return simpul
