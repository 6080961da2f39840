"""The pages of the staff: inbox, file, acts with their conditions, the partner's task, the sheet."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest

from tests.support.borang import Peramban, read_borang
from tests.support.perizinan import PEMOHON, Berkas, Kantor

OpenAs = Callable[..., Peramban]


@pytest.fixture(scope="module")
def open_as(kantor: Kantor) -> OpenAs:
    """Give a function that returns a browser in which somebody is signed in."""
    return lambda akun: Peramban(kantor.app, kantor.rooms.identity.sesi.begin(akun), "simpul_perizinan")


def act(open_as: OpenAs, akun: str, berkas: Berkas, langkah: str, **fields: str) -> tuple[int, str]:
    """Open the page of an act and send its form."""
    answer = open_as(akun).send(f"/berkas/{berkas.id}/{langkah}", "", **fields)
    return answer.status_code, answer.text


def test_the_inbox_is_filtered_by_its_address_and_says_what_is_on(kantor: Kantor, open_as: OpenAs) -> None:
    berkas, peramban = kantor.bring_to("lengkap"), open_as("verifikator")
    found = peramban.get(f"/kotak-masuk?q={berkas.nomor_registrasi}&status=lengkap").text
    empty = peramban.get("/kotak-masuk?q=tidakadayangini").text
    strange = peramban.get("/kotak-masuk?status=xx&tenggat=yy&urut=zz&halaman=-3")

    assert berkas.nomor_registrasi in found
    assert found.count("terpasang-butir") == 2
    assert "Tidak ada berkas yang cocok" in empty
    assert strange.status_code == 200


def test_a_second_click_on_a_head_turns_the_order_round(kantor: Kantor, open_as: OpenAs) -> None:
    kantor.bring_to("lengkap")
    page = open_as("kabid").get("/kotak-masuk?urut=nama_pemohon").text

    assert "urut=-nama_pemohon" in page
    assert 'aria-sort="ascending"' in page


def test_a_filter_is_kept_by_a_name_and_forgotten(kantor: Kantor, open_as: OpenAs) -> None:
    kantor.bring_to("lengkap")
    peramban = open_as("kabid")
    path = "/kotak-masuk/tampilan?status=lengkap&urut=nama_pemohon"
    unnamed = peramban.send(path, "/kotak-masuk/tampilan")
    kept = peramban.send(path, "/kotak-masuk/tampilan", nama="Siap diputus")
    rail = peramban.get("/kotak-masuk").text
    peramban.send("/kotak-masuk/tampilan", lupakan="Siap diputus")

    assert (unnamed.status_code, unnamed.text.count("Beri nama tampilan ini")) == (422, 2)
    assert kept.headers["Location"] == "/kotak-masuk?status=lengkap&urut=nama_pemohon"
    assert "Tampilan saya" in rail
    assert "Siap diputus" in rail
    assert "Siap diputus" not in peramban.get("/kotak-masuk").text


def test_the_story_by_hand(kantor: Kantor, open_as: OpenAs) -> None:
    berkas = kantor.bring_to("diajukan")
    assert "Dinas Kesehatan, Dinas Lingkungan Hidup" in open_as("verifikator").get(f"/berkas/{berkas.id}/accept").text
    assert act(open_as, "verifikator", berkas, "accept")[0] == 303
    for mitra in ("mitra.dinkes", "mitra.dlh"):
        path = f"/tugas-mitra/{berkas.id}"
        assert (
            open_as(mitra).send(path, hasil="setuju", ketentuan="Limbah dikelola\nParkir tersedia").status_code == 303
        )
    assert act(open_as, "kabid", berkas, "approve")[0] == 303
    assert act(open_as, "kadis", berkas, "issue")[0] == 303
    assert act(open_as, "petugas", berkas, "hand-over")[0] == 303

    page = open_as("kabid").get(f"/berkas/{berkas.id}").text
    assert "Setuju bersyarat" in page
    assert "/KLINIK/DPMPTSP/" in page


def test_every_defect_goes_back_in_one_list_by_syarat(kantor: Kantor, open_as: OpenAs) -> None:
    berkas = kantor.bring_to("lengkap")
    empty = act(open_as, "verifikator", berkas, "return")
    silent = act(open_as, "verifikator", berkas, "return", kurang__ktp="1", alasan__nib="Bukan NIB badan ini")
    status, _ = act(open_as, "verifikator", berkas, "return", alasan__ktp="Buram", alasan__nib="Bukan NIB badan ini")

    assert (empty[0], "Sebutkan semua kekurangan" in empty[1]) == (422, True)
    assert (silent[0], 'href="#f-alasan.ktp"' in silent[1]) == (422, True)
    assert "Bukan NIB badan ini" in silent[1]
    assert status == 303
    page = open_as("verifikator").get(f"/berkas/{berkas.id}").text
    assert page.count("Perlu diperbaiki") == 2
    assert "Dijeda, sisa 14" in page


def test_a_rejection_needs_its_code_and_its_reason(kantor: Kantor, open_as: OpenAs) -> None:
    berkas = kantor.bring_to("diajukan")
    status, page = act(open_as, "verifikator", berkas, "reject")
    done, _ = act(open_as, "verifikator", berkas, "reject", alasan_kode="tata_ruang", alasan="Bukan zona kesehatan")

    assert (status, 'href="#f-alasan_kode"' in page, 'href="#f-alasan"' in page) == (422, True, True)
    assert done == 303


def test_what_cannot_be_done_yet_says_what_is_missing(kantor: Kantor, open_as: OpenAs) -> None:
    berkas = kantor.bring_to("lengkap")
    kantor.give(berkas, "dlh")
    page = open_as("kabid").get(f"/berkas/{berkas.id}").text
    refused = open_as("kabid").get(f"/berkas/{berkas.id}/approve")

    words = "Belum dapat disetujui: Dinas Kesehatan belum menjawab."
    assert words in page
    assert (refused.status_code, words in refused.text) == (409, True)
    assert "disabled" not in page


def test_who_verified_does_not_approve(kantor: Kantor, open_as: OpenAs) -> None:
    berkas = kantor.act("rangkap", kantor.bring_to("diajukan"), "accept")
    for mitra in ("dinkes", "dlh"):
        kantor.give(berkas, mitra)

    assert "orang lain yang menyetujui" in open_as("rangkap").get(f"/berkas/{berkas.id}").text


def test_a_file_that_changed_meanwhile_names_who_and_keeps_what_was_typed(kantor: Kantor, open_as: OpenAs) -> None:
    berkas, peramban = kantor.bring_to("lengkap"), open_as("verifikator")
    path = f"/berkas/{berkas.id}/reject"
    form = read_borang(peramban.get(path).text, "")
    kantor.act("verifikator", berkas, "return", {"kekurangan": [{"syarat": "ktp", "alasan": "buram"}]})
    kantor.sequence()
    answer = peramban.press(form, path, alasan_kode="tata_ruang", alasan="Bukan zona")

    assert answer.status_code == 412
    assert "Verifikator mengubah berkas ini" in answer.text
    assert "Bukan zona" in answer.text


def test_files_of_another_agency_are_not_there(kantor: Kantor, open_as: OpenAs) -> None:
    berkas = kantor.bring_to("lengkap")

    for path in (f"/berkas/{berkas.id}", f"/berkas/{berkas.id}/jejak", f"/berkas/{berkas.id}/return"):
        assert open_as("verifikator.dlh").get(path).status_code == 404
    assert open_as("mitra.dpupr").get(f"/tugas-mitra/{berkas.id}").status_code == 404
    assert open_as("kabid").get(f"/berkas/{berkas.id}/reject").status_code == 403


def test_a_partner_sees_its_task_and_not_who_the_pemohon_is_by_number(kantor: Kantor, open_as: OpenAs) -> None:
    berkas = kantor.bring_to("lengkap")
    kantor.give(berkas, "dlh", alasan="Rahasia perangkat daerah lain")
    peramban = open_as("mitra.dinkes")
    page = peramban.get(f"/tugas-mitra/{berkas.id}").text

    assert peramban.get(f"/berkas/{berkas.id}").headers["Location"] == f"/tugas-mitra/{berkas.id}"
    assert PEMOHON["nik"] not in page
    assert "Rahasia" not in page
    assert berkas.nomor_registrasi in peramban.get(f"/tugas-mitra?q={berkas.nomor_registrasi}").text


def test_a_partner_that_says_no_must_say_why_and_answers_once(kantor: Kantor, open_as: OpenAs) -> None:
    berkas, peramban = kantor.bring_to("lengkap"), open_as("mitra.dinkes")
    path = f"/tugas-mitra/{berkas.id}"
    form = read_borang(peramban.get(path).text, path)
    nothing = peramban.press(form, path)
    silent = peramban.press(form, path, hasil="tolak")
    given = peramban.press(form, path, hasil="tolak", alasan="Tenaga belum ber-SIP")
    again = peramban.post(path, {"csrf_token": form.value("csrf_token"), "hasil": "setuju"})

    assert (nothing.status_code, 'href="#f-hasil"' in nothing.text) == (422, True)
    assert (silent.status_code, 'href="#f-alasan"' in silent.text) == (422, True)
    assert given.status_code == 303
    assert again.status_code == 409
    assert "Dinas Kesehatan menolak" in open_as("kabid").get(f"/berkas/{berkas.id}").text


def test_the_numbers_of_a_pemohon_are_shown_to_those_who_check_them(kantor: Kantor, open_as: OpenAs) -> None:
    berkas = kantor.bring_to("lengkap")

    assert PEMOHON["nik"] in open_as("verifikator").get(f"/berkas/{berkas.id}").text
    assert PEMOHON["nik"] not in open_as("kadis").get(f"/berkas/{berkas.id}").text


def test_officers_that_are_away_are_told_of_before_anything_is_written(kantor: Kantor, open_as: OpenAs) -> None:
    berkas = kantor.bring_to("lengkap")
    chosen = open_as("kabid").get(f"/kotak-masuk/tugaskan?berkas={berkas.id}&berkas=xx").text
    none = open_as("kabid").get("/kotak-masuk/tugaskan").text

    assert "Tugaskan 1 berkas" in chosen
    assert "Belum ada pejabat yang dikenal" in chosen
    assert "Belum ada berkas yang dipilih" in none


def test_an_officer_walks_the_queue_without_returning(kantor: Kantor, open_as: OpenAs) -> None:
    kantor.bring_to("lengkap")
    kantor.bring_to("lengkap")
    peramban = open_as("verifikator")
    first = peramban.get("/kotak-masuk?status=lengkap").text
    link = first.split('class="text-nowrap" href="')[1].split('"')[0].replace("&amp;", "&")
    page = peramban.get(link).text

    assert link.endswith("status=lengkap&n=1")
    assert "1 dari " in page
    assert "n=2" in page


def test_the_sheet_holds_what_is_filtered_and_no_formula(kantor: Kantor, open_as: OpenAs) -> None:
    nama = "=HYPERLINK(1)"
    berkas = kantor.act("pemohon", kantor.draft(pemohon=PEMOHON | {"nama": nama}), "submit")
    answer = open_as("verifikator").get(f"/kotak-masuk/unduh.xlsx?q={berkas.nomor_registrasi}")
    book = zipfile.ZipFile(BytesIO(answer.data))
    sheet, strings = (book.read(f"xl/{name}.xml").decode() for name in ("worksheets/sheet1", "sharedStrings"))

    assert "<f>" not in sheet
    assert nama in strings
    assert "1 permohonan, keadaan 2026-11-24 10.00 WIB" in strings


def test_text_of_a_pemohon_is_never_markup(kantor: Kantor, open_as: OpenAs) -> None:
    nama = "<script>alert(1)</script>"
    berkas = kantor.act("pemohon", kantor.draft(pemohon=PEMOHON | {"nama": nama}), "submit")

    for akun, path in (("verifikator", f"/berkas/{berkas.id}"), ("pemohon", f"/permohonan-saya/{berkas.id}")):
        assert "<script>alert" not in open_as(akun).get(path).text


def test_the_calendar_and_the_catalogue_are_shown_by_year_and_version(open_as: OpenAs) -> None:
    assert "242 hari kerja" in open_as("kabid").get("/kalender?tahun=2027").text
    assert "Izin operasional klinik" in open_as("kabid").get("/katalog").text
