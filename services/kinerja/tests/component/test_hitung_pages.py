"""The pages of the calculators: open to anyone, the state in the address, the working shown."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from kinerja.entrypoints.http.hitung.daftar import KALKULATOR

TERBUKA = sorted(kode for kode, each in KALKULATOR.items() if not each.rahasia)


@pytest.fixture
def engine(shared_engine: Engine) -> Engine:
    return shared_engine


def example(kode: str) -> dict[str, str]:
    """Return what the form holds when it is opened."""
    return {each.nama: each.contoh for each in KALKULATOR[kode].isian if each.contoh}


def test_the_list_leads_to_each_calculator(client: FlaskClient) -> None:
    page = client.get("/hitung")

    assert page.status_code == 200
    assert all(f'href="/hitung/{kode}"' in page.text and each.kalimat in page.text for kode, each in KALKULATOR.items())


@pytest.mark.parametrize("kode", sorted(KALKULATOR))
def test_an_untouched_form_shows_its_example_and_no_answer(client: FlaskClient, kode: str) -> None:
    page = client.get(f"/hitung/{kode}")

    assert page.status_code == 200
    assert 'id="hasil"' not in page.text
    assert "Galat" not in page.text
    assert all(f'name="{each.nama}"' in page.text for each in KALKULATOR[kode].isian)


@pytest.mark.parametrize("kode", TERBUKA)
def test_the_example_is_answered_with_its_working_and_its_source(client: FlaskClient, kode: str) -> None:
    page = client.get(f"/hitung/{kode}", query_string=example(kode))

    assert page.status_code == 200, page.text
    assert "Cara menghitung" in page.text
    assert re.search(r"Dasar: .+\. Berlaku mulai .+ \d{4}\.", page.text)


@pytest.mark.parametrize(
    "kode, query, words",
    [
        ("predikat", "hasil_kerja=di_atas&perilaku=di_atas", ["Sangat baik"]),
        ("cascading", "jenis=langsung&target_induk=80&anak=79,5+90&bobot=1+3", ["87,375", "7,375"]),
        ("tpp", "pagu=3.333.333&produktivitas=0,85&disiplin=0,93", ["Rp2.940.000", "2.939.999,706"]),
        ("nilai-pindah", "bagian=4+88%0A8+100", ["96,00", "(88 × 4 + 100 × 8) / 12"]),
        ("bulan-jabatan", "mulai=2026-01-01+2026-05-11", ["4 bulan + 8 bulan", "paling lambat tanggal 15"]),
        ("jp", "jp_realisasi=12+4+3,5", ["Kurang 0,5 JP", "19,5"]),
        ("kesenjangan", "standar=3+3+4+2&profil=3+2+4+3", ["91,67%", "100 × 11 / 12"]),
        ("tenggat-evaluasi", "diterima=2027-01-28", ["Kamis, 11 Februari 2027", "Senin, 22 Februari 2027"]),
        ("populasi-unit", "jumlah.sangat_baik=5&jumlah.baik=20&jumlah.cukup=10&jumlah.kurang=5&jumlah.sangat_kurang=10",
         ["10 / 30 / 10 atau 5 / 35 / 10", "5 sangat baik dan 5 baik"]),
        ("sebaran", ("capaian_organisasi=baik&jumlah.sangat_baik=3&jumlah.baik=11&jumlah.butuh_perbaikan=1&jumlah.kurang=0"
         "&jumlah.sangat_kurang=0"), ["Sebaran belum sesuai", "paling banyak 70 % dari 15, yaitu 10 orang", "tidak terpenuhi"]),
        ("kotak-talenta", "kinerja=79,5&potensi=81", ["Kotak 8", "Dipertahankan"]),
    ],
)  # fmt: skip
def test_the_answer_is_in_words_and_figures(client: FlaskClient, kode: str, query: str, words: list[str]) -> None:
    page = client.get(f"/hitung/{kode}?{query}").text

    assert [word for word in words if word not in page] == []


def test_what_was_entered_stays_in_the_form(client: FlaskClient) -> None:
    page = client.get("/hitung/kotak-talenta?kinerja=79,5&potensi=seratus")

    assert page.status_code == 422
    assert 'value="79,5"' in page.text
    assert 'value="seratus"' in page.text
    assert '<a href="#f-potensi">Potensi: Isi dengan angka 0 sampai 100</a>' in page.text


@pytest.mark.parametrize("kode", TERBUKA)
def test_no_address_can_break_a_page(client: FlaskClient, kode: str) -> None:
    broken = []
    for each in KALKULATOR[kode].isian:
        for value in (
            "",
            "NaN",
            "1e400",
            "-1",
            "x" * 5000,
            "\u202e",
            "<script>",
            "1 " * 3000,
            "0001-01-01",
            "9999-12-31",
        ):
            answer = client.get(f"/hitung/{kode}", query_string=example(kode) | {each.nama: value})
            if answer.status_code not in (200, 422) or "<script>x" in answer.text:
                broken.append((each.nama, value[:20], answer.status_code))

    assert broken == []


def test_a_nip_never_stands_in_an_address(client: FlaskClient) -> None:
    form = client.get("/hitung/nip?nip=198609262015051001").text
    found = re.search(r'name="csrf_token" value="([^"]*)"', form)
    assert found is not None

    answer = client.post("/hitung/nip", data={"csrf_token": found[1], "nip": "198609262015051001"})

    assert 'method="post"' in form
    assert 'value="198609262015051001"' not in form
    assert answer.status_code == 200
    assert "Jumat, 26 September 1986" in answer.text


def test_an_unknown_calculator_is_not_found(client: FlaskClient) -> None:
    assert client.get("/hitung/tiada").status_code == 404


def test_who_is_signed_in_keeps_the_rail(sesi: Callable[..., FlaskClient]) -> None:
    page = sesi("bkpsdm", opd="bkpsdm").get("/hitung/predikat").text

    assert "Pohon organisasi" in page
    assert 'href="/hitung"' in page
