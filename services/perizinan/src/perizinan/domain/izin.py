"""An *izin*, the licence that a permohonan ends in."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum, auto
from uuid import UUID


class StatusIzin(StrEnum):
    """Where a licence stands."""

    AKTIF = auto()
    DIPERPANJANG = auto()
    DIUBAH = auto()
    DIBEKUKAN = auto()
    DICABUT = auto()
    DIBATALKAN = auto()
    KEDALUWARSA = auto()


@dataclass(frozen=True, slots=True)
class MasaBerlaku:
    """How long a licence holds, from the day of issue."""

    tahun: int = 0
    bulan: int = 0

    def ends(self, terbit: date) -> date:
        """Return the last day; a day that the last month does not have becomes its last."""
        months = terbit.year * 12 + terbit.month - 1 + self.tahun * 12 + self.bulan
        tahun, bulan = months // 12, months % 12 + 1
        return date(tahun, bulan, min(terbit.day, calendar.monthrange(tahun, bulan)[1]))


@dataclass(frozen=True, kw_only=True, slots=True)
class Izin:
    """A licence. ``kode_verifikasi`` stands behind the QR; ``berlaku_sampai`` is ``None`` when it has no end."""

    id: UUID
    nomor: str
    kode_verifikasi: str
    terbit_pada: datetime
    berlaku_sampai: date | None
    status: StatusIzin = StatusIzin.AKTIF

    def status_on(self, tanggal: date) -> StatusIzin:
        """Return the status of that day: a licence in force expires by itself."""
        expired = self.berlaku_sampai is not None and tanggal > self.berlaku_sampai
        return StatusIzin.KEDALUWARSA if expired and self.status is StatusIzin.AKTIF else self.status
