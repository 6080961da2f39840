"""Use case: a party signs an agreement; the second signature sets it."""

from __future__ import annotations

from dataclasses import dataclass

from chassis.domain import Clock, NotFound, Pengguna
from kinerja.application.tujuan.perjanjian_jejak import state_of, tell_perjanjian
from kinerja.application.tujuan.ports import TujuanUnitOfWork
from kinerja.application.tujuan.queries import sees
from kinerja.application.wewenang import Scope
from kinerja.domain.perjanjian import Perjanjian


@dataclass(frozen=True, kw_only=True)
class SignPerjanjian:
    """Who signs which."""

    pengguna: Pengguna
    perjanjian_id: str
    expected_version: int | None


def sign_perjanjian(command: SignPerjanjian, *, uow: TujuanUnitOfWork, clock: Clock) -> Perjanjian:
    """Sign as the party whose turn it is; the second signature sets the agreement and tells of it."""
    pengguna = command.pengguna
    pengguna.require(Scope.PERJANJIAN_TANDATANGAN)
    with uow:
        perjanjian = uow.perjanjian.get(command.perjanjian_id)
        parties = (perjanjian.kini.pihak_pertama_id, perjanjian.kini.pihak_kedua_id)
        if not sees(pengguna, perjanjian.opd_kode) and pengguna.pegawai_id not in parties:
            raise NotFound("perjanjian.not_found", perjanjian_id=command.perjanjian_id)
        perjanjian.expect(command.expected_version)
        before = state_of(perjanjian)
        pihak = perjanjian.sign(pengguna.pegawai_id, for_kepala_daerah=pengguna.may(Scope.TUJUAN_UBAH), at=clock.now())
        uow.perjanjian.save(perjanjian)
        tell_perjanjian(pengguna, "sign_perjanjian", perjanjian, before, f"pihak {pihak.value}", uow=uow, clock=clock)
        return perjanjian
