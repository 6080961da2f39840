"""Use case: the pemohon, or a petugas for one, fills a draft in further before handing it in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from chassis.domain import Clock
from perizinan.application.ports import SkemaIsian, UnitOfWork
from perizinan.application.tindakan import Tindakan, as_pelaku, open_permohonan
from perizinan.domain.identitas import Pemohon
from perizinan.domain.isian import Kanal, check_masukan
from perizinan.domain.langkah import Langkah
from perizinan.domain.permohonan import Permohonan


@dataclass(frozen=True, kw_only=True)
class FillDraf(Tindakan):
    """Change what a draft says; what is ``None`` stays."""

    pemohon: Mapping[str, str | None] | None = None
    isian: Mapping[str, Any] | None = None
    kanal: str | None = None
    wilayah_kode: str | None = None


def fill_draf(command: FillDraf, *, uow: UnitOfWork, clock: Clock, skema: SkemaIsian) -> Permohonan:
    """Write the draft as it is now; no fact and no row of the trail, for nothing has been handed in."""
    with uow:
        permohonan = open_permohonan(uow, command)
        permohonan.check(Langkah.SUBMIT, oleh=as_pelaku(command.pengguna, permohonan))
        if command.pemohon is not None:
            permohonan.pemohon = Pemohon.create(**command.pemohon)  # type: ignore[arg-type]  # jenis and nama are in the form
        if command.isian is not None:
            skema.check(permohonan.layanan, command.isian)
            permohonan.isian = dict(command.isian)
        wilayah = permohonan.wilayah_kode if command.wilayah_kode is None else command.wilayah_kode
        check_masukan(permohonan.layanan, command.kanal or permohonan.kanal, wilayah)
        permohonan.kanal, permohonan.wilayah_kode = Kanal(command.kanal or permohonan.kanal), wilayah
        uow.permohonan.save(permohonan)
        uow.commit()
    return permohonan
