"""Use cases: BKPSDM draws the tree of goals, one goal at a time, and establishes it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from chassis.domain import Clock, Invalid, Pengguna, uuid7
from kinerja.application.jejak import Keadaan, jejak_of
from kinerja.application.tujuan.establish_indikator import find_unit
from kinerja.application.tujuan.ports import TujuanUnitOfWork
from kinerja.application.wewenang import Scope
from kinerja.domain.periode import TAHUN_PERTAMA, TAHUN_TERAKHIR
from kinerja.domain.pohon_kinerja import IsiSimpul, PohonKinerja, Simpul, check_isi


@dataclass(frozen=True, kw_only=True)
class AddSimpul:
    """A new goal of a year."""

    pengguna: Pengguna
    tahun: int
    isi: IsiSimpul
    simpul_id: str = ""
    """The id to take, for the model regency; empty for a new one."""


@dataclass(frozen=True, kw_only=True)
class ChangeSimpul:
    """What a goal is to say from now on."""

    pengguna: Pengguna
    simpul_id: str
    expected_version: int | None
    isi: IsiSimpul


@dataclass(frozen=True, kw_only=True)
class EstablishSimpul:
    """Which goal is set."""

    pengguna: Pengguna
    simpul_id: str
    expected_version: int | None


def add_simpul(command: AddSimpul, *, uow: TujuanUnitOfWork, clock: Clock) -> Simpul:
    """Add a draft to the tree."""
    command.pengguna.require(Scope.TUJUAN_UBAH)
    if not TAHUN_PERTAMA <= command.tahun <= TAHUN_TERAKHIR:
        raise Invalid({"tahun": [f"Tahun harus antara {TAHUN_PERTAMA} dan {TAHUN_TERAKHIR}"]})
    with uow:
        uow.lock_organisasi()
        simpul = Simpul(id=command.simpul_id or str(uuid7()), tahun=command.tahun, isi=_placed(command.isi, uow))
        check_isi(simpul.id, simpul.isi, uow.simpul.get_pohon(command.tahun))
        uow.simpul.add(simpul)
        _tell(command.pengguna, "add_simpul", simpul, {}, uow=uow, clock=clock)
        return simpul


def change_simpul(command: ChangeSimpul, *, uow: TujuanUnitOfWork, clock: Clock) -> Simpul:
    """Change a goal; an established one is told anew."""
    command.pengguna.require(Scope.TUJUAN_UBAH)
    with uow:
        uow.lock_organisasi()
        simpul, pohon = _get(command.simpul_id, uow)
        simpul.expect(command.expected_version)
        before = _state(simpul)
        simpul.change(_placed(command.isi, uow), pohon, jumlah_indikator=uow.simpul.count_indikator(simpul.id))
        uow.simpul.save(simpul)
        _tell(command.pengguna, "change_simpul", simpul, before, uow=uow, clock=clock)
        return simpul


def establish_simpul(command: EstablishSimpul, *, uow: TujuanUnitOfWork, clock: Clock) -> Simpul:
    """Set a goal; raises Invalid where it has no owner, no indicator, or does not lead to a final outcome."""
    command.pengguna.require(Scope.TUJUAN_UBAH)
    with uow:
        uow.lock_organisasi()
        simpul, pohon = _get(command.simpul_id, uow)
        simpul.expect(command.expected_version)
        before = _state(simpul)
        simpul.establish(pohon, jumlah_indikator=uow.simpul.count_indikator(simpul.id))
        uow.simpul.save(simpul)
        _tell(command.pengguna, "establish_simpul", simpul, before, uow=uow, clock=clock)
        return simpul


def _get(simpul_id: str, uow: TujuanUnitOfWork) -> tuple[Simpul, PohonKinerja]:
    simpul = uow.simpul.get(simpul_id)
    return simpul, uow.simpul.get_pohon(simpul.tahun).with_simpul(simpul)


def _placed(isi: IsiSimpul, uow: TujuanUnitOfWork) -> IsiSimpul:
    """Return what is said, with the agency of its unit."""
    if isi.unit_id is None:
        return replace(isi, opd_kode="")
    return replace(isi, opd_kode=find_unit(isi.unit_id, uow).opd_kode)


def _tell(
    pengguna: Pengguna, aksi: str, simpul: Simpul, before: Keadaan, *, uow: TujuanUnitOfWork, clock: Clock
) -> None:
    jejak = jejak_of(pengguna, aksi, alasan="", dari=before, ke=_state(simpul))
    uow.publish([simpul], at=clock.now(), jejak={simpul.id: jejak})
    uow.commit()


def _state(simpul: Simpul) -> dict[str, str | bool | None]:
    """Return what the audit trail holds of a goal."""
    return {
        "uraian_kondisi": simpul.isi.uraian_kondisi,
        "jenis": simpul.isi.jenis.value,
        "induk_id": simpul.isi.induk_id,
        "unit_id": simpul.isi.unit_id,
        "status": simpul.status.value,
    }
