"""An SKP ends when its owner moves to another post or leaves; done in the transaction that moves them."""

from __future__ import annotations

from collections.abc import Sequence

from chassis.domain import Clock, Pengguna
from kinerja.application.jejak import jejak_of
from kinerja.application.skp.ports import SkpUnitOfWork
from kinerja.domain.skp import AlasanPenutupan


def close_skp(
    pengguna: Pengguna, pegawai_id: Sequence[str], alasan: AlasanPenutupan, *, uow: SkpUnitOfWork, clock: Clock
) -> None:
    """Close what these people have open, because of what ``pengguna`` did; commits nothing."""
    for skp in uow.skp.list_open(pegawai_id):
        before = skp.status.value
        skp.close(alasan, at=clock.now())
        uow.skp.save(skp)
        ke = {"status": skp.status.value}
        jejak = jejak_of(pengguna, f"close_skp.{alasan}", alasan="", dari={"status": before}, ke=ke)
        uow.publish([skp], at=clock.now(), jejak={skp.id: jejak})
