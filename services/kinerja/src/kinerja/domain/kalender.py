"""The working days of an office: Monday to Friday (Perpres 21/2023) but for the days that the yearly decree closes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from chassis.domain import Invalid

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


@dataclass(frozen=True, slots=True)
class Hari:
    """One day after the start: its number among the working days, or why it is none."""

    tanggal: date
    ke: int | None
    keterangan: str


@dataclass(frozen=True, kw_only=True)
class Kalender:
    """The closed days by name, for the years whose decree (``dasar`` by year) is known."""

    dasar: Mapping[int, str]
    libur: Mapping[date, str]

    def explain_closure(self, tanggal: date) -> str | None:
        """Say why no office works that day, or ``None``; raises :class:`KalenderYearMissing`."""
        if tanggal.year not in self.dasar:
            raise KalenderYearMissing(tanggal.year)
        return _AKHIR_PEKAN.get(tanggal.isoweekday()) or self.libur.get(tanggal)

    def count_off(self, mulai: date, hari_kerja: int) -> tuple[Hari, ...]:
        """Return each day after ``mulai`` up to the working day number ``hari_kerja``; ``mulai`` is day 0."""
        found: list[Hari] = []
        tanggal, ke = mulai, 0
        while ke < hari_kerja:
            tanggal += timedelta(days=1)
            closure = self.explain_closure(tanggal)
            ke += closure is None
            found.append(Hari(tanggal, None if closure else ke, closure or f"Hari kerja ke-{ke}"))
        return tuple(found)

    def add_hari_kerja(self, mulai: date, hari_kerja: int) -> date:
        """Return the working day number ``hari_kerja`` after ``mulai``."""
        return self.count_off(mulai, hari_kerja)[-1].tanggal if hari_kerja else mulai
