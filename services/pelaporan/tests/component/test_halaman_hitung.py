"""The pages of the calculators: a form that anyone may fill in, and the arithmetic behind its answer."""

from __future__ import annotations

import re
from urllib.parse import urlencode

import pytest
from flask.testing import FlaskClient

from pelaporan.adapters.aturan import read_aturan
from pelaporan.entrypoints.hitung.kalkulator import KALKULATOR
from pelaporan.entrypoints.http.halaman.hitung.borang import KOLOM_RB, make_baris_rb
from pelaporan.entrypoints.http.halaman.hitung.daftar import list_halaman
from pelaporan.entrypoints.http.halaman.hitung.isian import split_figures, split_rows
from tests.support.borang import read_borang

HALAMAN = list_halaman(read_aturan())
HASIL = {
    "sakip": "62,25, B (Baik)",
    "sakip-kriteria": "90,91 %, jawaban B",
    "capaian": "107,25 %",
    "capaian-sasaran": "97,04 %",
    "efisiensi": "13,05 poin",
    "ipp": "3,48, B- (Baik dengan Catatan)",
    "ipp-kabupaten": "3,85, B (Baik)",
    "skm": "84,26, B (Baik)",
    "sampel": "140 responden",
    "spm": "93,00, Tuntas Utama",
    "rb": "85,11, A- (Memuaskan dengan Catatan)",
    "renaksi": "85,71",
    "iku-non-makro": "80,00",
    "indeks": "74,20, Waspada",
    "spbe": "3,00, Baik",
    "pemdi": "3,00, Baik",
    "spip": "3,31, Terdefinisi",
    "mri": "3,00",
    "iepk": "2,80",
}
ROW_0_EMPTY = dict.fromkeys((f"indikator.0.{nama}" for nama, _ in KOLOM_RB), "")


def example(kode: str) -> dict[str, str]:
    """Return the example of a form as the browser sends it."""
    halaman = HALAMAN[kode]
    return {satu.nama: satu.contoh for satu in (*halaman.isian, *make_baris_rb(halaman.baris))}


def fill_in(client: FlaskClient, kode: str, form: dict[str, str]) -> tuple[int, str]:
    """Send a form as its page does; return the status and the page."""
    path = f"/hitung/{kode}"
    if not HALAMAN[kode].kirim:
        answer = client.get(f"{path}?{urlencode(form)}")
    else:
        token = read_borang(client.get(path).text, path).value("csrf_token")
        answer = client.post(path, data=form | {"csrf_token": token})
    return answer.status_code, answer.text


