"""Use case: what stood in the way of a plan in a quarter is noted, with what is done about it."""

from __future__ import annotations

from dataclasses import dataclass

from chassis.domain import Clock, Pengguna
from kinerja.application.jejak import jejak_of
from kinerja.application.tujuan.ports import TujuanUnitOfWork
from kinerja.application.tujuan.write_rencana_aksi import find_rencana
from kinerja.application.wewenang import Scope
from kinerja.domain.periode import Periode
from kinerja.domain.rencana_aksi import RencanaAksi


@dataclass(frozen=True, kw_only=True)
class MonitorRencanaAksi:
    """What was noted about which quarter."""

    pengguna: Pengguna
    indikator_id: str
    expected_version: int | None
    periode: str
    kendala: str
    tindak_lanjut: str


def monitor_rencana_aksi(command: MonitorRencanaAksi, *, uow: TujuanUnitOfWork, clock: Clock) -> RencanaAksi:
    """Note it; an earlier note of the quarter is kept.

    Raises ``indikator.not_found``, ``version.required``, ``version.stale``, ``rencana_aksi.transition_not_allowed``
    while there is no plan, and ``request.invalid``.
    """
    command.pengguna.require(Scope.REALISASI_CATAT)
    with uow:
        rencana = find_rencana(command.pengguna, command.indikator_id, uow)
        rencana.expect(command.expected_version)
        rencana.check_written()
        made = rencana.monitor(
            Periode.parse_triwulan(command.periode),
            kendala=command.kendala,
            tindak_lanjut=command.tindak_lanjut,
            oleh=command.pengguna.pengguna_id,
            at=clock.now(),
        )
        uow.rencana_aksi.save(rencana)
        told = {"periode": made.periode.teks, "version": str(rencana.version)}
        jejak = jejak_of(command.pengguna, "monitor_rencana_aksi", alasan="", dari={}, ke=told)
        uow.publish([rencana], at=clock.now(), jejak={rencana.id: jejak})
        uow.commit()
        return rencana
