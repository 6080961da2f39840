"""A list as a sheet: what people typed stays text whatever it begins with; days are days."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook

from chassis.domain import JAKARTA

BARIS_MAKS = 10_000
"""Lines in one sheet; the first line of the sheet says so when there are more."""

_KOLOM = (
    ("Nomor registrasi", "nomor", 20),
    ("Pemohon", "pemohon", 32),
    ("Layanan", "nama_layanan", 36),
    ("Status", "status", 16),
    ("Tahap", "tahap", 16),
    ("Tenggat", "kata_tenggat", 24),
    ("Jatuh tempo", "jatuh_tempo", 14),
    ("Hari kerja terpakai", "pakai", 12),
    ("Hari kerja standar", "total", 12),
    ("Mitra menjawab", "mitra", 14),
    ("Petugas", "petugas", 24),
    ("Kanal", "kanal", 12),
    ("Diajukan", "diajukan_pada", 14),
)
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}


def write_lembar(baris: Iterable[Mapping[str, Any]], jumlah: int, at: datetime) -> BytesIO:
    """Return the sheet of ``baris``, of which there are ``jumlah`` in all, as it stands at ``at``."""
    target = BytesIO()
    with Workbook(target, _OPTIONS) as book:
        sheet = book.add_worksheet("Permohonan")
        bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_string(0, 0, _describe(jumlah, at))
        for column, (words, _, width) in enumerate(_KOLOM):
            sheet.set_column(column, column, width)
            sheet.write_string(2, column, words, bold)
        for line, row in enumerate(baris, start=3):
            for column, (_, name, _) in enumerate(_KOLOM):
                _write(sheet, line, column, _value(row, name), day)
        sheet.freeze_panes(3, 1)
    target.seek(0)
    return target


def _describe(jumlah: int, at: datetime) -> str:
    shown = (
        f"{jumlah} permohonan" if jumlah <= BARIS_MAKS else f"{BARIS_MAKS} dari {jumlah} permohonan, batas satu lembar"
    )
    return f"{shown}, keadaan {at.astimezone(JAKARTA):%Y-%m-%d %H.%M} WIB"


def _value(row: Mapping[str, Any], name: str) -> Any:
    tenggat = row["tenggat"]
    if name == "kata_tenggat":
        return tenggat.kata if tenggat else "Belum dihitung"
    if name in ("pakai", "total"):
        return getattr(tenggat, name) if tenggat else None
    return row[name]


def _write(sheet: Any, line: int, column: int, value: Any, day: Any) -> None:
    """Write a cell by its type; everything that is neither a day nor a count is text."""
    if value is None:
        return
    if isinstance(value, datetime):
        value = value.astimezone(JAKARTA).date()
    if isinstance(value, date):
        sheet.write_datetime(line, column, datetime(value.year, value.month, value.day), day)  # noqa: DTZ001 - a day, as the format knows one
    elif isinstance(value, int):
        sheet.write_number(line, column, value)
    else:
        sheet.write_string(line, column, str(value))
