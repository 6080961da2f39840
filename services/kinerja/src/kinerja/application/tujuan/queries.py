"""What can be asked of the goals; each question applies the caller's agencies, the regency's own goals are everyone's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Protocol

from chassis.domain import NotFound, Pengguna
from kinerja.application.wewenang import Jangkauan


@dataclass(frozen=True, kw_only=True)
class RealisasiRow:
    """One recording of a quarter."""

    indikator_id: str
    periode: str
    versi: int
    nilai: Decimal
    target: Decimal
    capaian: Decimal | None
    asal: str
    kedudukan: str
    dicatat_oleh: str
    dicatat_pada: datetime
    bukti: str
    sumber_indikator: str
    sumber_peristiwa_id: str
    definisi_versi: int


@dataclass(frozen=True, kw_only=True)
class IndikatorRow:
    """An indicator of a unit, with the realisasi in force of each quarter and the values that wait for a choice."""

    id: str
    unit_id: str
    unit_nama: str
    opd_kode: str
    opd_nama: str
    tahun: int
    nama: str
    satuan: str
    polaritas: str
    iku: bool
    target: Mapping[str, Decimal]
    sumber_indikator: str | None
    sumber_opd: str
    sumber_ditolak: bool
    simpul_id: str | None
    simpul_uraian: str | None
    versi: int
    version: int
    realisasi: Sequence[RealisasiRow]
    selisih: Sequence[RealisasiRow]


@dataclass(frozen=True, kw_only=True)
class SanggahanRow:
    """A dispute; who laid it is an opaque id, and a name where it is within the caller's reach."""

    id: str
    indikator_id: str
    periode: str
    peristiwa_id: str
    alasan: str
    status: str
    diajukan_oleh: str
    diajukan_pada: datetime
    putusan_alasan: str
    diputus_pada: datetime | None
    version: int


@dataclass(frozen=True, kw_only=True)
class SaringIndikator:
    """Which indicators: empty fields mean all."""

    unit_id: str = ""
    opd: str = ""
    simpul_id: str = ""
    tahun: int | None = None
    iku: bool | None = None
    halaman: int = 1
    per_halaman: int = 50


@dataclass(frozen=True, kw_only=True)
class HalamanIndikator:
    """A page of indicators and how many there are."""

    data: Sequence[IndikatorRow]
    jumlah: int


class BacaTujuan(Protocol):
    """The read models of goals."""

    def list_indikator(self, saring: SaringIndikator, opd_kode: str | None) -> HalamanIndikator:
        """Return a page of the indicators of one agency and of the regency, or of all."""
        ...

    def find_indikator(self, indikator_id: str) -> IndikatorRow | None:
        """Return an indicator, or None."""
        ...

    def list_realisasi(self, indikator_id: str) -> list[RealisasiRow]:
        """Return everything recorded for an indicator, by quarter, the newest first."""
        ...

    def list_sanggahan(self, indikator_id: str) -> list[SanggahanRow]:
        """Return the disputes about an indicator, the newest first."""
        ...

    def find_sanggahan(self, sanggahan_id: str) -> SanggahanRow | None:
        """Return a dispute, or None."""
        ...


def sees(pengguna: Pengguna, opd_kode: str) -> bool:
    """Tell whether a goal is within reach: the regency's own are everyone's."""
    return not opd_kode or Jangkauan(pengguna).covers(opd_kode)


def list_indikator(pengguna: Pengguna, saring: SaringIndikator, *, baca: BacaTujuan) -> HalamanIndikator:
    """Return a page of the indicators within reach."""
    return baca.list_indikator(saring, Jangkauan(pengguna).opd_kode)


def get_indikator(pengguna: Pengguna, indikator_id: str, *, baca: BacaTujuan) -> IndikatorRow:
    """Return an indicator within reach; raises NotFound ``indikator.not_found``."""
    row = baca.find_indikator(indikator_id)
    if row is None or not sees(pengguna, row.opd_kode):
        raise NotFound("indikator.not_found", indikator_id=indikator_id)
    return row


def list_realisasi(pengguna: Pengguna, indikator_id: str, *, baca: BacaTujuan) -> list[RealisasiRow]:
    """Return everything recorded for an indicator within reach."""
    get_indikator(pengguna, indikator_id, baca=baca)
    return baca.list_realisasi(indikator_id)


def list_sanggahan(pengguna: Pengguna, indikator_id: str, *, baca: BacaTujuan) -> list[SanggahanRow]:
    """Return the disputes about an indicator within reach."""
    get_indikator(pengguna, indikator_id, baca=baca)
    return baca.list_sanggahan(indikator_id)


def get_sanggahan(pengguna: Pengguna, sanggahan_id: str, *, baca: BacaTujuan) -> SanggahanRow:
    """Return a dispute about an indicator within reach; raises NotFound ``sanggahan.not_found``."""
    row = baca.find_sanggahan(sanggahan_id)
    indikator = baca.find_indikator(row.indikator_id) if row else None
    if row is None or indikator is None or not sees(pengguna, indikator.opd_kode):
        raise NotFound("sanggahan.not_found", sanggahan_id=sanggahan_id)
    return row
