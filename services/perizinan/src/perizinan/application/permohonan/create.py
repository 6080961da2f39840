"""Use case: the pemohon, or a petugas for one, begins a permohonan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from chassis.domain import Clock, Invalid, NotFound, Pengguna
from perizinan.application.ports import Acuan, SkemaIsian, UnitOfWork
from perizinan.application.tindakan import as_pelaku
from perizinan.domain.identitas import Pemohon
from perizinan.domain.jangka_waktu import local_date
from perizinan.domain.layanan import Layanan
from perizinan.domain.permohonan import Permohonan


@dataclass(frozen=True, kw_only=True)
class CreatePermohonan:
    """Begin a draft of a layanan."""

    pengguna: Pengguna
    layanan_kode: str
    kanal: str
    pemohon: Mapping[str, str | None]
    isian: Mapping[str, Any]
    wilayah_kode: str = ""


def create_permohonan(
    command: CreatePermohonan, *, uow: UnitOfWork, clock: Clock, acuan: Acuan, skema: SkemaIsian
) -> Permohonan:
    """Begin a draft under the version of the layanan in force today; returns it."""
    at = clock.now()
    layanan = _find_layanan(command.layanan_kode, acuan, local_date(at))
    pemohon = Pemohon.create(**command.pemohon)  # type: ignore[arg-type]  # jenis and nama are required by the form
    skema.check(layanan, command.isian)
    permohonan = Permohonan.create(
        layanan=layanan,
        kanal=command.kanal,
        pemohon=pemohon,
        isian=command.isian,
        at=at,
        oleh=as_pelaku(command.pengguna, None),
        wilayah_kode=command.wilayah_kode,
    )
    with uow:
        uow.permohonan.add(permohonan)
        uow.record(permohonan, oleh=command.pengguna.pengguna_id, at=at)
        uow.commit()
    return permohonan


def _find_layanan(kode: str, acuan: Acuan, on: date) -> Layanan:
    """Return the layanan that the form names; a name that is none is a field that is wrong."""
    try:
        return acuan.katalog.get_in_force(kode, on)
    except NotFound as error:
        raise Invalid({"layanan_kode": ["Layanan ini tidak ada pada katalog"]}) from error
