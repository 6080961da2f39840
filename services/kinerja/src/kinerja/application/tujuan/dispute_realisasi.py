"""Use case: a person disputes a value fact by fact."""

from __future__ import annotations

from dataclasses import dataclass

from chassis.domain import Clock, NotFound, Pengguna, uuid7
from kinerja.application.jejak import jejak_of
from kinerja.application.tujuan.ports import TujuanUnitOfWork
from kinerja.application.tujuan.queries import sees
from kinerja.application.wewenang import Scope
from kinerja.domain.periode import Periode
from kinerja.domain.sanggahan import Sanggahan, StatusSanggahan


@dataclass(frozen=True, kw_only=True)
class DisputeRealisasi:
    """Which value, which fact behind it (empty: the whole value), and why."""

    pengguna: Pengguna
    indikator_id: str
    periode: str
    alasan: str
    peristiwa_id: str = ""


def dispute_realisasi(command: DisputeRealisasi, *, uow: TujuanUnitOfWork, clock: Clock) -> Sanggahan:
    """Lay the dispute before BKPSDM; raises NotFound where nothing was recorded for the quarter."""
    command.pengguna.require(Scope.SANGGAHAN_AJUKAN)
    with uow:
        indikator = uow.indikator.get(command.indikator_id)
        if not sees(command.pengguna, indikator.opd_kode):
            raise NotFound("indikator.not_found", indikator_id=command.indikator_id)
        periode = Periode.parse_triwulan(command.periode)
        if indikator.in_force(periode) is None:
            raise NotFound("realisasi.not_found", periode=periode.teks)
        at = clock.now()
        sanggahan = Sanggahan(
            id=str(uuid7()),
            indikator_id=indikator.id,
            periode=periode,
            peristiwa_id=command.peristiwa_id,
            alasan=command.alasan,
            diajukan_oleh=command.pengguna.pengguna_id,
            diajukan_pada=at,
        )
        uow.sanggahan.add(sanggahan)
        tell_sanggahan(command.pengguna, "dispute_realisasi", sanggahan, None, uow=uow, clock=clock)
        return sanggahan


def tell_sanggahan(
    pengguna: Pengguna,
    aksi: str,
    sanggahan: Sanggahan,
    before: StatusSanggahan | None,
    *,
    uow: TujuanUnitOfWork,
    clock: Clock,
) -> None:
    """Write the audit row, without the words of the reason; commit."""
    jejak = jejak_of(
        pengguna,
        aksi,
        alasan="ada alasan",
        dari={"status": before.value if before else None},
        ke={
            "status": sanggahan.status.value,
            "indikator_id": sanggahan.indikator_id,
            "periode": sanggahan.periode.teks,
            "peristiwa_id": sanggahan.peristiwa_id or None,
        },
    )
    uow.publish([sanggahan], at=clock.now(), jejak={sanggahan.id: jejak})
    uow.commit()
