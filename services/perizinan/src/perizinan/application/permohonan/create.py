"""Use case: the pemohon, or a petugas for one, begins a permohonan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from chassis.domain import Clock, Pengguna
from perizinan.application.ports import Acuan, SkemaIsian, UnitOfWork
from perizinan.application.tindakan import as_pelaku
from perizinan.domain.identitas import Pemohon
from perizinan.domain.jangka_waktu import local_date
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
    layanan = acuan.katalog.get_in_force(command.layanan_kode, local_date(at))
    pemohon = Pemohon.create(**command.pemohon)  # type: ignore[arg-type]  # jenis and nama are required by the form
    skema.check(layanan, command.isian)
    permohonan = Permohonan.create(
        layanan=layanan,
        kanal=command.kanal,
        pemohon=pemohon,
        isian=command.isian,
        at=at,
        oleh=as_pelaku(command.pengguna),
        wilayah_kode=command.wilayah_kode,
    )
    with uow:
        uow.permohonan.add(permohonan)
        uow.record(permohonan, oleh=command.pengguna.pengguna_id, at=at)
        uow.commit()
    return permohonan
