"""Use case: a tree of goals is loaded whole, with its indicators and drafts of agreements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from chassis.domain import Clock
from kinerja.application.jejak import SISTEM, Jejak
from kinerja.application.tujuan.establish_indikator import take_known
from kinerja.application.tujuan.ports import TujuanUnitOfWork
from kinerja.domain.indikator_kinerja import IndikatorKinerja
from kinerja.domain.perjanjian import Naskah, Perjanjian
from kinerja.domain.pohon_kinerja import PohonKinerja, Simpul

_JEJAK = Jejak(aksi="load_tujuan", aktor=SISTEM, peran=[])


@dataclass(frozen=True, kw_only=True)
class LoadTujuan:
    """Goals of one year, a parent before its children; their indicators; agreements as id, unit and year."""

    simpul: Sequence[Simpul]
    indikator: Sequence[IndikatorKinerja]
    perjanjian: Sequence[tuple[str, str, int]]


def load_tujuan(command: LoadTujuan, *, uow: TujuanUnitOfWork, clock: Clock) -> int:
    """Store and establish them where none of them is there yet, so a repeat changes nothing; return how many."""
    with uow:
        uow.lock_organisasi()
        known = uow.simpul.get_pohon(command.simpul[0].tahun)
        if any(known.find(each.id) for each in command.simpul):
            return 0
        at = clock.now()
        for simpul in command.simpul:
            uow.simpul.add(simpul)
        for indikator in command.indikator:
            _add_indikator(indikator, at, uow)
        pohon = PohonKinerja([*known, *command.simpul])
        for simpul in command.simpul:
            simpul.establish(pohon, jumlah_indikator=uow.simpul.count_indikator(simpul.id))
            uow.simpul.save(simpul)
            uow.publish([simpul], at=at, jejak={simpul.id: _JEJAK})
        for id_, unit_id, tahun in command.perjanjian:
            _add_perjanjian(id_, unit_id, tahun, at, uow)
        uow.commit()
        return len(command.simpul)


def _add_indikator(indikator: IndikatorKinerja, at: datetime, uow: TujuanUnitOfWork) -> None:
    indikator.establish()
    uow.indikator.add(indikator)
    uow.publish([indikator], at=at, jejak={indikator.id: _JEJAK})
    take_known(indikator, at, uow)


def _add_perjanjian(id_: str, unit_id: str, tahun: int, at: datetime, uow: TujuanUnitOfWork) -> None:
    pertama, kedua = uow.perjanjian.find_pihak(unit_id)
    lampiran = uow.perjanjian.list_lampiran(unit_id, tahun)
    naskah = Naskah(
        versi=1,
        pihak_pertama_id=pertama.pegawai_id,
        pihak_kedua_id=kedua.pegawai_id,
        pertama_jabatan=pertama.jabatan,
        kedua_jabatan=kedua.jabatan,
        lampiran=lampiran,
        disusun_pada=at,
    )
    opd_kode = uow.unit.get(unit_id).opd_kode
    perjanjian = Perjanjian(id=id_, unit_id=unit_id, opd_kode=opd_kode, tahun=tahun, naskah=[naskah])
    uow.perjanjian.add(perjanjian)
    uow.publish([perjanjian], at=at, jejak={id_: _JEJAK})
