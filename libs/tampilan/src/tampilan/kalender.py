"""The answer of the working-day calculator, laid out as weeks of seven days."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from tampilan.waktu import BULAN, to_date, week_start

KATA_STATUS = {
    "mulai": "lengkap",
    "terhitung": "",
    "akhir_pekan": "",
    "libur": "libur",
    "cuti_bersama": "cuti bersama",
    "jeda": "dijeda",
}


@dataclass(frozen=True, kw_only=True)
class HariKalender:
    """One cell: its day, how it counts, why, and whether the deadline falls on it."""

    tanggal: date
    status: str = ""
    keterangan: str = ""
    tempo: bool = False


def build_pekan(hari: Iterable[Mapping[str, Any]], jatuh_tempo: date | str | None) -> list[list[HariKalender]]:
    """Return whole weeks from Monday that hold every day of ``hari`` (``tanggal``, ``status``, ``keterangan``)."""
    days = {to_date(h["tanggal"]): h for h in hari}
    if not days:
        return []
    due = to_date(jatuh_tempo) if jatuh_tempo else None
    counted = _count_terhitung(days)
    first, last = week_start(min(days)), week_start(max(days)) + timedelta(days=6)
    cells = [_build_hari(first + timedelta(days=n), days, counted, due) for n in range((last - first).days + 1)]
    return [cells[n : n + 7] for n in range(0, len(cells), 7)]


def describe_bulan(pekan: list[list[HariKalender]]) -> str:
    """``Mei 2026`` or ``Mei–Juni 2026``: the months the weeks touch with a day that has a status."""
    months = sorted({(h.tanggal.year, h.tanggal.month) for p in pekan for h in p if h.status})
    if not months:
        return ""
    (year, month), (last_year, last_month) = months[0], months[-1]
    if (year, month) == (last_year, last_month):
        return f"{BULAN[month - 1]} {year}"
    start = BULAN[month - 1] if year == last_year else f"{BULAN[month - 1]} {year}"
    return f"{start}–{BULAN[last_month - 1]} {last_year}"


def _count_terhitung(days: Mapping[date, Mapping[str, Any]]) -> dict[date, int]:
    """Number the days that count, 1 first."""
    counting = [d for d in sorted(days) if days[d]["status"] == "terhitung"]
    return {d: n for n, d in enumerate(counting, start=1)}


def _build_hari(
    day: date, days: Mapping[date, Mapping[str, Any]], counted: Mapping[date, int], due: date | None
) -> HariKalender:
    row = days.get(day)
    if row is None:
        return HariKalender(tanggal=day, status="akhir_pekan" if day.weekday() > 4 else "")
    words = str(row.get("keterangan") or KATA_STATUS.get(row["status"], ""))
    if day in counted:
        words = f"hari {counted[day]}" + (f", {row['keterangan']}" if row.get("keterangan") else "")
    return HariKalender(tanggal=day, status=row["status"], keterangan=words, tempo=day == due)
