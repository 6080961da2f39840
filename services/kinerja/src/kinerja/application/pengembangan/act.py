"""Use cases: what becomes of a proposed course, each step by the one whose step it is.

Who answers for the person or BKPSDM approves or rejects; the person begins and finishes; BKPSDM verifies the certificate or
gives it back. Nobody decides on their own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from chassis.domain import JAKARTA, Clock, Forbidden, NotFound, Pengguna
from kinerja.application.hubungan import Hubungan
from kinerja.application.jejak import jejak_of
from kinerja.application.orang import DI_ATAS, require_seen
from kinerja.application.pengembangan.ports import PengembanganUnitOfWork
from kinerja.application.wewenang import Scope
from kinerja.domain.pengembangan import HasilPengembangan, Pengembangan

DECIDERS = DI_ATAS | {Hubungan.PENGELOLA}
OWNER = frozenset({Hubungan.DIRI_SENDIRI})
VERIFIERS = frozenset({Hubungan.PENGELOLA})
MAY: Mapping[str, frozenset[Hubungan]] = {
    "approve": DECIDERS,
    "reject": DECIDERS,
    "begin": OWNER,
    "finish": OWNER,
    "verify": VERIFIERS,
    "return": VERIFIERS,
}
"""Who may take each step, by its name in an address."""


@dataclass(frozen=True, kw_only=True)
class ActOnPengembangan:
    """Which entry takes a step."""

    pengguna: Pengguna
    pengembangan_id: str
    expected_version: int | None


@dataclass(frozen=True, kw_only=True)
class DeclinePengembangan(ActOnPengembangan):
    """Which entry is rejected or given back, and why."""

    alasan: str


@dataclass(frozen=True, kw_only=True)
class FinishPengembangan(ActOnPengembangan):
    """What was done: hours, day, certificate."""

    jp: Decimal
    tanggal: date
    bukti: str
    sertifikat_hash: str


def approve_pengembangan(command: ActOnPengembangan, *, uow: PengembanganUnitOfWork, clock: Clock) -> Pengembangan:
    """Take it into the plan."""
    command.pengguna.require(Scope.PENGEMBANGAN_SETUJUI)
    return _act(command, "approve_pengembangan", DECIDERS, lambda each, _: each.approve(), uow, clock)


def reject_pengembangan(command: DeclinePengembangan, *, uow: PengembanganUnitOfWork, clock: Clock) -> Pengembangan:
    """Leave it out of the plan, with the reason."""
    command.pengguna.require(Scope.PENGEMBANGAN_SETUJUI)
    step = "reject_pengembangan"
    return _act(command, step, DECIDERS, lambda each, _: each.reject(command.alasan), uow, clock)


def begin_pengembangan(command: ActOnPengembangan, *, uow: PengembanganUnitOfWork, clock: Clock) -> Pengembangan:
    """Record that the course runs."""
    command.pengguna.require(Scope.PENGEMBANGAN_USULKAN)
    return _act(command, "begin_pengembangan", OWNER, lambda each, _: each.begin(), uow, clock)


def finish_pengembangan(command: FinishPengembangan, *, uow: PengembanganUnitOfWork, clock: Clock) -> Pengembangan:
    """Record the certificate."""
    command.pengguna.require(Scope.PENGEMBANGAN_USULKAN)
    hasil = HasilPengembangan(
        jp=command.jp, tanggal=command.tanggal, bukti=command.bukti, sertifikat_hash=command.sertifikat_hash
    )

    def finish(each: Pengembangan, at: datetime) -> None:
        each.finish(hasil, today=at.astimezone(JAKARTA).date())

    return _act(command, "finish_pengembangan", OWNER, finish, uow, clock)


def verify_pengembangan(command: ActOnPengembangan, *, uow: PengembanganUnitOfWork, clock: Clock) -> Pengembangan:
    """Find the certificate right: the hours count, and the news goes out."""
    command.pengguna.require(Scope.PENGEMBANGAN_VERIFIKASI)
    return _act(command, "verify_pengembangan", VERIFIERS, lambda each, at: each.verify(at=at), uow, clock)


def return_pengembangan(command: DeclinePengembangan, *, uow: PengembanganUnitOfWork, clock: Clock) -> Pengembangan:
    """Give the certificate back, with the reason."""
    command.pengguna.require(Scope.PENGEMBANGAN_VERIFIKASI)
    step = "return_pengembangan"
    return _act(command, step, VERIFIERS, lambda each, _: each.return_hasil(command.alasan), uow, clock)


def _act(
    command: ActOnPengembangan,
    aksi: str,
    may: frozenset[Hubungan],
    step: Callable[[Pengembangan, datetime], None],
    uow: PengembanganUnitOfWork,
    clock: Clock,
) -> Pengembangan:
    pengguna, now = command.pengguna, clock.now()
    with uow:
        pengembangan = uow.pengembangan.get(command.pengembangan_id)
        try:
            hubungan = require_seen(pengguna, uow.pegawai.get_rantai(pengembangan.pegawai_id))
        except NotFound as error:
            raise NotFound("pengembangan.not_found", pengembangan_id=pengembangan.id) from error
        require_step(hubungan, may)
        pengembangan.expect(command.expected_version)
        before = pengembangan.status.value
        step(pengembangan, now)
        uow.pengembangan.save(pengembangan)
        alasan = "ada alasan" if isinstance(command, DeclinePengembangan) else ""
        ke = {"status": pengembangan.status.value}
        jejak = jejak_of(pengguna, aksi, alasan=alasan, dari={"status": before}, ke=ke)
        uow.publish([pengembangan], at=now, jejak={pengembangan.id: jejak})
        uow.commit()
        return pengembangan


def require_step(hubungan: Hubungan, may: frozenset[Hubungan]) -> None:
    """Refuse who may see it and not take this step; raises Forbidden."""
    if hubungan not in may:
        raise Forbidden("pengembangan.own" if hubungan is Hubungan.DIRI_SENDIRI else "auth.forbidden")
