"""Use case: BKPSDM sets the steps by which a unit means to reach the target of an indicator."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chassis.domain import Clock, Pengguna
from kinerja.application.jejak import Keadaan, jejak_of
from kinerja.application.tujuan.ports import TujuanUnitOfWork
from kinerja.application.tujuan.record_realisasi import find_indikator
from kinerja.application.wewenang import Scope
from kinerja.domain.rencana_aksi import Akumulasi, LangkahAksi, RencanaAksi


@dataclass(frozen=True, kw_only=True)
class WriteRencanaAksi:
    """The whole plan; ``expected_version`` is 0 for the first."""

    pengguna: Pengguna
    indikator_id: str
    expected_version: int | None
    akumulasi: Akumulasi
    langkah: Sequence[LangkahAksi]


def write_rencana_aksi(command: WriteRencanaAksi, *, uow: TujuanUnitOfWork, clock: Clock) -> RencanaAksi:
    """Set it; what was noted about the quarters stays.

    Raises ``indikator.not_found``, ``version.required``, ``version.stale`` and ``request.invalid``.
    """
    command.pengguna.require(Scope.TUJUAN_UBAH)
    with uow:
        rencana = find_rencana(command.pengguna, command.indikator_id, uow)
        rencana.expect(command.expected_version)
        before = _state(rencana)
        rencana.write(command.akumulasi, command.langkah)
        uow.rencana_aksi.save(rencana)
        jejak = jejak_of(command.pengguna, "write_rencana_aksi", alasan="", dari=before, ke=_state(rencana))
        uow.publish([rencana], at=clock.now(), jejak={rencana.id: jejak})
        uow.commit()
        return rencana


def find_rencana(pengguna: Pengguna, indikator_id: str, uow: TujuanUnitOfWork) -> RencanaAksi:
    """Return the plan of an indicator within reach, locked with it; raises ``indikator.not_found``."""
    return uow.rencana_aksi.get(indikator_id, find_indikator(pengguna, indikator_id, uow).tahun)


def _state(rencana: RencanaAksi) -> Keadaan:
    """Return what the audit trail holds of a plan: how much of it there is, not its words."""
    return {
        "akumulasi": rencana.akumulasi.value,
        "langkah": str(len(rencana.langkah)),
        "version": str(rencana.version),
    }
