"""The events of other services: what pelaporan tells of its indicators becomes the realisasi of goals."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal, InvalidOperation

from sqlalchemy import Connection

from chassis.consumer import Item
from chassis.domain import Invalid
from kinerja.application.tujuan.ports import Kabar
from kinerja.application.tujuan.take_realisasi import TakeRealisasi
from kinerja.domain.indikator_kinerja import NilaiSumber, Sumber
from kinerja.domain.periode import Periode

SOURCES: tuple[str, ...] = ("pelaporan",)
"""The services whose events are consumed."""

Take = Callable[[TakeRealisasi, Connection], int]


class IndikatorHandler:
    """Hands the values of a batch to the use case, in the consumer's transaction."""

    types = frozenset({"simpul.pelaporan.v1.IndikatorDihitung"})

    def __init__(self, take: Take) -> None:
        """Hand them to ``take``."""
        self._take = take

    def handle(self, conn: Connection, batch: Sequence[Item]) -> None:
        """Take in the quarters; months and years are nobody's target."""
        kabar = [each for item in batch if (each := _read(item)) is not None]
        if kabar:
            self._take(TakeRealisasi(kabar=kabar), conn)


def _read(item: Item) -> Kabar | None:
    """Return what an event tells, None where its period is no quarter; raises ValueError for a value that is none."""
    isi = item.isi
    try:
        periode = Periode.parse_triwulan(isi.periode)
    except Invalid:
        return None
    sumber = Sumber(indikator=isi.kode, opd=isi.opd_kode)
    nilai = None
    if isi.nilai:
        nilai = NilaiSumber(
            sumber=sumber,
            periode=periode,
            nilai=_decimal(isi.nilai),
            peristiwa_id=item.pesan.id,
            definisi_versi=isi.definisi_versi,
        )
    return Kabar(
        posisi=item.pesan.posisi,
        kode=isi.kode,
        opd=isi.opd_kode,
        periode=periode.teks,
        bersandar_realisasi=isi.bersandar_realisasi,
        nilai=nilai,
    )


def _decimal(teks: str) -> Decimal:
    try:
        nilai = Decimal(teks)
    except InvalidOperation as error:
        raise ValueError("nilai is no decimal") from error
    if not nilai.is_finite():
        raise ValueError("nilai is not finite")
    return nilai
