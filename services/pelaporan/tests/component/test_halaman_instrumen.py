"""The pages of instruments: a sheet is answered, established and reported in the browser."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from chassis.cli import Rooms
from chassis.identity import create_akun
from pelaporan.bootstrap import make_app
from pelaporan.domain.skm import UNSUR
from tests.support.borang import read_borang

MEI = datetime(2026, 5, 12, 3, tzinfo=UTC)


class Peramban:
    """A browser in which somebody is signed in: it opens pages and sends their forms."""

    def __init__(self, app: Flask, rooms: Rooms, akun: str) -> None:
        with rooms.engine.begin() as conn:
            create_akun(conn, akun=akun, sandi_hash="-", peran=[akun])
        self._client: FlaskClient = app.test_client()
        self._client.set_cookie("simpul_pelaporan", rooms.identity.sesi.begin(akun), domain="localhost")

    def open(self, address: str) -> str:
        answer = self._client.get(address)
        assert answer.status_code == 200, (address, answer.status_code)
        return answer.text

    def fetch(self, address: str) -> bytes:
        answer = self._client.get(address)
        assert answer.status_code == 200, (address, answer.status_code)
        return bytes(answer.data)

    def send(self, page: str, aksi: str, **fields: str) -> Any:
        form = dict(read_borang(self.open(page), aksi).isi) | fields
        return self._client.post(aksi, data=form)


@pytest.fixture
def peramban(rooms: Rooms) -> Peramban:
    """Give the browser of Bagian Organisasi."""
    return Peramban(make_app(rooms), rooms, "organisasi")


@pytest.fixture
def pimpinan(rooms: Rooms) -> Peramban:
    """Give the browser of pimpinan."""
    return Peramban(make_app(rooms), rooms, "pimpinan")


def test_the_cards_show_value_category_and_what_is_missing(peramban: Peramban) -> None:
    page = peramban.open("/instrumen?tahun=2026")

    for words in ("SAKIP 2026", "IPP 2026", "SKM 2026", "belum ada", "0 dari 12", "PermenPANRB 88/2021"):
        assert words in page
    assert 'aria-current="page"' in page


def test_an_answer_is_given_on_the_page_of_its_butir(peramban: Peramban) -> None:
    aksi = "/instrumen/sakip/2026/butir/1.a?opd=dlh"
    saved = peramban.send(aksi, aksi, jawaban="BB", bukti="SK 12/2026\nhttps://contoh.go.id/sk")

    assert (saved.status_code, saved.location) == (303, "/instrumen/sakip/2026?opd=dlh")
    page = peramban.open(aksi)
    assert "SK 12/2026" in page
    assert "1 jawaban" in page
    sheets = [peramban.open(saved.location) for _ in range(2)]
    assert "11 hal" in sheets[0]
    assert ["Jawaban 1.a " in sheet for sheet in sheets] == [True, False]


def test_an_override_without_a_reason_is_shown_at_the_field(peramban: Peramban, arus: Any, take_in: Any) -> None:
    arus.survei(MEI, [4] * 9)
    take_in(arus.items)
    aksi = "/instrumen/ipp/2026/butir/6?opd=dpmptsp"

    refused = peramban.send(aksi, aksi, jawaban="5")
    done = peramban.send(aksi, aksi, jawaban="5", alasan="Tindak lanjut tuntas")

    assert (refused.status_code, done.status_code) == (422, 303)
    assert "Tulis alasannya" in refused.text
    assert "Galat: " in refused.text
    assert 'href="/indikator/skm.ikm?periode=2026&amp;opd=dpmptsp"' in refused.text


def test_a_stale_form_says_that_somebody_was_faster(peramban: Peramban) -> None:
    aksi = "/instrumen/sakip/2026/butir/1.a"
    peramban.send(aksi, aksi, jawaban="BB")
    stale = peramban.send(aksi, aksi, jawaban="B", version="0")

    assert stale.status_code == 422
    assert "berubah sejak Anda membukanya" in stale.text


def test_the_survey_goes_from_suggestion_to_issued_report(peramban: Peramban, arus: Any, take_in: Any) -> None:
    for _ in range(6):
        arus.survei(MEI, [4, 4, 3, 4, 3, 3, 4, 4, 3])
    take_in(arus.items)
    sheet = "/instrumen/skm/2026?opd=dpmptsp"
    where = "/instrumen/skm/2026/{}?opd=dpmptsp"

    assert "belum diambil evaluator" in peramban.open(sheet)
    steps = [
        peramban.send(sheet, where.format("take-saran")),
        peramban.send(sheet, where.format("establish")),
        peramban.send(sheet, where.format("laporan")),
    ]
    page = peramban.open(sheet)

    assert [step.status_code for step in steps] == [303, 303, 303]
    assert "Ditetapkan" in page
    assert "Laporan 1, PDF" in page
    bare = peramban.send(sheet, where.format("reopen"))
    opened = peramban.send(sheet, where.format("reopen"), alasan="Ada jawaban menyusul")
    assert (bare.status_code, opened.status_code) == (422, 303)
    assert "Ada jawaban menyusul" in peramban.open(sheet)


def test_answers_of_users_are_typed_one_line_each(peramban: Peramban) -> None:
    sheet, aksi = "/instrumen/ipp/2026?opd=dlh", "/instrumen/ipp/2026/f03?opd=dlh"

    wrong = peramban.send(sheet, aksi, f03="4543443543445\n")
    done = peramban.send(sheet, aksi, f03="45434435434454\n3 4 4 4 5 3 4 4 3 4 4 3 4 5\n")

    assert (wrong.status_code, done.status_code) == (422, 303)
    assert "2 responden" in peramban.open(sheet)


def test_the_working_paper_has_typed_cells_and_runs_no_formula(peramban: Peramban) -> None:
    aksi = "/instrumen/skm/2026/butir/responden"
    peramban.send(aksi, aksi, jawaban="6", alasan="=1+1", bukti="@SUM(A1)")
    block = peramban.fetch("/instrumen/skm/2026/kertas-kerja.xlsx")

    book = CalamineWorkbook.from_filelike(io.BytesIO(block))
    rows = {row[0]: row for row in book.get_sheet_by_name("Kertas kerja").to_python()}
    assert rows["responden"][4] == 6.0
    assert (rows["responden"][8], rows["responden"][9]) == ("=1+1", "@SUM(A1)")
    head = {row[0]: row[1] for row in book.get_sheet_by_name("Ringkasan").to_python()}
    assert (head["Tahun"], head["Lingkup"]) == (2026.0, "Seluruh kabupaten")
    with pytest.raises(KeyError):
        _ = rows["tidak ada"]


def test_a_draft_says_on_every_page_that_it_is_one(peramban: Peramban) -> None:
    pages = PdfReader(io.BytesIO(peramban.fetch("/instrumen/ipp/2026/laporan.pdf?opd=dlh"))).pages

    assert len(pages) > 1
    assert all("DRAF" in page.extract_text() for page in pages)
    assert "Belum lengkap" in "".join(page.extract_text() for page in pages)


def test_pimpinan_reads_and_sees_no_form(pimpinan: Peramban) -> None:
    sheet, butir = pimpinan.open("/instrumen/sakip/2026"), pimpinan.open("/instrumen/sakip/2026/butir/1.a")

    assert "Tetapkan nilai" not in sheet
    assert "Simpan jawaban" not in butir
    assert "Yang menjawab: Inspektorat" in sheet


@pytest.mark.parametrize("kode", ["sakip", "ipp", "skm"])
@pytest.mark.parametrize("opd", ["", "dlh"])
def test_every_butir_has_its_page(peramban: Peramban, kode: str, opd: str) -> None:
    some = {"sakip": ["1.a", "catatan.1"], "ipp": ["1", "f01.30", "bentuk"], "skm": list(UNSUR[:2])}[kode]

    for butir in some:
        assert butir in peramban.open(f"/instrumen/{kode}/2026/butir/{butir}?opd={opd}")
