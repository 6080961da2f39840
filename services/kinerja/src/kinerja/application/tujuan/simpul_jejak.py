"""What the use cases of a goal share: finding it with its tree, placing it in an agency, telling of it."""

from __future__ import annotations

from dataclasses import replace

from chassis.domain import Clock, Pengguna
from kinerja.application.jejak import Keadaan, jejak_of
from kinerja.application.tujuan.establish_indikator import find_unit
from kinerja.application.tujuan.ports import TujuanUnitOfWork
from kinerja.domain.pohon_kinerja import IsiSimpul, PohonKinerja, Simpul


def get_simpul(simpul_id: str, uow: TujuanUnitOfWork) -> tuple[Simpul, PohonKinerja]:
    """Return a goal with the tree of its year; raises ``simpul.not_found``."""
    simpul = uow.simpul.get(simpul_id)
    return simpul, uow.simpul.get_pohon(simpul.tahun).with_simpul(simpul)


def place_isi(isi: IsiSimpul, uow: TujuanUnitOfWork) -> IsiSimpul:
    """Return what is said, with the agency of its unit."""
    if isi.unit_id is None:
        return replace(isi, opd_kode="")
    return replace(isi, opd_kode=find_unit(isi.unit_id, uow).opd_kode)


def tell_simpul(
    pengguna: Pengguna, aksi: str, simpul: Simpul, before: Keadaan, *, uow: TujuanUnitOfWork, clock: Clock
) -> None:
    """Tell what became of a goal, with its audit row; commit."""
    jejak = jejak_of(pengguna, aksi, alasan="", dari=before, ke=state_of(simpul))
    uow.publish([simpul], at=clock.now(), jejak={simpul.id: jejak})
    uow.commit()


def state_of(simpul: Simpul) -> dict[str, str | bool | None]:
    """Return what the audit trail holds of a goal."""
    return {
        "uraian_kondisi": simpul.isi.uraian_kondisi,
        "jenis": simpul.isi.jenis.value,
        "induk_id": simpul.isi.induk_id,
        "unit_id": simpul.isi.unit_id,
        "status": simpul.status.value,
    }
