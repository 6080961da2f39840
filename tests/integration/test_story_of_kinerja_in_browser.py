"""A year's work by hand in the pages of kinerja and pelaporan, by everyone who has a part in it.

A pegawai plans and is rated, objects and is heard; BKPSDM closes the year; the Inspektorat fills an instrument; the
pimpinan asks why a number is what it is. The pages that only such a story brings about are examined on the way.
"""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Download, Page, expect

from chassis.domain import JAKARTA
from chassis.grpc import channel
from simpul.feed.v1.feed_pb2 import ReadEventsRequest
from simpul.feed.v1.feed_pb2_grpc import EventFeedServiceStub
from tests.support import by_hand
from tests.support import by_hand_kinerja as hand
from tests.support.cara import CARA, examine, look
from tests.support.cerita import expect as answered
from tests.support.simpul import Simpul
from tests.support.waiting import wait_until

OPD, OPD_NAMA = "dinkes", "Dinas Kesehatan"
DECIDED = "simpul.kinerja.v1.KeberatanDiputus"
WAIT = 30_000
"""Milliseconds that a page of a machine under load may take, and a number until it moves."""
HALAMAN = (
    "skp-galat", "skp-kembalikan", "skp-kembalikan-galat", "evaluasi-ditetapkan", "evaluasi-diterima", "keberatan-diputus",
    "rekap-evaluasi", "rekap-unit", "rekap-unit-ditutup", "butir-galat", "kertas-kerja-lengkap", "kertas-kerja-terbit",
)  # fmt: skip
"""The pages that are examined here: with errors, in a dialog, with the news of an act. The others each service examines."""
SUB = [f"{komponen}.{sub}" for komponen in "1234" for sub in "abc"]


@dataclass
class Catatan:
    """What was seen on the way: faults by page, what the browser complained about by page, what was read."""

    faults: dict[str, list[str]] = field(default_factory=dict)
    complaints: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    read: dict[str, str] = field(default_factory=dict)
    downloads: dict[str, bytes] = field(default_factory=dict)
    _said: list[str] = field(default_factory=list)

    def hear(self, said: str) -> None:
        """Take in what the browser says; that a form with errors is answered by 422 is meant so."""
        if "status of 422" not in said:
            self._said.append(said)

    def look_at(self, halaman: str, page: Page) -> None:
        """Look at an open page, and examine it when it is one of those."""
        save(page, halaman)
        if halaman in HALAMAN:
            self.faults[halaman] = examine(page)
        self.complaints[halaman], self._said = self._said, []

    def keep(self, download: Download) -> None:
        """Keep a file that was downloaded."""
        self.downloads[download.suggested_filename] = Path(download.path()).read_bytes()


def save(page: Page, halaman: str) -> None:
    """Save how a page looks, where a folder for it is named."""
    folder = os.environ.get("SIMPUL_SCREENSHOTS")
    for cara in CARA if folder else ():
        look(page, cara)
        page.screenshot(path=Path(folder or "") / f"{halaman}-{cara}.png", full_page=True, animations="disabled")


@pytest.fixture(scope="module")
def simpul(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Simpul]:
    """The whole system on one machine, over the feed, with the demonstration."""
    running = Simpul(tmp_path_factory.mktemp("simpul"), {"SIMPUL_BUS": "feed"})
    running.start()
    yield running
    running.stop()


@pytest.fixture(scope="module")
def catatan(browser: Browser, simpul: Simpul) -> Iterator[Catatan]:
    """Give what was seen in the story, which is told once."""
    opened: list[BrowserContext] = []
    catatan = Catatan()

    def open_as(service: str, akun: str) -> Page:
        context = browser.new_context(
            base_url=simpul.address(service), viewport={"width": 1366, "height": 768},
            locale="id-ID", timezone_id="Asia/Jakarta",
        )  # fmt: skip
        opened.append(context)
        context.set_default_timeout(WAIT)
        context.on("console", lambda message: catatan.hear(message.text))
        context.on("weberror", lambda error: catatan.hear(str(error.error)))
        page = context.new_page()
        page.goto("/masuk")
        by_hand.sign_in(page, akun, simpul.sandi(service, akun))
        return page

    expect.set_options(timeout=WAIT)
    Kisah(simpul, open_as, catatan).tell()
    yield catatan
    expect.set_options(timeout=5_000)
    for context in opened:
        context.close()


