"""The pages of SKP: the form that grows without script, the steps, the team, the progress."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from zipfile import ZipFile

import pytest
from flask.testing import FlaskClient

from kinerja.adapters.daerah_contoh import Rantai, find_rantai
from kinerja.application.organisasi.load import LoadOrganisasi
from tests.support.borang import read_borang

Sesi = Callable[..., FlaskClient]
ISI = {
    "baris.0.hasil_kerja": "Terpenuhinya rekomendasi tepat waktu", "baris.0.jenis": "utama",
    "baris.0.indikator.0.uraian": "Rekomendasi tepat waktu", "baris.0.indikator.0.aspek": "waktu",
    "baris.0.indikator.0.target": "95 persen",
}  # fmt: skip


@pytest.fixture
def rantai(daerah: LoadOrganisasi) -> Rantai:
    return find_rantai(daerah, "dinkes")


@pytest.fixture
def pegawai(sesi: Sesi, rantai: Rantai) -> FlaskClient:
    return sesi("pegawai", opd="dinkes", pegawai_id=rantai.pegawai.id)


@pytest.fixture
def penilai(sesi: Sesi, rantai: Rantai) -> FlaskClient:
    return sesi("pegawai", "penilai", opd="dinkes", pegawai_id=rantai.penilai.id)


@pytest.fixture
def bkpsdm(sesi: Sesi) -> FlaskClient:
    return sesi("bkpsdm", opd="bkpsdm")


def send(client: FlaskClient, page: str, aksi: str, **fields: str) -> tuple[int, str, str]:
    """Send the form to ``aksi`` that stands on a page, its hidden fields kept."""
    return press(client, client.get(page).text, aksi, fields)


def press(client: FlaskClient, shown: str, aksi: str, fields: dict[str, str]) -> tuple[int, str, str]:
    answer = client.post(aksi, data=dict(read_borang(shown, aksi).isi) | fields)
    return answer.status_code, answer.text, answer.headers.get("Location", "").partition("?")[0]


def write(client: FlaskClient, isi: dict[str, str] = ISI) -> str:
    """Write a plan; return its address."""
    status, page, address = send(client, "/skp/baru", "/skp/baru", langkah="simpan", **isi)
    assert status == 303, page
    return address


def submit(client: FlaskClient, isi: dict[str, str] = ISI) -> str:
    address = write(client, isi)
    assert send(client, address, f"{address}/submit")[0] == 303
    return address


def test_one_without_a_plan_is_led_to_the_form_and_then_to_the_plan(pegawai: FlaskClient) -> None:
    empty = pegawai.get("/skp").text

    address = write(pegawai)

    assert "Belum ada SKP" in empty
    assert "Susun SKP" in empty
    assert pegawai.get("/skp/baru").headers["Location"] == address
    assert "Draf" in pegawai.get("/skp").text
    page = pegawai.get(address).text
    assert "SKP tersimpan sebagai draf" in page
    assert "Terpenuhinya rekomendasi tepat waktu" in page
    assert "Target 95 persen" in page
    assert "Disusun" in page


def test_a_row_more_keeps_what_was_typed_and_a_row_less_takes_that_one_away(pegawai: FlaskClient) -> None:
    status, more, _ = send(pegawai, "/skp/baru", "/skp/baru", langkah="tambah", **ISI)
    second = {name.replace("baris.0", "baris.1"): text for name, text in ISI.items()} | {
        "baris.1.hasil_kerja": "Meningkatnya mutu rekomendasi"
    }
    _, measures, _ = press(pegawai, more, "/skp/baru", ISI | second | {"langkah": "tambah-indikator.1"})
    _, less, _ = press(pegawai, measures, "/skp/baru", ISI | second | {"langkah": "hapus.0"})

    assert (status, "Hasil kerja 2" in more, "Terpenuhinya rekomendasi tepat waktu</textarea>" in more) == (200,) + (
        True,
    ) * 2
    assert 'name="baris.1.indikator.1.uraian"' in measures
    assert "Hasil kerja 2" not in less
    assert "Meningkatnya mutu rekomendasi</textarea>" in less


def test_what_is_wrong_stands_beside_its_field_and_the_rest_stays(pegawai: FlaskClient) -> None:
    isi = ISI | {"baris.0.hasil_kerja": " ", "baris.0.indikator.0.target": ""}

    status, page, _ = send(pegawai, "/skp/baru", "/skp/baru", langkah="simpan", **isi)

    assert status == 422
    assert 'href="#f-baris.0.hasil_kerja"' in page
    assert 'id="f-baris.0.hasil_kerja-galat"' in page
    assert 'id="f-baris.0.indikator.0.target-galat"' in page
    assert 'value="Rekomendasi tepat waktu"' in page
    for typed in ({}, {"baris.0.hasil_kerja": "Meningkatnya mutu"}):
        blank = send(pegawai, "/skp/baru", "/skp/baru", langkah="simpan", **typed)
        assert (blank[0], 'id="f-baris.0.indikator.0.uraian-galat"' in blank[1]) == (422, True)


def test_a_row_is_hung_on_the_superiors_and_shown_beside_it(pegawai: FlaskClient, penilai: FlaskClient) -> None:
    write(penilai, ISI | {"baris.0.hasil_kerja": "Meningkatnya kepastian layanan"})
    form = pegawai.get("/skp/baru").text
    found = re.search(r'<option value="([0-9a-f-]{36})">Meningkatnya kepastian layanan', form)
    assert found is not None

    address = write(pegawai, ISI | {"baris.0.induk_id": found[1]})

    page = pegawai.get(address).text
    assert "1. Meningkatnya kepastian layanan" in page
    assert "1 dari 1" in page
    assert "selected" in pegawai.get(f"{address}/ubah").text


def test_the_assessor_sees_what_waits_and_returns_it_with_the_reason(
    pegawai: FlaskClient, penilai: FlaskClient, rantai: Rantai
) -> None:
    address = submit(pegawai)
    team = penilai.get("/skp/tim").text
    mute, page, _ = send(penilai, f"{address}/return", f"{address}/return", alasan=" ")
    status, _, _ = send(penilai, address, f"{address}/return", alasan="Target belum terukur")
    shown = pegawai.get(address).text

    assert "1 menunggu keputusan Anda" in team
    assert 'class="rel-jumlah rel-perhatian"' in team
    assert rantai.pegawai.nama in team
    assert (mute, 'id="f-alasan-galat"' in page) == (422, True)
    assert status == 303
    assert "Target belum terukur" in shown
    assert 'class="rel-jumlah rel-perhatian"' in shown


def test_what_a_step_tells_is_told_once(pegawai: FlaskClient, penilai: FlaskClient) -> None:
    address = write(pegawai)
    answer = pegawai.post(
        f"{address}/submit", data=dict(read_borang(pegawai.get(address).text, f"{address}/submit").isi)
    )

    first = pegawai.get(answer.headers["Location"]).text
    again = pegawai.get(answer.headers["Location"]).text
    send(penilai, address, f"{address}/return", alasan="Target belum terukur")
    later = pegawai.get(answer.headers["Location"]).text

    assert answer.headers["Location"] == address
    assert "SKP diajukan kepada penilai" in first
    assert "SKP diajukan kepada penilai" not in again
    assert "SKP diajukan kepada penilai" not in later
    assert "Dikembalikan" in later


def test_news_of_another_page_is_kept_for_that_page(pegawai: FlaskClient) -> None:
    address = write(pegawai)

    elsewhere = pegawai.get("/skp").text

    assert "SKP tersimpan sebagai draf" not in elsewhere
    assert "SKP tersimpan sebagai draf" in pegawai.get(address).text


def test_a_returned_plan_is_mended_handed_in_established_and_opened_again(
    pegawai: FlaskClient, penilai: FlaskClient
) -> None:
    address = submit(pegawai)
    send(penilai, address, f"{address}/return", alasan="Target belum terukur")
    changed = ISI | {"baris.0.indikator.0.target": "97 persen", "langkah": "simpan"}

    mended = send(pegawai, f"{address}/ubah", f"{address}/ubah", **changed)
    send(pegawai, address, f"{address}/submit")
    established = send(penilai, address, f"{address}/establish")
    unchosen = send(pegawai, address, f"{address}/propose-change", alasan="APBD Perubahan")
    why = {"alasan_kode": "strategi_program_anggaran", "alasan": "APBD Perubahan"}
    opened = send(pegawai, address, f"{address}/propose-change", **why)

    assert [step[0] for step in (mended, established, unchosen, opened)] == [303, 303, 422, 303]
    page = pegawai.get(address).text
    assert ", usul perubahan" in page
    assert "Target 97 persen" in page
    assert "Perubahan strategi, program, atau anggaran" in page


def test_the_owner_withdraws_a_change_on_the_page(pegawai: FlaskClient, penilai: FlaskClient) -> None:
    address = submit(pegawai)
    send(penilai, address, f"{address}/establish")
    why = {"alasan_kode": "strategi_program_anggaran", "alasan": "Pagu turun separuh"}
    send(pegawai, address, f"{address}/propose-change", **why)
    shown = penilai.get(address).text

    withdrawn = send(pegawai, address, f"{address}/withdraw-change")
    page = pegawai.get(address).text

    assert "withdraw-change" not in shown
    assert withdrawn[0] == 303
    assert "Usul perubahan ditarik" in page
    assert "Pagu turun separuh" not in page


def test_who_decides_on_a_change_reads_the_reason_and_compares_the_versions(
    pegawai: FlaskClient, penilai: FlaskClient
) -> None:
    address = submit(pegawai)
    send(penilai, address, f"{address}/establish")
    why = {"alasan_kode": "strategi_program_anggaran", "alasan": "Pagu turun separuh"}
    send(pegawai, address, f"{address}/propose-change", **why)
    send(pegawai, f"{address}/ubah", f"{address}/ubah", **ISI, langkah="simpan")
    changed = ISI | {"baris.0.indikator.0.target": "80 persen", "langkah": "simpan"}
    send(pegawai, f"{address}/ubah", f"{address}/ubah", **changed)
    send(pegawai, address, f"{address}/submit")

    page = penilai.get(address).text
    beside = penilai.get(f"{address}/perbandingan?dengan=1").text
    first = penilai.get(f"{address}/versi/1").text

    assert "Pagu turun separuh" in page
    assert f'href="{address}/perbandingan?dengan=1"' in page
    assert "Bandingkan dengan versi 1" in page
    assert ["Berubah" in beside, "Target 95 persen" in beside, "Target 80 persen" in beside] == [True] * 3
    assert ("Target 95 persen" in first, "Target 80 persen" in first) == (True, False)
    assert penilai.get(f"{address}/perbandingan").status_code == 404


def test_a_step_on_a_plan_that_changed_meanwhile_is_not_taken(pegawai: FlaskClient) -> None:
    address = write(pegawai)

    stale = send(pegawai, address, f"{address}/submit", version="7")
    form = send(pegawai, f"{address}/ubah", f"{address}/ubah", langkah="simpan", version="7", **ISI)

    assert (stale[0], "berubah sejak Anda membukanya" in stale[1]) == (412, True)
    assert (form[0], "berubah sejak Anda membukanya" in form[1]) == (412, True)


def test_a_plan_without_a_main_result_says_so_when_handed_in(pegawai: FlaskClient) -> None:
    address = write(pegawai, ISI | {"baris.0.jenis": "tambahan"})

    status, page, _ = send(pegawai, address, f"{address}/submit")

    assert (status, "Isi sedikitnya satu hasil kerja utama" in page) == (422, True)
    assert 'id="f-baris"' in page


def test_the_progress_shows_who_has_none_and_goes_into_a_workbook(
    pegawai: FlaskClient, bkpsdm: FlaskClient, rantai: Rantai
) -> None:
    write(pegawai)

    page, others = bkpsdm.get("/skp/rekap?opd=dinkes").text, bkpsdm.get("/skp/rekap?opd=dlh").text
    unit = bkpsdm.get(f"/skp/rekap/{rantai.pegawai.unit_id}").text
    book = bkpsdm.get("/skp/rekap.xlsx")

    assert f"/skp/rekap/{rantai.pegawai.unit_id}?tahun=" in page
    assert rantai.pegawai.unit_id not in others
    assert "Berikutnya" in bkpsdm.get("/skp/rekap").text
    assert "Belum menyusun" in unit
    assert rantai.pegawai.nama in unit
    assert book.headers["Content-Disposition"].endswith(".xlsx")
    assert "xl/worksheets/sheet1.xml" in ZipFile(io.BytesIO(book.data)).namelist()


def test_an_account_without_a_person_has_no_plan_to_write(sesi: Sesi, bkpsdm: FlaskClient) -> None:
    nobody = sesi("pegawai", opd="dinkes")

    assert "tidak terhubung dengan pegawai" in nobody.get("/skp").text
    assert nobody.get("/skp/baru").headers["Location"] == "/skp"
    assert "Buka rekap SKP" in bkpsdm.get("/skp").text


def test_behaviour_and_annexes_are_written_and_shown(pegawai: FlaskClient, penilai: FlaskClient) -> None:
    more = {"perilaku.kompeten": "Ikut pelatihan telaah", "lampiran.konsekuensi": "Pelatihan\n\nPenghargaan"}
    address = write(pegawai, ISI | more)
    form = pegawai.get(f"{address}/ubah").text
    status, page, _ = send(pegawai, f"{address}/ubah", f"{address}/ubah", **ISI | {"perilaku.loyal": "x" * 1001})
    grown = send(pegawai, f"{address}/ubah", f"{address}/ubah", **ISI | more | {"langkah": "tambah"})[1]

    shown = pegawai.get(address).text
    assert ["Ikut pelatihan telaah" in shown, "<li>Penghargaan</li>" in shown] == [True, True]
    assert "Ikut pelatihan telaah</textarea>" in form
    assert "Pelatihan\nPenghargaan</textarea>" in form
    assert (status, 'id="f-perilaku.loyal-galat"' in page) == (422, True)
    assert "Ikut pelatihan telaah</textarea>" in grown


def test_a_dialogue_is_recorded_on_its_page_and_read_on_the_plan(pegawai: FlaskClient, penilai: FlaskClient) -> None:
    address = write(pegawai)
    page = f"{address}/dialog"

    mute, form, _ = send(penilai, page, page, tanggal="kemarin", kesepakatan="")
    saved, _, back = send(penilai, page, page, tanggal="2026-01-12", kesepakatan="Target naik dua persen")

    shown = pegawai.get(address).text
    assert (mute, 'id="f-tanggal-galat"' in form) == (422, True)
    assert (saved, back) == (303, address)
    assert ["Target naik dua persen" in shown, "12 Januari 2026" in shown] == [True, True]


def test_a_version_is_a_document_with_the_same_bytes_each_time(pegawai: FlaskClient, penilai: FlaskClient) -> None:
    address = submit(
        pegawai, ISI | {"perilaku.kompeten": "Ikut pelatihan #telaah", "lampiran.konsekuensi": "Pelatihan"}
    )
    early = pegawai.get(f"{address}/versi/1/skp.pdf").status_code
    send(penilai, address, f"{address}/establish")

    first, again = (pegawai.get(f"{address}/versi/1/skp.pdf") for _ in range(2))

    assert early == 404
    assert (first.status_code, first.mimetype, first.data[:5]) == (200, "application/pdf", b"%PDF-")
    assert first.data == again.data
    assert f'href="{address}/versi/1/skp.pdf"' in pegawai.get(f"{address}/versi/1").text
