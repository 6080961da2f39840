"""Workbooks and CSV of what is listed: typed cells, and no text that a spreadsheet would run as a formula."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import xlsxwriter

from chassis.domain import JAKARTA
from chassis.http import csv_line
from pelaporan.application.indikator.list import Dasbor
from pelaporan.application.ports import AsalNilai

_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
_HEAD = (
    "Kode",
    "Indikator",
    "Periode",
    "Perangkat daerah",
    "Nilai",
    "Pembilang",
    "Penyebut",
    "Satuan",
    "Target",
    "Status",
)
_ASAL_HEAD = ("sumber", "posisi", "id", "peristiwa", "waktu", "layanan", "pembilang")


def write_dasbor(dasbor: Dasbor, kelompok: Sequence[Mapping[str, Any]], lingkup: str) -> io.BytesIO:
    """Return the listed indicators as a workbook."""
    shown = {row["kode"]: row for group in kelompok for row in group["indikator"]}
    block = io.BytesIO()
    with xlsxwriter.Workbook(block, _OPTIONS) as book:
        sheet = book.add_worksheet("Indikator")
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, 1, 30)
        sheet.write_row(0, 0, _HEAD, book.add_format({"bold": True}))
        rows = [baris for baris in dasbor.baris if baris.nilai.definisi.kode in shown]
        for number, baris in enumerate(rows, start=1):
            nilai, definisi = baris.nilai, baris.nilai.definisi
            status = shown[definisi.kode]["status"]
            target = definisi.target_on(dasbor.periode.tanggal_mulai)
            words = (definisi.kode, definisi.nama, dasbor.periode.teks, lingkup)
            figures = (nilai.nilai, nilai.pembilang, nilai.penyebut, definisi.satuan, target)
            sheet.write_row(number, 0, [*words, *figures, status["kata"] if status else ""])
    block.seek(0)
    return block


def write_asal(rows: Iterable[AsalNilai]) -> Iterator[str]:
    """Yield the events behind a value as lines of CSV."""
    yield csv_line(_ASAL_HEAD)
    for asal in rows:
        waktu = asal.waktu.astimezone(JAKARTA).isoformat()
        pembilang = "ya" if asal.pembilang else "tidak"
        yield csv_line((asal.sumber, asal.posisi, asal.id, asal.tipe, waktu, asal.layanan, pembilang))
