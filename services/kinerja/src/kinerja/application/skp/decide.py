"""Use cases of the assessor: return an SKP, establish it."""

from __future__ import annotations

from dataclasses import dataclass

from chassis.domain import Clock, Pengguna
from kinerja.application.hubungan import Hubungan
from kinerja.application.ports import Rantai
from kinerja.application.skp.act import act_on
from kinerja.application.skp.ports import SkpUnitOfWork
from kinerja.application.wewenang import Scope
from kinerja.domain.skp import Skp

ASSESSOR = frozenset({Hubungan.PENILAI, Hubungan.ATASAN_PENILAI})
"""The direct superior or who was made such for a time (Plt., Plh.); the one above where nobody in service is."""


@dataclass(frozen=True, kw_only=True)
class ReturnSkp:
    """Which plan goes back, and what is to be mended."""

    pengguna: Pengguna
    skp_id: str
    expected_version: int | None
    alasan: str


@dataclass(frozen=True, kw_only=True)
class EstablishSkp:
    """Which plan is to hold."""

    pengguna: Pengguna
    skp_id: str
    expected_version: int | None


def return_skp(command: ReturnSkp, *, uow: SkpUnitOfWork, clock: Clock) -> Skp:
    """Give the plan back to its owner."""
    command.pengguna.require(Scope.SKP_TETAPKAN)
    return act_on(command, "return_skp", ASSESSOR, lambda skp, _: skp.return_(command.alasan), uow=uow, clock=clock)


def establish_skp(command: EstablishSkp, *, uow: SkpUnitOfWork, clock: Clock) -> Skp:
    """Establish the plan."""
    command.pengguna.require(Scope.SKP_TETAPKAN)

    def act(skp: Skp, rantai: Rantai) -> None:
        of_superior = uow.skp.list_row_ids(rantai.atasan_id, skp.tahun)
        skp.establish(command.pengguna.pegawai_id, of_superior=of_superior, at=clock.now())

    return act_on(command, "establish_skp", ASSESSOR, act, uow=uow, clock=clock)
