"""The progress of SKP as a workbook: typed cells, and no text that a spreadsheet would run as a formula."""

from __future__ import annotations

import io
from collections.abc import Iterable

import xlsxwriter

from kinerja.application.skp.queries import RekapRow

_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
_HEAD = ("Kode perangkat daerah", "Unit", "Pegawai", "Belum menyusun", "Draf", "Diajukan", "Ditetapkan")


def write_rekap(rows: Iterable[RekapRow]) -> io.BytesIO:
    """Return one line a unit."""
    block = io.BytesIO()
    with xlsxwriter.Workbook(block, _OPTIONS) as book:
        sheet = book.add_worksheet("Rekap SKP")
        sheet.freeze_panes(1, 0)
        sheet.set_column(1, 1, 48)
        sheet.write_row(0, 0, _HEAD, book.add_format({"bold": True}))
        for number, row in enumerate(rows, start=1):
            counts = (row.pegawai, row.belum, row.draf, row.diajukan, row.ditetapkan)
            sheet.write_row(number, 0, (row.opd_kode, row.unit, *counts))
    block.seek(0)
    return block
