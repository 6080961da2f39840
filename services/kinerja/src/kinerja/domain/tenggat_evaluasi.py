"""The clock of a yearly appraisal's document: PP 30/2019 ps 49, 50 and 59.

The day of signing or of receipt is day 0 (our choice). Calendar days, but for the working days of the assessor's superior.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from chassis.domain import Invalid
from kinerja.domain.kalender import Hari, Kalender

_TANGGAL_MAKS = date(9000, 1, 1)


@dataclass(frozen=True, kw_only=True)
class AturanTenggat:
    """How long each step may take, with its source and the day from which it holds."""

    berlaku_dari: date
    sumber: str
    penyerahan_hari: int
    pengembalian_hari: int
    keberatan_hari: int
    atasan_hari_kerja: int


@dataclass(frozen=True, kw_only=True)
class TenggatEvaluasi:
    """The rule with the calendar it counts by. A due day itself is still in time."""

    aturan: AturanTenggat
    kalender: Kalender

    def due_penyerahan(self, ditandatangani: date) -> date:
        """Return by when a document signed then must reach the pegawai."""
        return _add(ditandatangani, self.aturan.penyerahan_hari)

    def due_pengembalian(self, diterima: date) -> date:
        """Return by when the pegawai signs and returns what was received then."""
        return _add(diterima, self.aturan.pengembalian_hari)

    def due_keberatan(self, diterima: date) -> date:
        """Return by when the pegawai may object to what was received then."""
        return _add(diterima, self.aturan.keberatan_hari)

    def due_atasan(self, diterima: date) -> date:
        """Return by when the assessor's superior signs, should the pegawai stay silent on what was received then.

        Raises :class:`~kinerja.domain.kalender.KalenderYearMissing` where the calendar ends before.
        """
        return self.explain_atasan(diterima)[-1].tanggal

    def explain_atasan(self, diterima: date) -> tuple[Hari, ...]:
        """Return the days of the superior one by one; they follow the last day of the pegawai."""
        return self.kalender.count_off(self.due_pengembalian(diterima), self.aturan.atasan_hari_kerja)


def _add(tanggal: date, hari: int) -> date:
    if tanggal > _TANGGAL_MAKS:
        raise Invalid({"tanggal": ["Tahun ini terlalu jauh. Periksa tanggalnya"]})
    return tanggal + timedelta(days=hari)
