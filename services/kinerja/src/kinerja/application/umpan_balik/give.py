"""Use case: someone who works with a person gives feedback."""

from __future__ import annotations

from dataclasses import dataclass

from chassis.domain import Clock, Forbidden, Pengguna, TransitionNotAllowed, uuid7
from kinerja.application.jejak import jejak_of
from kinerja.application.umpan_balik.kedekatan import require_pemberi
from kinerja.application.umpan_balik.ports import UmpanBalikUnitOfWork
from kinerja.application.wewenang import Scope
from kinerja.domain.periode import Periode
from kinerja.domain.umpan_balik import Tentang, UmpanBalik


@dataclass(frozen=True, kw_only=True)
class GiveUmpanBalik:
    """For whom, of which period, about what, and what it says."""

    pengguna: Pengguna
    pegawai_id: str
    periode: str
    tentang: Tentang
    isi: str


def give_umpan_balik(command: GiveUmpanBalik, *, uow: UmpanBalikUnitOfWork, clock: Clock) -> UmpanBalik:
    """Give it; the news says neither what it says nor who gave it."""
    pengguna = command.pengguna
    pengguna.require(Scope.UMPAN_BALIK)
    if pengguna.pegawai_id is None:
        raise Forbidden
    with uow:
        penerima = uow.pegawai.get_rantai(command.pegawai_id)
        pemberi = require_pemberi(pengguna, uow.pegawai.get_rantai(pengguna.pegawai_id), penerima)
        if not penerima.aktif:
            raise TransitionNotAllowed("pegawai.transition_not_allowed", pegawai_id=penerima.pegawai_id)
        given = UmpanBalik(
            id=str(uuid7()),
            pegawai_id=penerima.pegawai_id,
            unit_id=penerima.unit_id,
            opd_kode=penerima.opd_kode,
            periode=Periode.parse(command.periode),
            pemberi_id=pengguna.pegawai_id,
            pemberi=pemberi,
            tentang=command.tentang,
            isi=command.isi,
        )
        given.give(at=clock.now())
        uow.umpan_balik.add(given)
        jejak = jejak_of(pengguna, "give_umpan_balik", alasan="", dari={}, ke={"periode": given.periode.teks})
        uow.publish([given], at=clock.now(), jejak={given.id: jejak})
        uow.commit()
        return given
