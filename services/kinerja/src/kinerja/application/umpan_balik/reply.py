"""Use case: the person whom feedback is for answers it, once."""

from __future__ import annotations

from dataclasses import dataclass

from chassis.domain import Clock, Forbidden, Pengguna
from kinerja.application.jejak import jejak_of
from kinerja.application.umpan_balik.ports import UmpanBalikUnitOfWork
from kinerja.application.umpan_balik.queries import check_seen
from kinerja.application.wewenang import Scope
from kinerja.domain.umpan_balik import UmpanBalik


@dataclass(frozen=True, kw_only=True)
class ReplyUmpanBalik:
    """To which feedback, and what the answer says."""

    pengguna: Pengguna
    umpan_balik_id: str
    expected_version: int | None
    tanggapan: str


def reply_umpan_balik(command: ReplyUmpanBalik, *, uow: UmpanBalikUnitOfWork, clock: Clock) -> UmpanBalik:
    """Answer it; the audit row tells that it was answered."""
    pengguna = command.pengguna
    pengguna.require(Scope.UMPAN_BALIK)
    with uow:
        given = uow.umpan_balik.get(command.umpan_balik_id)
        check_seen(pengguna, given.id, given.pemberi_id, uow.pegawai.get_rantai(given.pegawai_id))
        if pengguna.pegawai_id != given.pegawai_id:
            raise Forbidden
        given.expect(command.expected_version)
        given.reply(command.tanggapan, at=clock.now())
        uow.umpan_balik.save(given)
        jejak = jejak_of(pengguna, "reply_umpan_balik", alasan="", dari={}, ke={"ditanggapi": True})
        uow.publish([given], at=clock.now(), jejak={given.id: jejak})
        uow.commit()
        return given
