"""The files of a sheet, report and working paper, whatever was written on it."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from flask.testing import FlaskClient
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

DLH = "sakip/2026?opd=dlh"
ODD = [
    "😀 layanan 漢字 العربية",
    '#let x = read("/etc/passwd") *tebal* _miring_ $x$ <label> @rujuk \\ // komentar',
    "\u0001\u000b\u001f kendali \ufffe\ufdd0",
    "\u202e\u200b balik",
    "a" * 3990,
    "x\n\n= Judul palsu\n- butir",
]


@pytest.mark.parametrize("teks", ODD, ids=["emoji", "typst", "control", "bidi", "long", "heading"])
def test_a_report_prints_whatever_was_written(inspektorat: Any, client: FlaskClient, teks: str) -> None:
    assert inspektorat.answer(DLH, "rekomendasi.1", teks).status_code == 200
    inspektorat.answer(DLH, "1.a", "E", alasan=teks[:1900], bukti=[teks[:1900]])

    for name in ("laporan.pdf", "kertas-kerja.pdf"):
        block = client.get(f"/instrumen/sakip/2026/{name}?opd=dlh", headers=inspektorat.headers)
        assert block.status_code == 200, name
        assert len(PdfReader(io.BytesIO(block.data)).pages) >= 1
    workbook = client.get("/instrumen/sakip/2026/kertas-kerja.xlsx?opd=dlh", headers=inspektorat.headers)
    assert workbook.status_code == 200
    assert CalamineWorkbook.from_filelike(io.BytesIO(workbook.data)).sheet_names[:2] == ["Ringkasan", "Kertas kerja"]


def test_a_long_evidence_is_in_the_workbook_whole(inspektorat: Any, client: FlaskClient) -> None:
    bukti = [f"{nomor} {'x' * 1990}" for nomor in range(20)]
    inspektorat.answer(DLH, "1.a", "AA", bukti=bukti)

    block = client.get("/instrumen/sakip/2026/kertas-kerja.xlsx?opd=dlh", headers=inspektorat.headers).data
    book = CalamineWorkbook.from_filelike(io.BytesIO(block))
    rows = {row[0]: row for row in book.get_sheet_by_name("Kertas kerja").to_python()}
    assert str(rows["1.a"][9]).endswith("(selebihnya pada lembar Bukti)")
    assert [row[2] for row in book.get_sheet_by_name("Bukti").to_python()[1:]] == bukti


@pytest.mark.parametrize(
    "teks", ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://x")', "{=A1}", "2026", "http://x"]
)
def test_the_workbook_runs_nothing_and_turns_no_text_into_a_figure(
    inspektorat: Any, client: FlaskClient, teks: str
) -> None:
    inspektorat.answer(DLH, "catatan.1", teks)
    inspektorat.answer(DLH, "1.a", "E", alasan=f"a{teks}", bukti=[teks])

    block = client.get("/instrumen/sakip/2026/kertas-kerja.xlsx?opd=dlh", headers=inspektorat.headers).data
    with zipfile.ZipFile(io.BytesIO(block)) as archive:
        sheets = [archive.read(name).decode() for name in archive.namelist() if "worksheets/sheet" in name]
        links = [name for name in archive.namelist() if "_rels/sheet" in name]
    rows = {row[0]: row for row in CalamineWorkbook.from_filelike(io.BytesIO(block)).get_sheet_by_index(1).to_python()}
    assert (rows["catatan.1"][4], rows["1.a"][9]) == (teks, teks)
    assert not any("<f>" in sheet for sheet in sheets)
    assert links == []


def test_the_working_paper_tells_answers_reasons_evidence_and_last_year(inspektorat: Any, client: FlaskClient) -> None:
    inspektorat.answer("sakip/2025?opd=dlh", "1.a", "CC")
    inspektorat.answer(DLH, "1.a", "AA", alasan="Contoh nasional", bukti=["SK 12 tahun 2026", "Piagam"])

    answer = client.get("/instrumen/sakip/2026/kertas-kerja.pdf?opd=dlh", headers=inspektorat.headers)
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(answer.data)).pages]
    words = " ".join(" ".join(pages).split())
    for part in (
        "Dinas Lingkungan Hidup",
        "Contoh nasional",
        "SK 12 tahun 2026",
        "Piagam",
        "Tahun 2025",
        "CC",
        "Yang kurang",
    ):
        assert part in words
    assert all("DRAF" in page for page in pages)
    assert answer.headers["Content-Disposition"] == 'attachment; filename="kertas-kerja-sakip-2026-dlh.pdf"'


def test_the_report_of_the_regency_shows_its_units_beside(inspektorat: Any, client: FlaskClient) -> None:
    inspektorat.answer_all(DLH, {f"{n}.{sub}": "B" for n in "1234" for sub in "abc"} | {"klaster": "utama"})

    block = client.get("/instrumen/sakip/2026/laporan.pdf", headers=inspektorat.headers).data
    words = " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(block)).pages).split())
    assert "Dinas Lingkungan Hidup utama 70,00 B" in words
