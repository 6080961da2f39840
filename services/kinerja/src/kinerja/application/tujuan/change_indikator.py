"""Use case: an indicator is established anew, with a reason; what was recorded keeps the target of its time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from chassis.domain import Clock, Invalid, Pengguna
from kinerja.application.jejak import jejak_of
from kinerja.application.tujuan.establish_indikator import state_of
from kinerja.application.tujuan.ports import TujuanUnitOfWork
from kinerja.application.wewenang import Scope
from kinerja.domain.indikator_kinerja import IndikatorKinerja


@dataclass(frozen=True, kw_only=True)
class ChangeIndikator:
    """What is to hold from now on, and why."""

    pengguna: Pengguna
    indikator_id: str
    expected_version: int | None
    nama: str
    satuan: str
    iku: bool
    target: Mapping[str, Decimal]
    simpul_id: str | None
    alasan: str


def change_indikator(command: ChangeIndikator, *, uow: TujuanUnitOfWork, clock: Clock) -> IndikatorKinerja:
    """Establish the indicator anew, with a reason; what was recorded keeps the target of its time."""
    command.pengguna.require(Scope.TUJUAN_UBAH)
    with uow:
        indikator = uow.indikator.get(command.indikator_id)
        indikator.expect(command.expected_version)
        if not command.alasan.strip():
            raise Invalid({"alasan": ["Tulis alasan perubahannya"]})
        before = state_of(indikator)
        indikator.change(
            nama=command.nama,
            satuan=command.satuan,
            target=command.target,
            iku=command.iku,
            simpul_id=command.simpul_id,
        )
        uow.indikator.save([indikator])
        jejak = jejak_of(
            command.pengguna, "change_indikator", alasan=command.alasan.strip(), dari=before, ke=state_of(indikator)
        )
        uow.publish([indikator], at=clock.now(), jejak={indikator.id: jejak})
        uow.commit()
        return indikator
