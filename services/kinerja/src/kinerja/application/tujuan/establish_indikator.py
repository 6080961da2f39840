"""Use case: BKPSDM establishes an indicator of a unit; what pelaporan has told of its source is taken at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from chassis.domain import Clock, Invalid, NotFound, Pengguna, uuid7
from kinerja.application.jejak import Jejak, jejak_of
from kinerja.application.ports import UnitOfWork
from kinerja.application.tujuan.ports import KatalogSumber, KeadaanSumber, TujuanUnitOfWork
from kinerja.application.wewenang import Scope
from kinerja.domain.capaian import Polaritas
from kinerja.domain.indikator_kinerja import IndikatorKinerja, Sumber
from kinerja.domain.unit import Unit


@dataclass(frozen=True, kw_only=True)
class EstablishIndikator:
    """The indicator, as BKPSDM sets it."""

    pengguna: Pengguna
    unit_id: str
    tahun: int
    nama: str
    satuan: str
    polaritas: Polaritas
    iku: bool
    target: Mapping[str, Decimal]
    sumber: Sumber | None = None
    simpul_id: str | None = None


def establish_indikator(
    command: EstablishIndikator, *, uow: TujuanUnitOfWork, clock: Clock, katalog: KatalogSumber
) -> IndikatorKinerja:
    """Establish it; a source that rests on realisasi itself, or that does not exist, is refused."""
    command.pengguna.require(Scope.TUJUAN_UBAH)
    if command.sumber is not None:
        check_sumber(command.sumber, katalog)
    with uow:
        unit = find_unit(command.unit_id, uow)
        indikator = IndikatorKinerja(
            id=str(uuid7()),
            unit_id=unit.id,
            opd_kode=unit.opd_kode,
            tahun=command.tahun,
            nama=command.nama,
            satuan=command.satuan,
            polaritas=command.polaritas,
            iku=command.iku,
            target=command.target,
            sumber=command.sumber,
            simpul_id=command.simpul_id,
        )
        indikator.establish()
        at = clock.now()
        uow.indikator.add(indikator)
        uow.publish(
            [indikator], at=at, jejak={indikator.id: _jejak(command.pengguna, "establish_indikator", indikator)}
        )
        take_known(indikator, at, uow)
        uow.commit()
        return indikator


def check_sumber(sumber: Sumber, katalog: KatalogSumber) -> None:
    """Refuse a source from which no realisasi may come; what nobody can tell now is let through, and judged later."""
    keadaan = katalog.look_up(sumber.indikator)
    if keadaan is KeadaanSumber.TIDAK_ADA:
        raise Invalid({"sumber.indikator": ["Indikator ini tidak ada di pelaporan. Periksa kodenya"]})
    if keadaan is KeadaanSumber.BERSANDAR_REALISASI:
        sentence = (
            "Indikator ini sendiri dihitung dari realisasi, jadi tidak dapat menjadi sumbernya. Pilih indikator lain"
        )
        raise Invalid({"sumber.indikator": [sentence]})


def find_unit(unit_id: str, uow: UnitOfWork) -> Unit:
    """Return a unit, or refuse the field."""
    try:
        return uow.unit.get(unit_id)
    except NotFound as error:
        raise Invalid({"unit_id": ["Unit ini tidak ada. Pilih unit lain"]}) from error


def take_known(indikator: IndikatorKinerja, at: datetime, uow: TujuanUnitOfWork) -> None:
    """Take the newest known value of each quarter from our own copy."""
    if indikator.sumber is None:
        return
    for told in uow.salinan.list_nilai(indikator.sumber, indikator.tahun):
        indikator.take(told, at=at, oleh="pelaporan")
        uow.indikator.save([indikator])
        uow.publish([indikator], at=min(at, told.periode.akhir), jejak={})


def _jejak(pengguna: Pengguna, aksi: str, indikator: IndikatorKinerja) -> Jejak:
    return jejak_of(pengguna, aksi, alasan="", dari={}, ke=state_of(indikator))


def state_of(indikator: IndikatorKinerja) -> dict[str, str | bool | None]:
    """Return what the audit trail holds of an indicator."""
    target = {f"target.{kunci}": f"{nilai:f}" for kunci, nilai in sorted(indikator.target.items())}
    return {
        "unit_id": indikator.unit_id,
        "nama": indikator.nama,
        "satuan": indikator.satuan,
        "iku": indikator.iku,
        "simpul_id": indikator.simpul_id,
        "sumber": indikator.sumber.indikator if indikator.sumber else None,
        **target,
    }