def text_of(page: str) -> str:
    """Return what stands on a page, without markup."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def test_every_calculator_has_a_page_and_is_listed(anyone: FlaskClient) -> None:
    page = anyone.get("/hitung")

    assert set(HALAMAN) == set(KALKULATOR) == set(HASIL)
    assert all(f'href="/hitung/{kode}"' in page.text for kode in HALAMAN)


@pytest.mark.parametrize("kode", sorted(HASIL))
def test_an_untouched_form_shows_an_example_and_no_answer(anyone: FlaskClient, kode: str) -> None:
    page = anyone.get(f"/hitung/{kode}")

    assert page.status_code == 200
    assert 'id="hasil"' not in page.text


@pytest.mark.parametrize("kode", sorted(HASIL))
def test_the_example_is_answered_with_its_arithmetic_and_its_source(anyone: FlaskClient, kode: str) -> None:
    status, page = fill_in(anyone, kode, example(kode))

    assert status == 200, text_of(page)
    assert HASIL[kode] in text_of(page).replace("−", "-")
    assert "Cara menghitung" in page
    assert "Dasar: " in page


@pytest.mark.parametrize(
    "kode, langkah",
    [
        ("sakip", ["1.a Keberadaan BB = 80; 80 ÷ 100 × 6 4,8000", "20,1000", "Baik, lebih dari 60 B"]),
        ("ipp", ["3,3700 × 24 ÷ 100 0,8088", "0,75 × 3,3642 + 0,25 × 3,8214", "berlaku mulai tahun 2022"]),
        ("skm", ["16 ÷ 6 2,6667", "unsur terendah: Kompetensi pelaksana", "Baik, mulai 76,61"]),
        ("rb", ["3,0055 ÷ 5 × 15; capaian 60,1100 9,0165", "(77,6065 − 1) ÷ 100,0000 × 100 76,6065", "tercapai: iku"]),
        ("sampel", ["3,841 × 220 × 0,5 × 0,5 ÷ (0,05² × 219 + 3,841 × 0,5 × 0,5)"]),
        ("spbe", ["untuk evaluasi sampai tahun 2025", "dicabut PermenPANRB 8/2026"]),
        ("pemdi", ["PermenPANRB 8/2026, berlaku mulai 5 Juni 2026", "naskah resminya belum dibaca"]),
        ("spm", ["0,8 × 95,0000 + 0,2 × 85,0000"]),
    ],
)
def test_the_steps_of_an_answer(anyone: FlaskClient, kode: str, langkah: list[str]) -> None:
    _, page = fill_in(anyone, kode, example(kode))

    assert [satu for satu in langkah if satu not in text_of(page)] == []


@pytest.mark.parametrize(
    "kode, ubah, isian",
    [
        ("sakip", {"jawaban.1.a": ""}, "jawaban.1.a"),
        ("ipp", {"f02.30": "6"}, "f02.30"),
        ("ipp", {"f03": "123"}, "f03"),
        ("skm", {"jumlah.0": "99"}, "jumlah.0"),
        ("rb", ROW_0_EMPTY | {"indikator.1.nilai": "101"}, "indikator.1.nilai"),
        ("rb", {"koefisien": "1"}, "koefisien"),
        ("spm", {"mutu": "100 abc"}, "mutu"),
        ("pemdi", {"tingkat.20": "5,5"}, "tingkat.20"),
        ("spip", {"struktur_proses": "NaN"}, "struktur_proses"),
        ("indeks", {"tahun": "seribu"}, "tahun"),
    ],
)
def test_a_wrong_field_is_named_and_kept(anyone: FlaskClient, kode: str, ubah: dict[str, str], isian: str) -> None:
    status, page = fill_in(anyone, kode, example(kode) | ubah)

    assert status == 422
    assert f'href="#f-{isian}"' in page
    assert f'id="f-{isian}"' in page


def test_an_achievement_that_cannot_be_said_says_why(anyone: FlaskClient) -> None:
    status, page = fill_in(anyone, "capaian", {"polaritas": "naik", "target": "0", "realisasi": "3"})

    assert status == 200
    assert "Target 0 atau negatif tidak dapat menjadi pembagi" in page


def test_the_table_of_rb_grows_and_keeps_what_was_entered(anyone: FlaskClient) -> None:
    form = example("rb") | {"indikator.0.kode": "rencana", "baris": "14", "langkah": "tambah"}

    status, page = fill_in(anyone, "rb", form)

    assert status == 200
    assert 'value="rencana"' in page
    assert 'id="f-indikator.18.kode"' in page


@pytest.mark.parametrize("baris", ["-1", "0", "9999999", "٣", "x"])
def test_no_size_of_the_table_is_a_bug(anyone: FlaskClient, baris: str) -> None:
    assert fill_in(anyone, "rb", example("rb") | {"baris": baris})[0] in (200, 422)


def test_a_calculator_that_there_is_not_is_not_found(anyone: FlaskClient) -> None:
    assert anyone.get("/hitung/tiada").status_code == 404
    assert anyone.get("/hitung").status_code == 200


@pytest.mark.parametrize(
    "teks, angka",
    [
        ("100 80 75", ["100", "80", "75"]),
        ("100, 80, 75", ["100", "80", "75"]),
        ("100,80,75", ["100", "80", "75"]),
        ("97,5; 80", ["97.5", "80"]),
        ("3,97 4,12\n3.45", ["3.97", "4.12", "3.45"]),
        ("", []),
    ],
)
def test_figures_are_read_as_people_write_them(teks: str, angka: list[str]) -> None:
    assert split_figures(teks) == angka


def test_rows_of_digits_are_read_with_and_without_blanks() -> None:
    assert split_rows("4534\n\n4 5 3 4\n10 5") == [["4", "5", "3", "4"], ["4", "5", "3", "4"], ["10", "5"]]
