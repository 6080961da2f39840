"""Use case: BKPSDM maps the talent of a year, everyone in service at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from chassis.domain import JAKARTA, Clock, Invalid, Pengguna, uuid7
from kinerja.application.jejak import jejak_of
from kinerja.application.talenta.ports import TalentaUnitOfWork
from kinerja.application.wewenang import Scope
from kinerja.domain.aturan import Berlaku
from kinerja.domain.kotak_talenta import AturanTalenta
from kinerja.domain.talenta import CalonTalenta, PemetaanTalenta, SebabBelum, Talenta, find_asesmen_sejak, place


@dataclass(frozen=True, kw_only=True)
class MapTalenta:
    """Of which year."""

    pengguna: Pengguna
    tahun: int


def map_talenta(
    command: MapTalenta, *, uow: TalentaUnitOfWork, clock: Clock, aturan: Berlaku[AturanTalenta]
) -> PemetaanTalenta:
    """Place everyone who has an established evaluation of the year and an assessment that holds.

    News goes out on who is placed for the first time or elsewhere; the same run again tells nothing new.
    """
    pengguna, now, tahun = command.pengguna, clock.now(), command.tahun
    pengguna.require(Scope.TALENTA_PETAKAN)
    today = now.astimezone(JAKARTA).date()
    rule = aturan.nearest(today)
    if tahun > today.year:
        raise Invalid({"tahun": ["Tahun ini belum mulai"]})
    with uow:
        calon = uow.talenta.list_calon(tahun, sejak=find_asesmen_sejak(today, rule), sampai=today)
        before, id_ = uow.talenta.list_kotak(tahun), str(uuid7())
        placed = [each for row in calon if (each := _place(row, tahun, id_, before, rule))]
        reasons = Counter(row.sebab for row in calon)
        pemetaan = PemetaanTalenta(
            id=id_,
            tahun=tahun,
            dijalankan_pada=now,
            dipetakan=len(placed),
            berubah=sum(1 for each in placed if each.events),
            tanpa_evaluasi=reasons[SebabBelum.TANPA_EVALUASI],
            tanpa_asesmen=reasons[SebabBelum.TANPA_ASESMEN],
        )
        uow.talenta.add_pemetaan(pemetaan)
        uow.talenta.put(placed)
        _publish(pemetaan, placed, pengguna, uow)
        uow.commit()
        return pemetaan


def _place(
    calon: CalonTalenta, tahun: int, pemetaan_id: str, before: Mapping[str, tuple[str, int]], rule: AturanTalenta
) -> Talenta | None:
    hasil = place(calon, rule)
    if hasil is None:
        return None
    id_, kotak = before.get(calon.pegawai_id, (None, None))
    talenta = Talenta(
        id=id_ or str(uuid7()),
        pegawai_id=calon.pegawai_id,
        tahun=tahun,
        calon=calon,
        pemetaan_id=pemetaan_id,
        hasil=hasil,
    )
    if hasil.kotak != kotak:
        talenta.announce()
    return talenta


def _publish(pemetaan: PemetaanTalenta, placed: Sequence[Talenta], pengguna: Pengguna, uow: TalentaUnitOfWork) -> None:
    ke = {"tahun": str(pemetaan.tahun), "dipetakan": str(pemetaan.dipetakan)}
    jejak = jejak_of(pengguna, "map_talenta", alasan="", dari={}, ke=ke)
    at = pemetaan.dijalankan_pada
    uow.publish([pemetaan, *(each for each in placed if each.events)], at=at, jejak={pemetaan.id: jejak})
