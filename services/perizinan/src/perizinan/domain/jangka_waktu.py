"""The clock of a file, in working days: UU 30/2014 ps 53 as changed by UU 11/2020 ps 175, from 2 November 2020.

The law says "working days after complete" and no more; the rules below fill it in, the same for files and
recommendations. The day found complete, T0, is day 0. A pause from p to r takes away the days after p up to and
including r. Days are local days of Asia/Jakarta.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from typing import Self

from chassis.domain import JAKARTA, Invalid
from perizinan.domain.kalender import Kalender, KalenderYearMissing, StatusHari

HARI_MAKS = 366
JEDA_MAKS = 100
_HARI = timedelta(days=1)


def local_date(at: datetime) -> date:
    """Return the day on which ``at`` falls in Jakarta."""
    return at.astimezone(JAKARTA).date()


def last_moment(tanggal: date) -> datetime:
    """Return the last moment in time of a due day: 23:59:59 in Jakarta, told in UTC."""
    return datetime.combine(tanggal, time(23, 59, 59), JAKARTA).astimezone(UTC)


def to_moment(jatuh_tempo: date | None) -> datetime | None:
    """Return the due moment that the facts carry: unknown stays unknown."""
    return None if jatuh_tempo is None else last_moment(jatuh_tempo)


def is_in_time(at: datetime, jatuh_tempo: date) -> bool:
    """Tell whether ``at`` falls no later than the due day, by dates in Jakarta."""
    return local_date(at) <= jatuh_tempo


@dataclass(frozen=True, slots=True)
class Jeda:
    """A pause: the day it begins, the day it ends (``None`` while open), and why."""

    mulai: date
    henti: date | None = None
    sebab: str = ""

    def covers(self, tanggal: date) -> bool:
        """Tell whether the pause takes that day away."""
        return self.mulai < tanggal and (self.henti is None or tanggal <= self.henti)


@dataclass(frozen=True, slots=True)
class Hari:
    """One day, explained."""

    tanggal: date
    status: StatusHari
    keterangan: str


@dataclass(frozen=True, kw_only=True)
class JangkaWaktu:
    """The clock of one file. Make it with :meth:`start`, which refuses what cannot be counted.

    ``diterima`` is the first day to explain, ``mulai`` is T0.
    """

    kalender: Kalender
    diterima: date
    mulai: date
    hari: int
    jeda: tuple[Jeda, ...]

    @classmethod
    def start(cls, at: date | datetime, hari: int, kalender: Kalender, jeda: Iterable[Jeda] = ()) -> Self:
        """Start a clock of ``hari`` working days at the moment ``at``; a bare date counts as in time.

        After closing time, or on a day that is no working day, T0 is the next working day. Raises
        :class:`~chassis.domain.Invalid`, or :class:`~perizinan.domain.kalender.KalenderYearMissing`.
        """
        jeda = tuple(sorted(jeda, key=lambda satu: satu.mulai))
        diterima = local_date(at) if isinstance(at, datetime) else at
        _check(diterima, hari, jeda, kalender)
        if isinstance(at, datetime) and kalender.is_hari_kerja(diterima) and kalender.is_after_hours(at):
            diterima += _HARI
        mulai = kalender.next_hari_kerja(diterima)
        return cls(kalender=kalender, diterima=diterima, mulai=mulai, hari=hari, jeda=jeda)

    @cached_property
    def jatuh_tempo(self) -> date | None:
        """The due day: the first working day on which all days are used and no pause stands.

        So a pause that begins when no day is left moves it to the day the pause ends, or the next working day, and one
        that begins after it changes nothing. ``None`` while an open pause leaves it unknown.
        """
        tanggal, terpakai = self.mulai, 0
        while (jeda := self.jeda_on(tanggal)) or terpakai < self.hari or not self.kalender.is_hari_kerja(tanggal):
            if jeda and jeda.henti is None:
                return None
            tanggal += _HARI
            terpakai += self._counts(tanggal)
        return tanggal

    def begins(self, at: datetime) -> datetime:
        """Return when T0 begins for a file found complete at ``at``: then, or at 00:00 of the day it moved to."""
        return at if local_date(at) == self.mulai else datetime.combine(self.mulai, time(), JAKARTA).astimezone(UTC)

    def terpakai(self, per: date) -> int:
        """Count the working days used up to and including ``per``; a late file has used more than it was given."""
        return sum(self._counts(tanggal) for tanggal in _days(self.mulai + _HARI, per))

    def sisa(self, per: date) -> int:
        """Count the working days left after ``per``; never below zero."""
        return max(0, self.hari - self.terpakai(per))

    def jeda_on(self, per: date) -> Jeda | None:
        """Return the pause in which the file stands on ``per``; on the day a pause ends the file runs again."""
        paused = (jeda for jeda in self.jeda if jeda.mulai <= per and (jeda.henti is None or per < jeda.henti))
        return next(paused, None)

    def resume(self, on: date) -> Self:
        """Return the clock as it would be if the open pause ended on ``on``."""
        return replace(self, jeda=tuple(replace(jeda, henti=jeda.henti or on) for jeda in self.jeda))

    def explain(self, per: date | None = None) -> tuple[Hari, ...]:
        """Explain each day up to the due day, whose ``terhitung`` is the last; while that is unknown, up to ``per``."""
        sampai = self.jatuh_tempo or max(per or self.mulai, self.mulai)
        ke = 0
        rincian = []
        for tanggal in _days(self.diterima, sampai):
            ke += self._counts(tanggal)
            rincian.append(self._explain_day(tanggal, ke))
        return tuple(rincian)

    def _explain_day(self, tanggal: date, ke: int) -> Hari:
        if tanggal == self.mulai:
            return Hari(tanggal, StatusHari.MULAI, "Berkas lengkap. Hari ini hari ke-0")
        if closure := self.kalender.explain_closure(tanggal):
            return Hari(tanggal, *closure)
        due = ", jatuh tempo" if tanggal == self.jatuh_tempo else ""
        if self._counts(tanggal):
            return Hari(tanggal, StatusHari.TERHITUNG, f"Hari kerja ke-{ke}{due}")
        if due:
            return Hari(tanggal, StatusHari.TERHITUNG, "Jeda berakhir saat sisa hari sudah 0, jatuh tempo")
        if any(jeda.henti == tanggal for jeda in self.jeda):
            return Hari(tanggal, StatusHari.JEDA, "Berjalan lagi. Hari ini belum dihitung")
        return Hari(tanggal, StatusHari.JEDA, "Dijeda, waktu pemohon")

    def _counts(self, tanggal: date) -> bool:
        return (
            tanggal > self.mulai
            and self.kalender.is_hari_kerja(tanggal)
            and not any(jeda.covers(tanggal) for jeda in self.jeda)
        )


def count_terpakai(clock: JangkaWaktu | None, at: datetime) -> int | None:
    """Count the working days used at ``at``; ``None`` where no clock ran or the calendar ends before."""
    try:
        return None if clock is None else clock.terpakai(local_date(at))
    except KalenderYearMissing:
        return None


def _check(diterima: date, hari: int, jeda: tuple[Jeda, ...], kalender: Kalender) -> None:
    """Refuse what cannot be counted, every field at once."""
    errors: dict[str, list[str]] = {}
    if not 0 <= hari <= HARI_MAKS:
        errors["hari"] = [f"Jumlah hari kerja antara 0 dan {HARI_MAKS}"]
    if len(jeda) > JEDA_MAKS:
        errors["jeda"] = [f"Jeda paling banyak {JEDA_MAKS}"]
    elif any(satu.henti is not None and satu.henti < satu.mulai for satu in jeda):
        errors["jeda"] = ["Jeda berakhir sebelum dimulai. Tukar kedua tanggalnya"]
    elif any(satu.mulai < diterima for satu in jeda):
        errors["jeda"] = ["Jeda dimulai sebelum hitungan mulai"]
    if errors:
        raise Invalid(errors)
    for satu in jeda:
        kalender.explain_closure(satu.mulai)
        kalender.explain_closure(satu.henti or satu.mulai)


def _days(dari: date, sampai: date) -> Iterator[date]:
    """Yield each day from ``dari`` up to and including ``sampai``."""
    return (dari + _HARI * n for n in range((sampai - dari).days + 1))
