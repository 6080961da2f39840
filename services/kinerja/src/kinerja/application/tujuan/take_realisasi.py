"""Use case: values of pelaporan's indicators become realisasi of the goals that name them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chassis.domain import Clock
from kinerja.application.jejak import Jejak
from kinerja.application.tujuan.ports import Kabar, TujuanUnitOfWork
from kinerja.domain.indikator_kinerja import IndikatorKinerja, KedudukanRealisasi, NilaiSumber, Realisasi, Sumber

PELAPORAN = "pelaporan"
"""Who recorded what an indicator told."""


@dataclass(frozen=True, kw_only=True)
class TakeRealisasi:
    """Events of pelaporan, in order."""

    kabar: Sequence[Kabar]


def take_realisasi(command: TakeRealisasi, *, uow: TujuanUnitOfWork, clock: Clock) -> int:
    """Take what is new into every goal that names it, and tell of it; return how many values were recorded.

    An event older than what is known of its indicator changes nothing. A source that proves to rest on realisasi itself
    is refused from then on.
    """
    with uow:
        fresh = uow.salinan.remember(command.kabar)
        _refuse_loops(sorted({each.kode for each in fresh if each.bersandar_realisasi}), uow)
        told = [each.nilai for each in fresh if each.nilai is not None and not each.bersandar_realisasi]
        recorded = _take(told, uow=uow, clock=clock) if told else 0
        uow.commit()
        return recorded


def _refuse_loops(kode: Sequence[str], uow: TujuanUnitOfWork) -> None:
    if not kode:
        return
    looping = [each for each in uow.indikator.list_by_sumber_kode(kode) if not each.sumber_ditolak]
    for each in looping:
        each.refuse_sumber()
    uow.indikator.save(looping)


def _take(told: Sequence[NilaiSumber], *, uow: TujuanUnitOfWork, clock: Clock) -> int:
    """Take each value in order; every one goes out at its own time, so each is published by itself."""
    sumber = sorted({each.sumber for each in told}, key=lambda each: (each.indikator, each.opd))
    goals = uow.indikator.list_by_sumber(sumber, sorted({each.periode.tahun for each in told}))
    by_sumber: dict[Sumber | None, list[IndikatorKinerja]] = {}
    for goal in goals:
        by_sumber.setdefault(goal.sumber, []).append(goal)
    changed: dict[str, IndikatorKinerja] = {}
    recorded = 0
    for each in told:
        for goal in by_sumber.get(each.sumber, ()):
            row = goal.take(each, at=clock.now(), oleh=PELAPORAN)
            if row is not None:
                changed[goal.id] = goal
                recorded += 1
                _tell(goal, row, uow=uow, clock=clock)
    uow.indikator.save(list(changed.values()))
    return recorded


def _tell(goal: IndikatorKinerja, row: Realisasi, *, uow: TujuanUnitOfWork, clock: Clock) -> None:
    """Tell of the realisasi; of one that stands beside a typed value the audit trail alone."""
    aksi = "take_realisasi" if row.kedudukan is KedudukanRealisasi.BERLAKU else "set_beside_realisasi"
    jejak = Jejak(
        aksi=aksi,
        aktor=PELAPORAN,
        peran=["layanan"],
        ke={
            "periode": row.periode.teks,
            "nilai": f"{row.nilai:f}",
            "asal": row.asal.value,
            "versi": str(row.versi),
            "peristiwa_id": row.sumber_peristiwa_id,
        },
    )
    uow.publish([goal], at=min(clock.now(), row.periode.akhir), jejak={goal.id: jejak})
