"""The working paper of a sheet as a workbook: typed cells, and no text that a spreadsheet would run as a formula."""

from __future__ import annotations

import io
from typing import Any

import xlsxwriter

from chassis.domain import JAKARTA
from pelaporan.application.instrumen.get import KeadaanInstrumen
from pelaporan.domain.instrumen import Butir

_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
_CELL = 32_767
"""The letters that a cell holds; a longer text would be left out without a word."""
_BUTIR = (
    "Kode",
    "Butir",
    "Jenis",
    "Bobot",
    "Jawaban",
    "Skor",
    "Saran",
    "Asal",
    "Alasan",
    "Bukti",
    "Tahun lalu",
    "Pada",
)
_KOMPONEN = ("Kode", "Komponen", "Bobot", "Nilai", "Tahun lalu")


def write_kertas_kerja(keadaan: KeadaanInstrumen, lingkup: str) -> io.BytesIO:
    """Return the sheet: its value and components, and every butir with its answer and grounds."""
    block = io.BytesIO()
    with xlsxwriter.Workbook(block, _OPTIONS) as book:
        bold = book.add_format({"bold": True})
        _write_ringkasan(book.add_worksheet("Ringkasan"), bold, keadaan, lingkup)
        _write_butir(book.add_worksheet("Kertas kerja"), bold, keadaan)
        _write_bukti(book.add_worksheet("Bukti"), bold, keadaan)
    block.seek(0)
    return block


def _write_ringkasan(sheet: Any, bold: Any, keadaan: KeadaanInstrumen, lingkup: str) -> None:
    hasil, lalu = keadaan.hasil, keadaan.sebelumnya
    sheet.set_column(0, 1, 32)
    head = (
        ("Instrumen", keadaan.susunan.dasar.nama),
        ("Lingkup", lingkup),
        ("Tahun", keadaan.kunci.tahun),
        ("Aturan", keadaan.aturan),
        ("Status", str(keadaan.kertas.status)),
        ("Nilai", hasil.nilai),
        ("Kategori", hasil.kategori or ""),
        ("Nilai tahun lalu", lalu.hasil.nilai if lalu else None),
        ("Versi", keadaan.kertas.version),
    )
    for row, (kata, nilai) in enumerate(head):
        sheet.write_string(row, 0, kata, bold)
        sheet.write(row, 1, nilai)
    start = len(head) + 1
    before = {satu.kode: satu.skor for satu in lalu.hasil.kelompok} if lalu else {}
    sheet.write_row(start, 0, _KOMPONEN, bold)
    for row, satu in enumerate(hasil.kelompok, start=start + 1):
        sheet.write_row(row, 0, (satu.kode, satu.nama, satu.bobot, satu.skor, before.get(satu.kode)))


def _write_butir(sheet: Any, bold: Any, keadaan: KeadaanInstrumen) -> None:
    before = keadaan.sebelumnya.kertas.isi if keadaan.sebelumnya else {}
    sheet.freeze_panes(1, 0)
    sheet.set_column(1, 1, 48)
    sheet.write_row(0, 0, _BUTIR, bold)
    for row, butir in enumerate(keadaan.susunan.butir.values(), start=1):
        given, saran = keadaan.kertas.jawaban.get(butir.kode), keadaan.papan.saran.get(butir.kode)
        cells = (
            butir.kode,
            butir.nama,
            str(butir.jenis),
            butir.bobot,
            _cell(given.jawaban if given else None, butir),
            keadaan.hasil.skor.get(butir.kode),
            _cell(saran.jawaban if saran else None, butir),
            str(given.asal) if given else "",
            given.alasan if given else "",
            _fitting("\n".join(given.bukti)) if given else "",
            _cell(before.get(butir.kode), butir),
            given.pada.astimezone(JAKARTA).strftime("%Y-%m-%d %H.%M") if given else "",
        )
        for column, cell in enumerate(cells):
            sheet.write(row, column, cell)


def _write_bukti(sheet: Any, bold: Any, keadaan: KeadaanInstrumen) -> None:
    """Write one row a piece of evidence: together they may be longer than a cell holds."""
    sheet.freeze_panes(1, 0)
    sheet.set_column(2, 2, 96)
    sheet.write_row(0, 0, ("Kode", "Nomor", "Bukti"), bold)
    rows = (
        (kode, nomor, bukti)
        for kode, given in keadaan.kertas.jawaban.items()
        for nomor, bukti in enumerate(given.bukti, start=1)
    )
    for row, cells in enumerate(rows, start=1):
        sheet.write_row(row, 0, cells)


def _fitting(teks: str) -> str:
    return teks if len(teks) <= _CELL else f"{teks[: _CELL - 40]}…\n(selebihnya pada lembar Bukti)"


def _cell(teks: str | None, butir: Butir) -> str | int | None:
    """Return the answer of a scale of numbers as a number; a note of digits stays a text."""
    number = butir.read_number(teks) if teks else None
    return teks if number is None else number
