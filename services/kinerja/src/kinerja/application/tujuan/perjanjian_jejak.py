"""What is told and kept of an agreement, whichever use case changed it."""

from __future__ import annotations

from chassis.domain import Clock, Pengguna
from kinerja.application.jejak import Keadaan, jejak_of
from kinerja.application.tujuan.ports import TujuanUnitOfWork
from kinerja.domain.perjanjian import Perjanjian


def tell_perjanjian(
    pengguna: Pengguna,
    aksi: str,
    perjanjian: Perjanjian,
    before: Keadaan,
    alasan: str,
    *,
    uow: TujuanUnitOfWork,
    clock: Clock,
) -> None:
    """Tell what became of an agreement, with its audit row; commit."""
    jejak = jejak_of(pengguna, aksi, alasan=alasan, dari=before, ke=state_of(perjanjian))
    uow.publish([perjanjian], at=clock.now(), jejak={perjanjian.id: jejak})
    uow.commit()


def state_of(perjanjian: Perjanjian) -> dict[str, str | bool | None]:
    """Return what the audit trail holds of an agreement."""
    return {
        "unit_id": perjanjian.unit_id,
        "tahun": str(perjanjian.tahun),
        "status": perjanjian.status.value,
        "versi": str(perjanjian.kini.versi),
        "pihak_pertama_id": perjanjian.kini.pihak_pertama_id,
        "pihak_kedua_id": perjanjian.kini.pihak_kedua_id,
    }
