"""An SKP ends when its owner moves to another post or leaves, in the transaction that moves them; or with its year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chassis.domain import Clock, Pengguna
from kinerja.application.jejak import SISTEM, Jejak, jejak_of
from kinerja.application.skp.ports import SkpUnitOfWork
from kinerja.domain.periode import Periode
from kinerja.domain.skp import AlasanPenutupan, Skp


@dataclass(frozen=True, kw_only=True)
class EndYear:
    """How many plans of past years to end at once."""

    banyak: int = 200


def close_skp(
    pengguna: Pengguna, pegawai_id: Sequence[str], alasan: AlasanPenutupan, *, uow: SkpUnitOfWork, clock: Clock
) -> None:
    """Close what these people have open of this year and later, because of what ``pengguna`` did; commits nothing.

    What is in force of a year that is over ended with that year: see :func:`end_year`.
    """
    for skp in uow.skp.list_open(pegawai_id, since=Periode.containing(clock.now()).tahun):
        before = skp.status.value
        _close(skp, alasan, uow, clock)
        ke = {"status": skp.status.value}
        jejak = jejak_of(pengguna, f"close_skp.{alasan}", alasan="", dari={"status": before}, ke=ke)
        uow.publish([skp], at=clock.now(), jejak={skp.id: jejak})


def end_year(command: EndYear, *, uow: SkpUnitOfWork, clock: Clock) -> int:
    """Close some of what is in force of years that are over in Jakarta; return how many, 0 when none is left.

    What was never established stays to be worked on, and ends once it is established or its owner leaves.
    """
    alasan = AlasanPenutupan.AKHIR_TAHUN
    with uow:
        found = uow.skp.list_past(Periode.containing(clock.now()).tahun, command.banyak)
        for skp in found:
            dari = {"status": skp.status.value}
            _close(skp, alasan, uow, clock)
            ke = {"status": skp.status.value}
            jejak = Jejak(aksi=f"close_skp.{alasan}", aktor=SISTEM, peran=[], dari=dari, ke=ke)
            uow.publish([skp], at=clock.now(), jejak={skp.id: jejak})
        uow.commit()
        return len(found)


def _close(skp: Skp, alasan: AlasanPenutupan, uow: SkpUnitOfWork, clock: Clock) -> None:
    skp.close(alasan, at=clock.now())
    uow.skp.save(skp)
