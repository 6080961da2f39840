"""The public pages: reading before beginning, tracking, verifying, the survey; and which page opens for whom."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from tests.support.borang import Peramban, read_borang
from tests.support.perizinan import AKUN, NILAI, Kantor

OpenAs = Callable[..., Peramban]


@pytest.fixture(scope="module")
def open_as(kantor: Kantor) -> OpenAs:
    """Give a function that returns a browser in which somebody is signed in, or nobody."""

    def open_peramban(akun: str | None = None) -> Peramban:
        sesi = kantor.rooms.identity.sesi.begin(akun) if akun else None
        return Peramban(kantor.app, sesi, "simpul_perizinan")

    return open_peramban


PUBLIK = (
    "/",
    "/layanan/sip-dokter",
    "/hitung-hari-kerja",
    "/lacak",
    "/survei",
    "/izin/periksa",
    "/pengaduan",
    "/masuk",
)
DESK = frozenset({"petugas", "verifikator", "kabid", "kadis", "admin"})
PETUGAS = {"/kotak-masuk": DESK, "/permohonan": DESK, "/kotak-masuk/unduh.xlsx": DESK}
OPEN = {
    **PETUGAS,
    "/tugas-mitra": frozenset({"mitra"}),
    "/permohonan-saya": frozenset({"pemohon", "petugas"}),
    "/ajukan/izin-klinik": frozenset({"pemohon", "petugas"}),
    "/kotak-masuk/tugaskan": frozenset({"verifikator", "kabid"}),
    "/peristiwa-gagal": frozenset({"admin"}),
    "/katalog": DESK | {"pemohon", "mitra"},
    "/kalender": DESK | {"pemohon", "mitra"},
}


@pytest.mark.parametrize("path", PUBLIK)
def test_anyone_may_read_the_public_pages(open_as: OpenAs, path: str) -> None:
    page = open_as().get(path)

    assert page.status_code == 200
    assert page.text.count("<h1") == 1
    assert " style=" not in page.text


@pytest.mark.parametrize("akun", ["pemohon", "petugas", "verifikator", "kabid", "kadis", "mitra.dinkes", "admin"])
@pytest.mark.parametrize("path", OPEN)
def test_a_page_opens_for_its_roles_alone(open_as: OpenAs, path: str, akun: str) -> None:
    status = open_as(akun).get(path).status_code

    assert status == (200 if set(AKUN[akun][0]) & OPEN[path] else 403)


@pytest.mark.parametrize("path", OPEN)
def test_who_is_not_signed_in_is_led_to_the_door(open_as: OpenAs, path: str) -> None:
    answer = open_as().get(path)

    assert (answer.status_code, answer.headers["Location"][:7]) == (303, "/masuk?")


@pytest.mark.parametrize(
    "akun,place",
    [
        ("pemohon", "/permohonan-saya"),
        ("kabid", "/kotak-masuk"),
        ("mitra.dlh", "/tugas-mitra"),
        ("admin", "/peristiwa-gagal"),
    ],
)
def test_everyone_is_led_to_their_own_work(open_as: OpenAs, akun: str, place: str) -> None:
    assert open_as(akun).get("/saya").headers["Location"] == place


def test_the_search_finds_by_the_words_that_tell_most(open_as: OpenAs) -> None:
    found = open_as().get("/?q=papan+reklame").text
    nothing = open_as().get("/?q=xyzzy").text

    assert "Izin penyelenggaraan reklame" in found
    assert "SIP dokter dan dokter gigi" not in found
    assert "Tidak ada layanan yang cocok" in nothing


def test_a_layanan_shows_its_whole_standard_and_what_is_closed_says_why(open_as: OpenAs) -> None:
    open_, closed = open_as().get("/layanan/sip-dokter").text, open_as().get("/layanan/pbg").text

    assert "14 komponen" in open_
    assert open_.count("<dt>") >= 14
    assert "Mulai permohonan" in open_
    assert "PBG diajukan melalui SIMBG" in closed
    assert "Mulai permohonan" not in closed
    assert open_as().get("/layanan/tidak-ada").status_code == 404


def test_only_who_may_begin_a_permohonan_is_offered_it(open_as: OpenAs) -> None:
    offered = {
        akun: "/ajukan/sip-dokter" in open_as(akun).get("/layanan/sip-dokter").text
        for akun in ("pemohon", "petugas", "verifikator", "mitra.dinkes", "kadis")
    }

    assert "/ajukan/sip-dokter" in open_as().get("/layanan/sip-dokter").text
    assert {akun for akun, told in offered.items() if told} == {"pemohon", "petugas"}


def test_the_calculator_counts_as_the_clock_does(open_as: OpenAs) -> None:
    page = (
        open_as().get("/hitung-hari-kerja?mulai=2026-05-11&hari=5&jeda_mulai=2026-05-13&jeda_selesai=2026-05-20").text
    )

    assert "Senin, 25 Mei 2026" in page
    assert "hari 2, jeda" in page


@pytest.mark.parametrize(
    "query,words",
    [
        ("mulai=2026-02-30", "Tanggal ini tidak ada pada kalender"),
        ("hari=lima", "Jumlah hari kerja harus berupa angka"),
        ("mulai=2031-01-02", "Kalender tahun 2031 belum ada"),
        ("mulai=2026-05-11&jeda_mulai=2026-05-13", "Isi kapan hitungan berjalan lagi"),
        ("mulai=2026-05-11&jeda_mulai=2026-05-20&jeda_selesai=2026-05-13", "Tukar kedua tanggalnya"),
    ],
)
def test_the_calculator_says_beside_the_field_what_is_wrong(open_as: OpenAs, query: str, words: str) -> None:
    answer = open_as().get(f"/hitung-hari-kerja?{query}")

    assert answer.status_code == 422
    assert answer.text.count(words) == 2
    assert "<title>Galat: " in answer.text


def test_tracking_says_in_a_sentence_where_it_stands_and_masks_the_name(kantor: Kantor, open_as: OpenAs) -> None:
    berkas = kantor.bring_to("dikembalikan")

    page = open_as().send("/lacak", nomor=berkas.nomor_registrasi, kunci=berkas.kunci).text

    assert "Menunggu perbaikan dari Anda" in page
    assert "buram" in page
    assert "S•••• W•" in page
    assert "Wulandari" not in page


def test_a_wrong_pair_and_an_unknown_number_are_one_sentence(kantor: Kantor, open_as: OpenAs) -> None:
    berkas = kantor.bring_to("diajukan")
    wrong = open_as().send("/lacak", nomor=berkas.nomor_registrasi, kunci="SALAH-SALAH-SALAH-SALAH")
    unknown = open_as().send("/lacak", nomor="PRZ-2026-999999", kunci="SALAH-SALAH-SALAH-SALAH")

    def without_values(page: str) -> str:
        return re.sub(r'value="[^"]*"', "", page)

    assert (wrong.status_code, unknown.status_code) == (404, 404)
    assert "Nomor atau kunci tidak cocok" in wrong.text
    assert without_values(wrong.text) == without_values(unknown.text)


def test_guessing_is_slowed_down_and_told_when_to_come_back(open_as: OpenAs) -> None:
    peramban = open_as()
    form = read_borang(peramban.get("/lacak").text, "/lacak")
    answers = [peramban.press(form, "/lacak", nomor="PRZ-2026-000001", kunci=f"K{n}") for n in range(21)]

    assert [answer.status_code for answer in answers] == [404] * 20 + [429]
    assert "Coba lagi pukul 10.0" in answers[-1].text
    assert "Retry-After" in answers[-1].headers


def test_a_form_without_its_token_is_refused(open_as: OpenAs) -> None:
    assert open_as().post("/lacak", {"nomor": "PRZ-2026-000001", "kunci": "K"}).status_code == 403
    assert open_as("pemohon").post("/ajukan/izin-klinik", {"nama": "X"}).status_code == 403


def test_the_survey_is_answered_once_and_says_so(kantor: Kantor, open_as: OpenAs) -> None:
    berkas = kantor.bring_to("diterbitkan")
    pair = {"nomor": berkas.nomor_registrasi, "kunci": berkas.kunci}
    jawaban = {unsur: str(nilai) for unsur, nilai in NILAI.items()}

    gaps = open_as().send("/survei", **pair)
    first = open_as().send("/survei", **pair, **jawaban)
    second = open_as().send("/survei", **pair, **jawaban)

    assert (gaps.status_code, gaps.text.count("Pilih satu jawaban")) == (422, 18)
    assert "Jawaban survei diterima" in first.text
    assert (second.status_code, "sudah diisi" in second.text) == (409, True)


def test_a_licence_is_verified_by_its_number_and_by_its_code(kantor: Kantor, open_as: OpenAs) -> None:
    berkas = kantor.bring_to("diterbitkan")
    page = open_as().get(f"/izin/periksa?nomor={berkas.nomor_izin}").text
    found = kantor.service.queries.find_izin(nomor=berkas.nomor_izin)
    by_code = open_as().get(f"/v/{found.izin.kode_verifikasi}").text

    for text in (page, by_code):
        assert berkas.nomor_izin in text
        assert "Berlaku" in text
        assert "Wulandari" not in text
    assert open_as().get("/v/kode-palsu").status_code == 404
    assert "Periksa lagi nomor pada lembar izin" in open_as().get("/izin/periksa?nomor=503/1").text
