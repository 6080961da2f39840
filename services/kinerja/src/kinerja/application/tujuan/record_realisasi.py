"""Use cases: a realisasi is typed, and a person chooses between a typed value and that of an indicator."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from chassis.domain import Clock, NotFound, Pengguna
from kinerja.application.jejak import jejak_of
from kinerja.application.tujuan.ports import TujuanUnitOfWork
from kinerja.application.wewenang import Jangkauan, Scope
from kinerja.domain.indikator_kinerja import AsalRealisasi, IndikatorKinerja, Realisasi
from kinerja.domain.periode import Periode


@dataclass(frozen=True, kw_only=True)
class RecordRealisasi:
    """The value of a quarter, with its evidence."""

    pengguna: Pengguna
    indikator_id: str
    periode: str
    nilai: Decimal
    bukti: str = ""
    expected_version: int | None = None
    """The version seen, where the caller wants to be refused after somebody else's change."""


@dataclass(frozen=True, kw_only=True)
class ChooseRealisasi:
    """Which of two values holds."""

    pengguna: Pengguna
    indikator_id: str
    periode: str
    asal: AsalRealisasi
    expected_version: int | None


@dataclass(frozen=True, kw_only=True)
class Tercatat:
    """The realisasi of a quarter as it stands now."""

    indikator: IndikatorKinerja
    realisasi: Realisasi


def record_realisasi(command: RecordRealisasi, *, uow: TujuanUnitOfWork, clock: Clock) -> Tercatat:
    """Record what was typed; nothing that was recorded before is lost."""
    command.pengguna.require(Scope.REALISASI_CATAT)
    with uow:
        indikator = _get(command.pengguna, command.indikator_id, uow)
        indikator.expect(command.expected_version, required=False)
        periode, at = Periode.parse(command.periode), clock.now()
        row = indikator.record(periode, command.nilai, bukti=command.bukti, oleh=command.pengguna.pengguna_id, at=at)
        _keep(command.pengguna, "record_realisasi", indikator, row, uow=uow, clock=clock)
        return Tercatat(indikator=indikator, realisasi=row)


def choose_realisasi(command: ChooseRealisasi, *, uow: TujuanUnitOfWork, clock: Clock) -> Tercatat:
    """Keep the typed value, or take that of the indicator; raises TransitionNotAllowed where none waits."""
    command.pengguna.require(Scope.REALISASI_CATAT)
    with uow:
        indikator = _get(command.pengguna, command.indikator_id, uow)
        indikator.expect(command.expected_version)
        periode = Periode.parse_triwulan(command.periode)
        row = indikator.choose(periode, command.asal, oleh=command.pengguna.pengguna_id, at=clock.now())
        _keep(command.pengguna, "choose_realisasi", indikator, row, uow=uow, clock=clock)
        return Tercatat(indikator=indikator, realisasi=row)


def _get(pengguna: Pengguna, indikator_id: str, uow: TujuanUnitOfWork) -> IndikatorKinerja:
    indikator = uow.indikator.get(indikator_id)
    if not Jangkauan(pengguna).covers(indikator.opd_kode):
        raise NotFound("indikator.not_found", indikator_id=indikator_id)
    return indikator


def _keep(
    pengguna: Pengguna, aksi: str, indikator: IndikatorKinerja, row: Realisasi, *, uow: TujuanUnitOfWork, clock: Clock
) -> None:
    """Store and tell it, as of the end of its quarter at the latest; commit."""
    jejak = jejak_of(
        pengguna,
        aksi,
        alasan="",
        dari={},
        ke={"periode": row.periode.teks, "nilai": f"{row.nilai:f}", "asal": row.asal.value, "versi": str(row.versi)},
    )
    uow.indikator.save([indikator])
    uow.publish([indikator], at=min(clock.now(), row.periode.akhir), jejak={indikator.id: jejak})
    uow.commit()