class Kisah:
    """The story, one function a part; whoever acts has one page, and goes on where they stood."""

    def __init__(self, simpul: Simpul, open_as: Callable[[str, str], Page], catatan: Catatan) -> None:
        """Sign them in who act in kinerja."""
        self._simpul, self._catatan = simpul, catatan
        self._look = catatan.look_at
        self._pegawai, self._penilai, self._atasan, self._bkpsdm, self._ppk = (
            open_as("kinerja", akun) for akun in ("pegawai", "penilai", "atasan.penilai", "bkpsdm", "ppk")
        )
        self._inspektorat, self._pimpinan = (open_as("pelaporan", akun) for akun in ("inspektorat", "pimpinan"))
        self._kini = datetime.now(JAKARTA)
        self._tahun, self._lalu = self._kini.year, self._kini.year - 1
        self._orang = self._find_orang()

    def tell(self) -> None:
        """Tell it."""
        self._bkpsdm_looks_who_has_no_plan()
        self._pegawai_plans()
        self._penilai_returns_and_establishes()
        self._penilai_rates()
        self._pegawai_objects()
        self._atasan_decides()
        self._bkpsdm_closes_the_year()
        self._ppk_reads_the_talent_map()
        self._inspektorat_fills_an_instrument()
        self._inspektorat_issues_the_report()
        self._pimpinan_asks_why()

    def _find_orang(self) -> dict[str, str]:
        """Return who the pegawai is: the name, and the ids of the person and of the unit."""
        own = hand.call(self._pegawai, "GET", "/v1/saya").body["pegawai_id"]
        person = hand.call(self._bkpsdm, "GET", f"/v1/pegawai/{own}").body
        return {name: str(person[name]) for name in ("nama", "pegawai_id", "unit_id")}

    def _bkpsdm_looks_who_has_no_plan(self) -> None:
        page = self._bkpsdm
        hand.open_place(page, "Rekap SKP")
        page.get_by_label("Perangkat daerah").select_option(label=OPD_NAMA)
        page.get_by_role("button", name="Terapkan").click()
        expect(page).to_have_url(re.compile(f"opd={OPD}"))
        self._look("rekap-skp", page)
        page.get_by_role("table").locator(f"a[href*='{self._orang['unit_id']}']").click()
        expect(page.get_by_role("link", name=self._orang["nama"])).to_be_visible()
        self._look("rekap-skp-unit", page)

    def _pegawai_plans(self) -> None:
        page = self._pegawai
        hand.open_place(page, "SKP saya")
        self._look("skp-saya", page)
        page.get_by_role("link", name=f"Susun SKP {self._tahun}").click()
        baris = hand.write_baris(
            page, 1, hasil_kerja="Terpenuhinya data gizi balita tiap bulan", jenis="Utama",
            indikator="Data posyandu dikirim tepat waktu", target="",
        )  # fmt: skip
        self._catatan.read["induk"] = hand.choose_induk(baris)
        self._look("skp-baru", page)
        hand.press_wrongly(page, "Simpan SKP", "arget")
        self._look("skp-galat", page)
        baris.get_by_role("textbox", name="Target", exact=True).fill("cukup")
        page.get_by_role("button", name="Tambah hasil kerja").click()
        hand.write_baris(
            page, 2, hasil_kerja="Tersusunnya panduan kader", jenis="Tambahan", indikator="Panduan", target="1 dokumen"
        )
        hand.press(page, "Simpan SKP", "SKP tersimpan sebagai draf")
        expect(page.get_by_role("main")).to_contain_text(self._catatan.read["induk"])
        self._look("skp-draf", page)
        hand.press(page, "Ajukan SKP", "SKP diajukan kepada penilai")

    def _penilai_returns_and_establishes(self) -> None:
        page, pegawai, sebab = self._penilai, self._pegawai, "Target pertama belum berupa angka"
        hand.open_place(page, "SKP tim")
        self._look("skp-tim", page)
        page.get_by_role("link", name=self._orang["nama"], exact=True).click()
        expect(page.get_by_role("button", name="Tetapkan SKP")).to_be_visible()
        self._look("skp-diajukan", page)
        page.get_by_role("link", name="Kembalikan", exact=True).click()
        expect(page.get_by_role("dialog", name="Kembalikan SKP")).to_be_visible()
        self._look("skp-kembalikan", page)
        hand.press_wrongly(page, "Kembalikan SKP", "Tulis apa yang harus diperbaiki")
        self._look("skp-kembalikan-galat", page)
        page.get_by_label("Yang harus diperbaiki").fill(sebab)
        hand.press(page, "Kembalikan SKP", "SKP dikembalikan kepada pegawai")

        pegawai.reload()
        expect(pegawai.get_by_role("main")).to_contain_text(sebab)
        self._look("skp-dikembalikan", pegawai)
        pegawai.get_by_role("link", name="Ubah hasil kerja").click()
        baris = pegawai.get_by_role("group", name="Hasil kerja 1", exact=True)
        baris.get_by_role("textbox", name="Target", exact=True).fill("12 laporan")
        self._look("skp-ubah", pegawai)
        hand.press(pegawai, "Simpan SKP", "Perubahan tersimpan")
        hand.press(pegawai, "Ajukan SKP", "SKP diajukan kepada penilai")

        page.reload()
        hand.press(page, "Tetapkan SKP", "SKP ditetapkan")
        self._look("skp-ditetapkan", page)

    def _plan_last_year(self) -> bool:
        """Give the pegawai an established plan of last year; False when that year ended while it was being written."""
        indikator = {"uraian": "Data posyandu dikirim tepat waktu", "target": "12 laporan"}
        baris = {"hasil_kerja": "Terpenuhinya data gizi balita", "jenis": "utama", "indikator": [indikator]}
        made = hand.call(self._pegawai, "POST", "/v1/skp", {"tahun": self._lalu, "baris": [baris]})
        path = f"/v1/skp/{answered(made, 201).body['id']}"
        sent = hand.call(self._pegawai, "POST", f"{path}/submit", etag=made.etag)
        return (
            sent.status == 200 and hand.call(self._penilai, "POST", f"{path}/establish", etag=sent.etag).status == 200
        )

    def _penilai_rates(self) -> None:
        page, nama = self._penilai, self._orang["nama"]
        wait_until(self._plan_last_year, what="the plan of last year")
        hand.open_place(page, "Evaluasi tim")
        hand.choose_periode(page, f"Tahun {self._lalu}")
        self._look("evaluasi-tim", page)
        page.get_by_role("link", name=f"Nilai {nama}").click()
        expect(page.get_by_role("radio")).to_have_count(9)
        self._look("evaluasi-baru", page)
        hand.rate(page, "Di bawah, sesuai: Butuh perbaikan")
        hand.write_on(page, "Catatan penilai", "Dua laporan terlambat")
        hand.enter(page, "Tetapkan evaluasi", "Evaluasi ditetapkan")
        self._catatan.read["evaluasi"] = page.url.split("/evaluasi/")[1].split("?")[0]
        self._look("evaluasi-ditetapkan", page)
        hand.press(page, "Sampaikan evaluasi", "Evaluasi disampaikan kepada pegawai")
        self._look("evaluasi-disampaikan", page)

    def _pegawai_objects(self) -> None:
        page = self._pegawai
        hand.open_place(page, "Evaluasi saya")
        self._look("evaluasi-saya", page)
        page.get_by_role("link", name=f"Tahun {self._lalu}").click()
        expect(page.get_by_role("button", name="Terima evaluasi")).to_be_visible()
        self._look("evaluasi-terima", page)
        hand.press(page, "Terima evaluasi", "Evaluasi diterima")
        self._look("evaluasi-diterima", page)
        page.get_by_label("Alasan keberatan").fill("Laporan terlambat karena aplikasi posyandu padam")
        hand.press(page, "Ajukan keberatan", "Keberatan diajukan kepada atasan penilai")

    def _atasan_decides(self) -> None:
        page = self._atasan
        hand.open_place(page, "Evaluasi tim")
        hand.choose_periode(page, f"Tahun {self._lalu}")
        page.get_by_role("link", name=self._orang["nama"], exact=True).click()
        hand.press(page, "Periksa keberatan", "Keberatan diperiksa")
        self._look("keberatan", page)
        page.get_by_label("Putusan", exact=True).select_option(label="Dikabulkan")
        hand.rate(page, "Sesuai, sesuai: Baik")
        hand.write_on(page, "Pertimbangan", "Aplikasi memang padam dua bulan")
        hand.enter(page, "Putuskan keberatan", "Keberatan diputus")
        self._look("keberatan-diputus", page)
        self._pegawai.reload()
        expect(self._pegawai.get_by_role("heading", name="Predikat: Baik")).to_be_visible()
        self._look("evaluasi-diputus", self._pegawai)

    def _bkpsdm_closes_the_year(self) -> None:
        page = self._bkpsdm
        hand.open_place(page, "Rekap evaluasi")
        hand.choose_periode(page, f"Tahun {self._lalu}", Perangkat_daerah=OPD_NAMA)
        self._look("rekap-evaluasi", page)
        page.get_by_role("main").get_by_role("table").get_by_role("link", name=OPD_NAMA, exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(OPD_NAMA)
        self._look("rekap-unit", page)
        page.get_by_label("Capaian", exact=True).select_option(label="Baik")
        page.get_by_label("Dasar").fill("Berita acara capaian perjanjian kinerja")
        hand.press(page, "Simpan capaian", "Capaian unit tersimpan")
        page.get_by_label("Alasan").fill("Seluruh pegawai sudah dinilai")
        hand.press(page, "Tutup periode", "Periode ditutup")
        self._look("rekap-unit-ditutup", page)

    def _ppk_reads_the_talent_map(self) -> None:
        """Let BKPSDM place everyone after an assessment, and the PPK see who stands where, and why."""
        page, ppk = self._bkpsdm, self._ppk
        asesmen = {"pegawai_id": self._orang["pegawai_id"], "tanggal": self._kini.date().isoformat(), "potensi": "85"}
        answered(hand.call(page, "POST", "/v1/asesmen", asesmen | {"bukti": "Laporan asesmen"}), 201)
        hand.open_place(page, "Peta talenta")
        page.get_by_label("Tahun evaluasi").fill(str(self._lalu))
        hand.press(page, "Petakan talenta", "Pemetaan selesai")
        self._look("peta-talenta-terpetakan", page)
        hand.open_place(ppk, "Peta talenta")
        self._look("peta-talenta", ppk)
        ppk.get_by_role("link", name=self._orang["nama"], exact=True).click()
        expect(ppk.get_by_role("heading", name="Mengapa kotak ini")).to_be_visible()
        self._look("talenta", ppk)

    def _inspektorat_fills_an_instrument(self) -> None:
        page = self._inspektorat
        page.get_by_role("link", name="Nilai dan kertas kerja").first.click()
        page.get_by_label("Perangkat daerah").select_option(label=OPD_NAMA)
        page.get_by_role("button", name="Tampilkan").click()
        expect(page).to_have_url(re.compile(f"opd={OPD}"))
        self._look("instrumen", page)
        page.get_by_role("link", name="Evaluasi AKIP (SAKIP)").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("SAKIP")
        self._look("kertas-kerja", page)
        page.get_by_role("link", name="1.a Keberadaan", exact=True).click()
        self._answer("B, Lebih", bukti="Renstra Dinas Kesehatan")
        self._look("butir", page)
        hand.press(page, "Simpan jawaban", "Jawaban 1.a Keberadaan tersimpan")
        page.get_by_text("Kriteria, 0 dari 25 terjawab").click()
        page.get_by_role("link", name="1.b.11").first.click()
        expect(page.get_by_role("heading", name="Saran dari data yang tercatat")).to_be_visible()
        self._look("butir-saran", page)
        self._answer("Belum terpenuhi", bukti="Daftar hadir dialog kinerja")
        hand.press_wrongly(page, "Simpan jawaban", "alasan")
        self._look("butir-galat", page)
        page.get_by_label("Alasan").fill("SKP ditetapkan sesudah batas waktu")
        hand.press(page, "Simpan jawaban", "Jawaban 1.b.11")
        self._answer_the_rest()

    def _answer(self, jawaban: str, *, bukti: str) -> None:
        self._inspektorat.get_by_role("radio", name=jawaban).check()
        self._inspektorat.get_by_label("Bukti").fill(bukti)

    def _answer_the_rest(self) -> None:
        """Answer what is left of the sheet over the REST API."""
        page, sheet = self._inspektorat, f"/v1/instrumen/sakip/{self._tahun}"
        version = answered(hand.call(page, "GET", f"{sheet}?opd={OPD}"), 200).etag
        for butir, jawaban in [(each, "B") for each in SUB[1:]] + [("klaster", "utama")]:
            path = f"{sheet}/jawaban/{butir}?opd={OPD}"
            body = {"jawaban": jawaban, "alasan": "Hasil telaah bersama", "bukti": ["Berita acara telaah"]}
            version = answered(hand.call(page, "PUT", path, body, etag=version), 200).etag

    def _inspektorat_issues_the_report(self) -> None:
        page = self._inspektorat
        page.reload()
        self._look("kertas-kerja-lengkap", page)
        hand.press(page, "Tetapkan nilai", "Nilai ditetapkan")
        hand.press(page, "Terbitkan laporan", "terbit")
        self._look("kertas-kerja-terbit", page)
        for kata in ("Kertas kerja, XLSX", re.compile("^Laporan .+, PDF$")):
            with page.expect_download() as download:
                page.get_by_role("link", name=kata).click()
            self._catatan.keep(download.value)

    def _pimpinan_asks_why(self) -> None:
        page, event = self._pimpinan, self._find_event()
        page.goto(f"/?opd={OPD}")
        row = page.get_by_role("row").filter(has_text="asn.predikat_baik")
        expect(row).to_contain_text("%")
        self._look("dasbor", page)
        row.get_by_role("link").first.click()
        expect(page.get_by_role("heading", name="Mengapa angka ini")).to_be_visible()
        self._look("indikator", page)
        page.get_by_role("link", name="Semua peristiwa").click()
        expect(page.get_by_role("cell", name=event)).to_be_visible()
        self._look("asal", page)
        self._catatan.read["peristiwa"] = event

    def _find_event(self) -> str:
        """Return the id of the event that the objection was decided, from the log of kinerja itself."""
        key, after = self._simpul.api("kinerja", "pelanggan").token, 0
        with channel(f"127.0.0.1:{self._simpul.port_base + 1002}", key=key, deadline=10) as open_channel:
            feed = EventFeedServiceStub(open_channel)
            while events := feed.ReadEvents(ReadEventsRequest(after=after, types=[DECIDED])).events:
                for event in events:
                    if event.subject == self._catatan.read["evaluasi"]:
                        return str(event.id)
                after = events[-1].sequence
        raise AssertionError("the decision is not in the log")


def test_the_story_ends_with_a_report_and_a_number_that_leads_to_the_decision(catatan: Catatan) -> None:
    assert catatan.read["induk"]
    assert catatan.read["peristiwa"]
    (xlsx,) = (each for name, each in catatan.downloads.items() if name.endswith(".xlsx"))
    (pdf,) = (each for name, each in catatan.downloads.items() if name.endswith(".pdf"))
    assert xlsx.startswith(b"PK")
    assert pdf.startswith(b"%PDF-")
    assert set(catatan.faults) == set(HALAMAN)


@pytest.mark.parametrize("halaman", HALAMAN)
def test_a_page_has_no_fault(catatan: Catatan, halaman: str) -> None:
    assert catatan.faults[halaman] == []


def test_the_browser_complains_of_nothing_on_the_way(catatan: Catatan) -> None:
    assert {halaman: said for halaman, said in catatan.complaints.items() if said} == {}
