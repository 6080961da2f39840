"""Use case: time passes over documents that were handed over and not received. A timed job calls it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from chassis.domain import JAKARTA, Clock
from kinerja.application.evaluasi.ports import EvaluasiUnitOfWork
from kinerja.application.jejak import SISTEM, Jejak
from kinerja.domain.tenggat_evaluasi import TenggatEvaluasi


@dataclass(frozen=True, kw_only=True)
class LapseEvaluasi:
    """How many documents to look at once."""

    banyak: int = 200


def lapse_evaluasi(
    command: LapseEvaluasi, *, uow: EvaluasiUnitOfWork, clock: Clock, tenggat_on: Callable[[date], TenggatEvaluasi]
) -> int:
    """Count the silence on some documents whose last day to be returned is over; return on how many, 0 when none.

    Then the assessor's superior sets them (PP 30/2019 ps 50).
    """
    today = clock.now().astimezone(JAKARTA).date()
    days = tenggat_on(today).aturan.pengembalian_hari
    first_in_time = datetime.combine(today - timedelta(days=days), time(), JAKARTA)
    with uow:
        found = uow.evaluasi.list_silent(first_in_time, command.banyak)
        for evaluasi in found:
            dari = {"status": evaluasi.status.value}
            evaluasi.lapse()
            uow.evaluasi.save(evaluasi)
            ke = {"status": evaluasi.status.value}
            jejak = Jejak(aksi="lapse_evaluasi", aktor=SISTEM, peran=[], dari=dari, ke=ke)
            uow.publish([evaluasi], at=clock.now(), jejak={evaluasi.id: jejak})
        uow.commit()
        return len(found)
