"""The calendar: which days an office works, and until what hour.

Monday to Friday unless closed (Perpres 21/2023). The closed days are the yearly joint decree (*SKB*) of three ministers;
a *cuti bersama*, the collective leave, closes an office unless it has set itself open.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum, auto
from typing import Self

from chassis.domain import JAKARTA, Invalid

_AKHIR_PEKAN = {6: "Sabtu", 7: "Minggu"}


class KalenderYearMissing(Invalid):
    """A day lies in a year without a calendar; weekends alone would be a wrong answer."""

    def __init__(self, tahun: int) -> None:
        """Refuse a day of ``tahun``."""
        super().__init__(
            {"tanggal": [f"Kalender tahun {tahun} belum ada, jadi hari kerjanya belum dapat dihitung"]},
            code="kalender.year_missing",
        )
        self.tahun = tahun


class JenisLibur(StrEnum):
    """Who closes the day."""

    NASIONAL = auto()
    CUTI_BERSAMA = auto()
    LOKAL = auto()


class StatusHari(StrEnum):
    """What a day is to the clock of a file."""

    MULAI = auto()
    TERHITUNG = auto()
    AKHIR_PEKAN = auto()
    LIBUR = auto()
    CUTI_BERSAMA = auto()
    JEDA = auto()


@dataclass(frozen=True, slots=True)
class HariLibur:
    """A closed day, and the decree that closes it."""

    tanggal: date
    nama: str
    jenis: JenisLibur
    dasar: str
    layanan_tutup: bool = True


@dataclass(frozen=True, slots=True)
class JamTutup:
    """When service ends, local time; ``None`` matches every office, weekday (1 = Monday) or period."""

    tutup: time
    opd_kode: str | None = None
    hari: frozenset[int] | None = None
    dari: date = date.min
    sampai: date = date.max

    def holds(self, opd_kode: str | None, tanggal: date) -> bool:
        """Tell whether this row speaks of the office on that day."""
        return (
            self.opd_kode in (None, opd_kode)
            and (self.hari is None or tanggal.isoweekday() in self.hari)
            and self.dari <= tanggal <= self.sampai
        )


@dataclass(frozen=True)
class Kalender:
    """The calendar as one office keeps it; the last row of ``jam_tutup`` that holds decides."""

    versi: str
    tahun: frozenset[int]
    libur: Mapping[date, HariLibur]
    jam_tutup: tuple[JamTutup, ...]
    buka_cuti_bersama: frozenset[str] = frozenset()
    opd_kode: str | None = None

    def of_opd(self, opd_kode: str) -> Self:
        """Return the calendar as the office ``opd_kode`` keeps it."""
        return replace(self, opd_kode=opd_kode)

    def explain_closure(self, tanggal: date) -> tuple[StatusHari, str] | None:
        """Say why the office is closed that day, or ``None`` when it works.

        Raises :class:`KalenderYearMissing` for a day of a year without a calendar.
        """
        if tanggal.year not in self.tahun:
            raise KalenderYearMissing(tanggal.year)
        libur = self.libur.get(tanggal)
        if nama_hari := _AKHIR_PEKAN.get(tanggal.isoweekday()):
            return StatusHari.AKHIR_PEKAN, f"{nama_hari}, {libur.nama}" if libur else nama_hari
        if libur is None or not self._closes(libur):
            return None
        status = StatusHari.CUTI_BERSAMA if libur.jenis is JenisLibur.CUTI_BERSAMA else StatusHari.LIBUR
        return status, libur.nama

    def _closes(self, libur: HariLibur) -> bool:
        if libur.jenis is JenisLibur.NASIONAL:
            return True
        if libur.jenis is JenisLibur.CUTI_BERSAMA and self.opd_kode in self.buka_cuti_bersama:
            return False
        return libur.layanan_tutup

    def is_hari_kerja(self, tanggal: date) -> bool:
        """Tell whether the office works that day."""
        return self.explain_closure(tanggal) is None

    def next_hari_kerja(self, tanggal: date) -> date:
        """Return ``tanggal``, or the next day the office works."""
        while not self.is_hari_kerja(tanggal):
            tanggal += timedelta(days=1)
        return tanggal

    def is_after_hours(self, at: datetime) -> bool:
        """Tell whether service had ended; the closing time itself is still in time."""
        local = at.astimezone(JAKARTA)
        tutup = [row.tutup for row in self.jam_tutup if row.holds(self.opd_kode, local.date())]
        return bool(tutup) and local.time() > tutup[-1]
