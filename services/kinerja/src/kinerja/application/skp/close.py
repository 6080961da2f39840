"""An SKP ends when its owner moves to another post or leaves; done in the transaction that moves them."""

from __future__ import annotations

from collections.abc import Sequence

from chassis.domain import Clock
from kinerja.application.skp.ports import SkpUnitOfWork
from kinerja.domain.skp import AlasanPenutupan


def close_skp(pegawai_id: Sequence[str], alasan: AlasanPenutupan, *, uow: SkpUnitOfWork, clock: Clock) -> None:
    """Close what these people have open; commits nothing."""
    for skp in uow.skp.list_open(pegawai_id):
        skp.close(alasan)
        uow.skp.save(skp)
        uow.publish([skp], at=clock.now(), jejak={})
