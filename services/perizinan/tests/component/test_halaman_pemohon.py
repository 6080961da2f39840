"""The pages of a pemohon: step by step to the receipt, mending, withdrawing; and the same at the counter."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from tests.support.borang import Peramban, read_borang
from tests.support.perizinan import Kantor

OpenAs = Callable[..., Peramban]
PEMOHON = {"jenis": "perorangan", "nama": "Siti Wulandari", "nik": "3311 1252 0487 0003"}


@pytest.fixture(scope="module")
def open_as(kantor: Kantor) -> OpenAs:
    """Give a function that returns a browser in which somebody is signed in."""
    return lambda akun: Peramban(kantor.app, kantor.rooms.identity.sesi.begin(akun), "simpul_perizinan")


def begin(peramban: Peramban, kode: str = "izin-klinik", **more: str) -> str:
    """Take the first step; return the id of the draft."""
    answer = peramban.send(f"/ajukan/{kode}", **PEMOHON, **more)
    assert answer.status_code == 303, answer.text
    return answer.headers["Location"].split("/")[2]


def hand_in(peramban: Peramban, id_: str) -> str:
    """Fill in and hand in; return the receipt."""
    answer = peramban.send(f"/draf/{id_}/isian", nama_klinik="Klinik Melati", jenis_klinik="pratama")
    assert answer.headers["Location"] == f"/draf/{id_}/periksa"
    return peramban.send(f"/draf/{id_}/periksa", f"/draf/{id_}/kirim", benar="1").text


def test_step_by_step_to_the_receipt_whose_key_opens_the_tracking_page(open_as: OpenAs) -> None:
    peramban = open_as("pemohon")
    id_ = begin(peramban)
    receipt = hand_in(peramban, id_)

    nomor, kunci = re.findall(r"<dd>([A-Z0-9-]+)</dd>", receipt)
    tracked = peramban.send("/lacak", nomor=nomor, kunci=kunci).text
    assert "Yang terjadi berikutnya" in receipt
    assert "Kami memeriksa kelengkapan berkas" in tracked


def test_what_was_filled_in_is_kept_between_the_steps_and_on_another_day(open_as: OpenAs) -> None:
    peramban = open_as("pemohon")
    id_ = begin(peramban)
    later = peramban.send(f"/draf/{id_}/isian", nama_klinik="Klinik Sehat", tenaga_kerja="12", nanti="1")

    assert later.headers["Location"].startswith("/permohonan-saya")
    assert 'value="Klinik Sehat"' in peramban.get(f"/draf/{id_}/isian").text
    assert 'value="3311125204870003"' in peramban.get(f"/draf/{id_}/pemohon").text
    answers = peramban.get(f"/draf/{id_}/periksa").text
    assert "Klinik Sehat" in answers
    assert "<dd>12</dd>" in answers


def test_what_is_wrong_is_said_beside_the_field_and_above_in_the_same_words(open_as: OpenAs) -> None:
    answer = open_as("pemohon").send("/ajukan/izin-klinik", jenis="perorangan", nama="Siti", nik="331112520487000")

    words = "NIK belum lengkap: 15 dari 16 angka"
    assert answer.status_code == 422
    assert answer.text.count(words) == 2
    assert 'href="#f-nik"' in answer.text
    assert 'aria-invalid="true"' in answer.text
    assert 'value="331112520487000"' in answer.text


def test_a_number_that_one_kind_of_pemohon_needs_is_not_called_optional(open_as: OpenAs) -> None:
    page = open_as("pemohon").get("/ajukan/izin-klinik").text

    assert '<label for="f-nik">NIK</label>' in page
    assert '<label for="f-nib">NIB</label>' in page
    assert "Surel <span" in page


def test_isian_is_held_against_the_form_of_the_layanan(open_as: OpenAs) -> None:
    peramban = open_as("pemohon")
    id_ = begin(peramban)
    answer = peramban.send(f"/draf/{id_}/isian", tenaga_kerja="dua", nilai_investasi="Rp5.000")

    assert answer.status_code == 422
    assert 'href="#f-tenaga_kerja"' in answer.text
    assert 'href="#f-nilai_investasi"' in answer.text
    assert 'value="dua"' in answer.text


def test_nothing_is_handed_in_without_the_declaration(open_as: OpenAs) -> None:
    peramban = open_as("pemohon")
    id_ = begin(peramban)
    answer = peramban.send(f"/draf/{id_}/periksa", f"/draf/{id_}/kirim")

    assert (answer.status_code, answer.text.count("Nyatakan bahwa isian ini benar")) == (422, 2)


def test_a_form_that_is_sent_twice_counts_once(open_as: OpenAs) -> None:
    peramban = open_as("pemohon")
    id_ = begin(peramban)
    form = read_borang(peramban.get(f"/draf/{id_}/periksa").text, f"/draf/{id_}/kirim")
    first, second = (peramban.press(form, "", benar="1") for _ in range(2))

    assert first.status_code == second.status_code == 200
    assert re.findall(r"<dd>([A-Z0-9-]+)</dd>", first.text) == re.findall(r"<dd>([A-Z0-9-]+)</dd>", second.text)


def test_a_draft_that_changed_elsewhere_keeps_what_was_typed(open_as: OpenAs) -> None:
    peramban = open_as("pemohon")
    id_ = begin(peramban)
    old = read_borang(peramban.get(f"/draf/{id_}/isian").text, f"/draf/{id_}/isian")
    peramban.send(f"/draf/{id_}/isian", nama_klinik="Yang pertama")
    answer = peramban.press(old, "", nama_klinik="Yang kedua")

    assert answer.status_code == 412
    assert "belum disimpan" in answer.text
    assert 'value="Yang kedua"' in answer.text


def test_a_draft_can_be_thrown_away_and_a_foreign_one_is_not_there(open_as: OpenAs) -> None:
    peramban = open_as("pemohon")
    id_ = begin(peramban)

    assert open_as("pemohon.lain").get(f"/draf/{id_}/isian").status_code == 404
    peramban.send("/permohonan-saya", f"/draf/{id_}/hapus")
    assert peramban.get(f"/draf/{id_}/isian").status_code == 404


def test_what_was_returned_is_mended_and_handed_in_again(kantor: Kantor, open_as: OpenAs) -> None:
    berkas, peramban = kantor.bring_to("dikembalikan"), open_as("pemohon")
    page = peramban.get(f"/permohonan-saya/{berkas.id}").text
    answer = peramban.send(f"/permohonan-saya/{berkas.id}/perbaiki", nama_klinik="Klinik Baru")

    assert "Yang perlu Anda perbaiki" in page
    assert answer.headers["Location"] == f"/permohonan-saya/{berkas.id}"
    assert "Perbaikan terkirim" in peramban.get(answer.headers["Location"]).text
    assert "Perbaikan terkirim" not in peramban.get(answer.headers["Location"]).text


def test_the_second_of_two_clicks_leads_to_the_news_too(kantor: Kantor, open_as: OpenAs) -> None:
    path, peramban = f"/permohonan-saya/{kantor.bring_to('dikembalikan').id}/perbaiki", open_as("pemohon")
    form = read_borang(peramban.get(path).text, path)
    first, second = (peramban.press(form, "", nama_klinik="Klinik Baru") for _ in range(2))

    assert (first.status_code, second.status_code) == (303, 303)
    assert first.headers["Set-Cookie"] == second.headers["Set-Cookie"]


def test_withdrawing_says_first_what_follows(kantor: Kantor, open_as: OpenAs) -> None:
    berkas, peramban = kantor.bring_to("lengkap"), open_as("pemohon")
    path = f"/permohonan-saya/{berkas.id}/tarik"

    assert "tidak dapat dilanjutkan" in peramban.get(path).text
    assert peramban.send(path, alasan="Pindah").status_code == 303
    assert "Permohonan sudah Anda tarik" in peramban.get(f"/permohonan-saya/{berkas.id}").text
    assert peramban.get(path).status_code == 409


def test_a_pemohon_signs_out_from_their_own_page(open_as: OpenAs) -> None:
    peramban = open_as("pemohon")

    assert peramban.send("/permohonan-saya", "/keluar").headers["Location"] == "/masuk"
    assert peramban.get("/permohonan-saya").status_code == 303


def test_at_the_counter_a_petugas_begins_for_somebody(kantor: Kantor, open_as: OpenAs) -> None:
    peramban = open_as("petugas")
    receipt = hand_in(peramban, begin(peramban, kanal="pos"))
    nomor = re.findall(r"<dd>([A-Z0-9-]+)</dd>", receipt)[0]

    assert 'body class="utas-perizinan petugas"' in receipt
    listed = kantor["verifikator"].get(f"/v1/permohonan?q={nomor}").get_json()["data"][0]
    assert listed["kanal"] == "pos"
