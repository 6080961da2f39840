"""What all acts on an SKP share: who may, the version, the news and the audit row in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Set
from typing import Protocol

from chassis.domain import Clock, Forbidden, NotFound, Pengguna
from kinerja.application.hubungan import Hubungan, relate
from kinerja.application.jejak import jejak_of
from kinerja.application.ports import Rantai
from kinerja.application.skp.ports import SkpUnitOfWork
from kinerja.domain.skp import Skp


class SkpCommand(Protocol):
    """What every act says."""

    @property
    def pengguna(self) -> Pengguna:
        """Who acts."""
        ...

    @property
    def skp_id(self) -> str:
        """On which SKP."""
        ...

    @property
    def expected_version(self) -> int | None:
        """Which version the caller saw."""
        ...


Act = Callable[[Skp, Rantai], None]


def act_on(command: SkpCommand, aksi: str, may: Set[Hubungan], act: Act, *, uow: SkpUnitOfWork, clock: Clock) -> Skp:
    """Let ``act`` change the SKP where the caller stands to its owner as ``may`` says.

    Raises NotFound out of reach, and Forbidden (``skp.own`` for one's own) within reach but not one's to do.
    """
    with uow:
        skp = uow.skp.get(command.skp_id)
        rantai = uow.pegawai.get_rantai(skp.pegawai_id)
        hubungan = relate(command.pengguna, rantai)
        if hubungan is Hubungan.ORANG_LAIN:
            raise NotFound("skp.not_found", skp_id=skp.id)
        check_hubungan(hubungan, may, assessor_acts=is_assessed(uow, rantai, hubungan))
        skp.expect(command.expected_version)
        before = skp.status.value
        act(skp, rantai)
        uow.skp.save(skp)
        tell(skp, command.pengguna, aksi, dari=before, uow=uow, clock=clock)
        return skp


def check_hubungan(hubungan: Hubungan, may: Set[Hubungan], *, assessor_acts: bool) -> None:
    """Refuse who does not stand as ``may`` says; the one above the assessor too while the assessor is in service."""
    if hubungan not in may:
        raise Forbidden("skp.own") if hubungan is Hubungan.DIRI_SENDIRI else Forbidden
    if hubungan is Hubungan.ATASAN_PENILAI and assessor_acts:
        raise Forbidden("skp.assessor_present")


def is_assessed(uow: SkpUnitOfWork, rantai: Rantai, hubungan: Hubungan) -> bool:
    """Tell whether somebody in service assesses the person; asked for the one above alone."""
    above = hubungan is Hubungan.ATASAN_PENILAI and rantai.atasan_id
    return bool(above) and uow.pegawai.get_rantai(str(rantai.atasan_id)).aktif


def tell(skp: Skp, pengguna: Pengguna, aksi: str, *, dari: str, uow: SkpUnitOfWork, clock: Clock) -> None:
    """Publish the news with the audit row, and commit."""
    ke = {"status": skp.status.value, "versi": str(skp.versi), "baris": str(len(skp.baris))}
    jejak = jejak_of(pengguna, aksi, alasan="", dari={"status": dari}, ke=ke)
    uow.publish([skp], at=clock.now(), jejak={skp.id: jejak})
    uow.commit()
