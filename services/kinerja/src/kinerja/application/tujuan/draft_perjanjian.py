"""Use case: BKPSDM draws up the agreement of a unit for a year."""

from __future__ import annotations

from dataclasses import dataclass

from chassis.domain import Clock, Invalid, Pengguna, uuid7
from kinerja.application.tujuan.establish_indikator import find_unit
from kinerja.application.tujuan.perjanjian_jejak import tell_perjanjian
from kinerja.application.tujuan.ports import TujuanUnitOfWork
from kinerja.application.wewenang import Scope
from kinerja.domain.perjanjian import Naskah, Perjanjian
from kinerja.domain.unit import JenisUnit


@dataclass(frozen=True, kw_only=True)
class DraftPerjanjian:
    """For which unit and year."""

    pengguna: Pengguna
    unit_id: str
    tahun: int


def draft_perjanjian(command: DraftPerjanjian, *, uow: TujuanUnitOfWork, clock: Clock) -> Perjanjian:
    """Draw up the agreement of a unit: its head, the superior, its indicators as the annex."""
    command.pengguna.require(Scope.TUJUAN_UBAH)
    with uow:
        unit = find_unit(command.unit_id, uow)
        if uow.perjanjian.exists(unit.id, command.tahun):
            raise Invalid({"tahun": ["Unit ini sudah punya perjanjian untuk tahun itu. Ubah perjanjian yang ada"]})
        pertama, kedua = uow.perjanjian.find_pihak(unit.id)
        if not pertama.pegawai_id and unit.jenis is not JenisUnit.PEMERINTAH_DAERAH:
            raise Invalid({"unit_id": ["Unit ini tidak ada kepalanya, jadi tidak ada yang dapat berjanji"]})
        at = clock.now()
        naskah = Naskah(
            versi=1,
            pihak_pertama_id=pertama.pegawai_id,
            pihak_kedua_id=kedua.pegawai_id,
            pertama_jabatan=pertama.jabatan,
            kedua_jabatan=kedua.jabatan,
            lampiran=uow.perjanjian.list_lampiran(unit.id, command.tahun),
            disusun_pada=at,
        )
        perjanjian = Perjanjian(
            id=str(uuid7()), unit_id=unit.id, opd_kode=unit.opd_kode, tahun=command.tahun, naskah=[naskah]
        )
        uow.perjanjian.add(perjanjian)
        tell_perjanjian(command.pengguna, "draft_perjanjian", perjanjian, {}, "", uow=uow, clock=clock)
        return perjanjian
