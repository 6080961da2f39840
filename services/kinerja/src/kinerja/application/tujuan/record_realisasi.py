"""Use case: the realisasi of a quarter is typed."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from chassis.domain import Clock, NotFound, Pengguna
from kinerja.application.jejak import jejak_of
from kinerja.application.tujuan.ports import TujuanUnitOfWork
from kinerja.application.wewenang import Jangkauan, Scope
from kinerja.domain.indikator_kinerja import IndikatorKinerja, Realisasi
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
class Tercatat:
    """The realisasi of a quarter as it stands now."""

    indikator: IndikatorKinerja
    realisasi: Realisasi


def record_realisasi(command: RecordRealisasi, *, uow: TujuanUnitOfWork, clock: Clock) -> Tercatat:
    """Record what was typed; nothing that was recorded before is lost."""
    command.pengguna.require(Scope.REALISASI_CATAT)
    with uow:
        indikator = find_indikator(command.pengguna, command.indikator_id, uow)
        indikator.expect(command.expected_version, required=False)
        periode, at = Periode.parse(command.periode), clock.now()
        row = indikator.record(periode, command.nilai, bukti=command.bukti, oleh=command.pengguna.pengguna_id, at=at)
        keep_realisasi(command.pengguna, "record_realisasi", indikator, row, uow=uow, clock=clock)
        return Tercatat(indikator=indikator, realisasi=row)


def find_indikator(pengguna: Pengguna, indikator_id: str, uow: TujuanUnitOfWork) -> IndikatorKinerja:
    """Return an indicator within reach, locked; raises ``indikator.not_found``."""
    indikator = uow.indikator.get(indikator_id)
    if not Jangkauan(pengguna).covers(indikator.opd_kode):
        raise NotFound("indikator.not_found", indikator_id=indikator_id)
    return indikator


def keep_realisasi(
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
