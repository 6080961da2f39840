"""Use cases of BKPSDM: record that nobody asks an SKP of a person, and when that ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from chassis.domain import Clock, NotFound, Pengguna, uuid7
from kinerja.application.jejak import jejak_of
from kinerja.application.orang import refuse_own
from kinerja.application.ports import UnitOfWork
from kinerja.application.wewenang import Jangkauan, Scope
from kinerja.domain.pengecualian import AlasanPengecualian, Pengecualian


@dataclass(frozen=True, kw_only=True)
class ExemptPegawai:
    """Of whom none is asked, why, on which basis, and in which time."""

    pengguna: Pengguna
    pegawai_id: str
    alasan_kode: AlasanPengecualian
    dasar: str
    dari: date
    sampai: date | None


@dataclass(frozen=True, kw_only=True)
class EndPengecualian:
    """Which exemption has its last day when."""

    pengguna: Pengguna
    pengecualian_id: str
    expected_version: int | None
    sampai: date


class PengecualianRepository(Protocol):
    """The exemptions."""

    def get(self, pengecualian_id: str) -> Pengecualian:
        """Return one, locked; raises NotFound ``pengecualian.not_found``."""
        ...

    def list_of(self, pegawai_id: str) -> Sequence[Pengecualian]:
        """Return those of a person, the newest first."""
        ...

    def add(self, pengecualian: Pengecualian) -> None:
        """Store a new one."""
        ...

    def save(self, pengecualian: Pengecualian) -> None:
        """Store the changes; raises VersionStale where another change came first."""
        ...


class PengecualianUnitOfWork(UnitOfWork, Protocol):
    """One transaction that reaches the exemptions."""

    @property
    def pengecualian(self) -> PengecualianRepository:
        """The exemptions."""
        ...


def exempt_pegawai(command: ExemptPegawai, *, uow: PengecualianUnitOfWork, clock: Clock) -> Pengecualian:
    """Record that nobody asks an SKP of a person in a time."""
    pengguna = command.pengguna
    pengguna.require(Scope.PEGAWAI_UBAH)
    with uow:
        _check_reach(pengguna, command.pegawai_id, uow=uow)
        refuse_own(pengguna, command.pegawai_id, "pengecualian.own")
        made = Pengecualian(
            id=str(uuid7()),
            pegawai_id=command.pegawai_id,
            alasan_kode=command.alasan_kode,
            dasar=command.dasar,
            dari=command.dari,
            sampai=command.sampai,
        )
        uow.pengecualian.add(made)
        _tell(made, pengguna, "exempt_pegawai", before=None, uow=uow, clock=clock)
        return made


def end_pengecualian(command: EndPengecualian, *, uow: PengecualianUnitOfWork, clock: Clock) -> Pengecualian:
    """Set the last day of an exemption."""
    command.pengguna.require(Scope.PEGAWAI_UBAH)
    with uow:
        found = uow.pengecualian.get(command.pengecualian_id)
        _check_reach(command.pengguna, found.pegawai_id, uow=uow)
        refuse_own(command.pengguna, found.pegawai_id, "pengecualian.own")
        found.expect(command.expected_version)
        before = found.sampai
        found.end(command.sampai)
        uow.pengecualian.save(found)
        _tell(found, command.pengguna, "end_pengecualian", before=before, uow=uow, clock=clock)
        return found


@dataclass(frozen=True, kw_only=True)
class GetPengecualian:
    """Which exemption."""

    pengguna: Pengguna
    pengecualian_id: str


@dataclass(frozen=True, kw_only=True)
class ListPengecualian:
    """Whose exemptions."""

    pengguna: Pengguna
    pegawai_id: str


def list_pengecualian(query: ListPengecualian, *, uow: PengecualianUnitOfWork, clock: Clock) -> Sequence[Pengecualian]:
    """Return the exemptions of a person, the newest first."""
    query.pengguna.require(Scope.PEGAWAI_UBAH)
    with uow:
        _check_reach(query.pengguna, query.pegawai_id, uow=uow)
        return uow.pengecualian.list_of(query.pegawai_id)


def get_pengecualian(query: GetPengecualian, *, uow: PengecualianUnitOfWork, clock: Clock) -> Pengecualian:
    """Return an exemption of a person within reach."""
    query.pengguna.require(Scope.PEGAWAI_UBAH)
    with uow:
        found = uow.pengecualian.get(query.pengecualian_id)
        _check_reach(query.pengguna, found.pegawai_id, uow=uow)
        return found


def _check_reach(pengguna: Pengguna, pegawai_id: str, *, uow: PengecualianUnitOfWork) -> None:
    if not Jangkauan(pengguna).covers(uow.pegawai.get_rantai(pegawai_id).opd_kode):
        raise NotFound("pegawai.not_found", pegawai_id=pegawai_id)


def _tell(
    each: Pengecualian, pengguna: Pengguna, aksi: str, *, before: date | None, uow: PengecualianUnitOfWork, clock: Clock
) -> None:
    ke = {"dari": each.dari.isoformat(), "sampai": each.sampai.isoformat() if each.sampai else None}
    dari = {"sampai": before.isoformat() if before else None}
    jejak = jejak_of(pengguna, aksi, alasan=each.alasan_kode.value, dari=dari, ke=ke)
    uow.publish([each], at=clock.now(), jejak={each.id: jejak})
    uow.commit()
