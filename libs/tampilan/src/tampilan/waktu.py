"""Dates and times in words, as ``ui.md`` §11 has them; shown in Asia/Jakarta."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

JAKARTA = ZoneInfo("Asia/Jakarta")
BELUM_ADA = "belum ada"

HARI = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
HARI_PENDEK = ("Sen", "Sel", "Rab", "Kam", "Jum", "Sab", "Min")
BULAN = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)
BULAN_PENDEK = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")

Saat = date | datetime | str | None


def to_date(nilai: date | datetime | str) -> date:
    """Return the calendar day in Jakarta of a date, a moment, or ISO 8601 text of either."""
    if isinstance(nilai, str):
        nilai = datetime.fromisoformat(nilai) if len(nilai) > len("2026-05-25") else date.fromisoformat(nilai)
    return to_jakarta(nilai).date() if isinstance(nilai, datetime) else nilai


def to_jakarta(nilai: datetime | str) -> datetime:
    """Return the moment on Jakarta's clock; a moment without offset is taken as UTC, as it is stored."""
    moment = datetime.fromisoformat(nilai) if isinstance(nilai, str) else nilai
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(JAKARTA)


def format_tanggal(nilai: Saat, *, hari: bool = True) -> str:
    """``Senin, 25 Mei 2026``; without ``hari`` ``25 Mei 2026``."""
    if nilai is None or nilai == "":
        return BELUM_ADA
    day = to_date(nilai)
    words = f"{day.day} {BULAN[day.month - 1]} {day.year}"
    return f"{HARI[day.weekday()]}, {words}" if hari else words


def format_tanggal_pendek(nilai: Saat, *, hari: bool = False, tahun: int | None = None) -> str:
    """``25 Mei``, with the year if it is not ``tahun`` (this year); with ``hari`` ``Sen 25 Mei``."""
    if nilai is None or nilai == "":
        return BELUM_ADA
    day = to_date(nilai)
    this_year = tahun if tahun is not None else datetime.now(JAKARTA).year
    words = f"{day.day} {BULAN_PENDEK[day.month - 1]}" + (f" {day.year}" if day.year != this_year else "")
    return f"{HARI_PENDEK[day.weekday()]} {words}" if hari else words


def format_jam(nilai: datetime | str | None, *, zona: bool = True) -> str:
    """``10.42 WIB``."""
    if nilai is None or nilai == "":
        return BELUM_ADA
    return to_jakarta(nilai).strftime("%H.%M") + ("\N{NO-BREAK SPACE}WIB" if zona else "")


def format_waktu(nilai: datetime | str | None) -> str:
    """``19 Mei 2026 07.58 WIB``."""
    if nilai is None or nilai == "":
        return BELUM_ADA
    return f"{format_tanggal(nilai, hari=False)} {format_jam(nilai)}"


def format_waktu_pendek(nilai: datetime | str | None) -> str:
    """``30 Apr 14.12``, for tables."""
    if nilai is None or nilai == "":
        return BELUM_ADA
    return f"{format_tanggal_pendek(nilai)} {format_jam(nilai, zona=False)}"


def format_rentang(dari: Saat, sampai: Saat) -> str:
    """``13–20 Mei 2026``, ``28 Mei – 3 Juni 2026`` or with both years."""
    if dari is None or dari == "" or sampai is None or sampai == "":
        return BELUM_ADA
    first, last = to_date(dari), to_date(sampai)
    end = format_tanggal(last, hari=False)
    if (first.year, first.month) == (last.year, last.month):
        return end if first == last else f"{first.day}–{end}"
    if first.year == last.year:
        return f"{first.day} {BULAN[first.month - 1]} – {end}"
    return f"{format_tanggal(first, hari=False)} – {end}"


def week_start(day: date) -> date:
    """Return the Monday of the week of ``day``."""
    return day - timedelta(days=day.weekday())
