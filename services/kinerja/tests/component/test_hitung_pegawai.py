"""Calculators of a person: every worked example of credit, talent, training, discipline, pay and age."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from tests.support.hitung import PREDIKAT, ask, refused

JENJANG = ("pemula", "terampil", "mahir", "penyelia", "ahli_pertama", "ahli_muda", "ahli_madya", "ahli_utama")


@pytest.fixture
def engine(shared_engine: Engine) -> Engine:
    return shared_engine


@pytest.mark.parametrize(
    "jenjang, cells",
    list(
        zip(
            JENJANG,
            [
                ("5.625", "3.750", "2.813", "1.875", "0.938"),
                ("7.500", "5.000", "3.750", "2.500", "1.250"),
                ("18.750", "12.500", "9.375", "6.250", "3.125"),
                ("37.500", "25.000", "18.750", "12.500", "6.250"),
                ("18.750", "12.500", "9.375", "6.250", "3.125"),
                ("37.500", "25.000", "18.750", "12.500", "6.250"),
                ("56.250", "37.500", "28.125", "18.750", "9.375"),
                ("75.000", "50.000", "37.500", "25.000", "12.500"),
            ],
            strict=True,
        )
    ),
)
def test_a_full_year_earns_what_the_table_says(client: FlaskClient, jenjang: str, cells: tuple[str, ...]) -> None:
    for predikat, expected in zip(PREDIKAT, cells, strict=True):
        body = {"jenjang": jenjang, "predikat": predikat, "bulan": 12}
        assert ask(client, "angka-kredit", body) == {"angka_kredit": expected}


PARTS = [
    ("ahli_pertama", "baik", 2, "", "2.083", "2,08"),
    ("ahli_pertama", "baik", 2, "sangat_baik 12", "20.833", "20,83"),
    ("ahli_muda", "baik", 5, "", "10.417", "10,42"),
    ("ahli_madya", "butuh_perbaikan", 7, "", "16.406", "16,41"),
    ("ahli_pertama", "sangat_kurang", 11, "", "2.865", "2,86"),
    ("ahli_pertama", "baik", 4, "baik 4\nbaik 4", "12.500", "12,50"),
    ("pemula", "butuh_perbaikan", 12, "", "2.813", "2,81"),
    ("pemula", "sangat_kurang", 12, "", "0.938", "0,94"),
]


@pytest.mark.parametrize("jenjang, predikat, bulan, tambahan, api, layar", PARTS)
def test_angka_kredit_is_rounded_once_for_each_reader(
    client: FlaskClient, jenjang: str, predikat: str, bulan: int, tambahan: str, api: str, layar: str
) -> None:
    lines = [line.split() for line in tambahan.splitlines()]
    more = [{"predikat": word, "bulan": int(n)} for word, n in lines]
    body = {"jenjang": jenjang, "predikat": predikat, "bulan": bulan}

    answer = ask(client, "angka-kredit", body | ({"tambahan": more} if more else {}))
    page = client.get("/hitung/angka-kredit", query_string=body | {"tambahan": tambahan}).text

    assert answer == {"angka_kredit": api}
    assert f'<p class="kalender-tempo">{layar}</p>' in page


@pytest.mark.parametrize(
    "kinerja, potensi, kotak",
    [
        ("92", "64", 7),
        ("80", "60", 7),
        ("79.5", "81", 8),
        ("60", "80", 8),
        ("64", "59", 2),
        ("59.99", "60", 3),
        ("40", "88", 6),
        ("81", "12", 4),
        ("100", "100", 9),
        ("60", "60", 5),
        ("0", "0", 1),
        ("79.999999999", "79.999999999", 5),
    ],
)
def test_performance_and_potential_lead_to_a_box(client: FlaskClient, kinerja: str, potensi: str, kotak: int) -> None:
    assert ask(client, "kotak-talenta", {"kinerja": kinerja, "potensi": potensi}) == {"kotak": kotak}


@pytest.mark.parametrize(
    "jenis, pendidikan, proofs, predikat, disiplin, nilai, kategori",
    [
        ("fungsional", "s1", "diklat_jabatan jp20 seminar", "baik", "tidak_ada", "85.00", "tinggi"),
        ("pelaksana", "slta", "jp20 seminar", "baik", "tidak_ada", "75.00", "sedang"),
        ("pelaksana", "slta", "diklat_jabatan jp20 seminar", "baik", "tidak_ada", "75.00", "sedang"),
        ("pelaksana", "di_bawah_slta", "jp20 seminar", "baik", "tidak_ada", "71.00", "sedang"),
        ("pelaksana", "s3", "jp20", "sangat_baik", "ringan", "80.50", "sedang"),
        ("struktural", "s1", "diklat_jabatan", "butuh_perbaikan", "sedang", "47.00", "sangat_rendah"),
        ("struktural", "s3", "diklat_jabatan jp20 seminar", "sangat_baik", "tidak_ada", "100.00", "sangat_tinggi"),
        ("struktural", "d3", "diklat_jabatan jp20", "sangat_kurang", "berat", "42.00", "sangat_rendah"),
        ("fungsional", "s2", "jp20 seminar", "kurang", "berat", "51.00", "sangat_rendah"),
    ],
)
def test_ip_asn_is_the_sum_of_four_dimensions(
    client: FlaskClient,
    jenis: str,
    pendidikan: str,
    proofs: str,
    predikat: str,
    disiplin: str,
    nilai: str,
    kategori: str,
) -> None:
    body = {"jenis_jabatan": jenis, "pendidikan": pendidikan, "predikat": predikat, "hukuman_disiplin": disiplin}

    answer = ask(client, "ip-asn", body | {each: each in proofs for each in ("diklat_jabatan", "jp20", "seminar")})

    assert (answer["nilai"], answer["kategori"]) == (nilai, kategori)


@pytest.mark.parametrize(
    "pendidikan, points",
    [
        ("s3", 25),
        ("s2", 20),
        ("s1", 15),
        ("d4", 15),
        ("d3", 10),
        ("d2", 5),
        ("d1", 5),
        ("slta", 5),
        ("di_bawah_slta", 1),
    ],
)
def test_each_education_has_its_points(client: FlaskClient, pendidikan: str, points: int) -> None:
    answer = ask(client, "ip-asn", ip_asn() | {"predikat": "baik", "pendidikan": pendidikan})

    assert answer["kualifikasi"] == str(points)


@pytest.mark.parametrize(
    "change, nilai, kategori",
    [
        ({"pendidikan": "s3", "jp20": True, "seminar": True, "predikat": "sangat_baik", "diklat_jabatan": True,
          "hukuman_disiplin": "berat"}, "96.00", "sangat_tinggi"),
        ({"pendidikan": "s3", "jp20": True, "diklat_jabatan": True, "predikat": "sangat_baik"}, "90.00", "tinggi"),
        ({"pendidikan": "s3", "jp20": True, "diklat_jabatan": True, "predikat": "baik",
          "hukuman_disiplin": "berat"}, "81.00", "tinggi"),
        ({"pendidikan": "s2", "jp20": True, "diklat_jabatan": True, "predikat": "baik"}, "80.00", "sedang"),
        ({"pendidikan": "s3", "jp20": True, "seminar": True, "predikat": "butuh_perbaikan"}, "70.00", "rendah"),
        ({"pendidikan": "s1", "jp20": True, "seminar": True, "predikat": "butuh_perbaikan",
          "hukuman_disiplin": "berat"}, "56.00", "sangat_rendah"),
        ({"pendidikan": "s2", "jp20": True, "seminar": True, "predikat": "butuh_perbaikan",
          "hukuman_disiplin": "berat"}, "61.00", "rendah"),
    ],
)  # fmt: skip
def test_the_sum_falls_into_a_band_by_its_lower_bound(
    client: FlaskClient, change: dict[str, Any], nilai: str, kategori: str
) -> None:
    answer = ask(client, "ip-asn", ip_asn() | change)

    assert (answer["nilai"], answer["kategori"]) == (nilai, kategori)


@pytest.mark.parametrize(
    "prestasi, points", [("91", "30"), ("90.99", "25"), ("76", "25"), ("61", "15"), ("51", "5"), ("50", "1")]
)
def test_older_years_count_by_their_number(client: FlaskClient, prestasi: str, points: str) -> None:
    answer = ask(client, "ip-asn", ip_asn() | {"nilai_prestasi": prestasi})

    assert answer["kinerja"] == points


def test_the_functional_training_of_some_professions_counts_by_itself(client: FlaskClient) -> None:
    body = ip_asn() | {"predikat": "baik"}

    assert ask(client, "ip-asn", body)["kompetensi"] == "0"
    assert ask(client, "ip-asn", body | {"diklat_melekat": True})["kompetensi"] == "15"


def ip_asn() -> dict[str, Any]:
    return {
        "jenis_jabatan": "fungsional", "pendidikan": "s1", "diklat_jabatan": False, "jp20": False, "seminar": False,
        "hukuman_disiplin": "tidak_ada",
    }  # fmt: skip


def test_gaps_lead_to_the_fit(client: FlaskClient) -> None:
    answer = ask(client, "kesenjangan", {"standar": [3, 3, 4, 2], "profil": [3, 2, 4, 3]})

    assert answer == {"gap": [0, 1, 0, -1], "maks": 1, "kecocokan": "91.67"}


@pytest.mark.parametrize(
    "jp, jumlah, terpenuhi",
    [(["12", "4", "3.5"], "19.5", False), (["20.0"], "20", True), ([], "0", False), ([12, 4, 4], "20", True)],
)
def test_twenty_hours_of_training_are_enough(client: FlaskClient, jp: list[Any], jumlah: str, terpenuhi: bool) -> None:
    answer = ask(client, "jp", {"jp_realisasi": jp})

    assert (answer["jumlah"], answer["terpenuhi"]) == (jumlah, terpenuhi)


@pytest.mark.parametrize(
    "first, last, jenis, word",
    [
        (0, 2, "tidak_ada", None),
        (3, 3, "ringan", "lisan"),
        (4, 6, "ringan", "tertulis"),
        (7, 10, "ringan", "tidak puas"),
        (11, 13, "sedang", "6 bulan"),
        (14, 16, "sedang", "9 bulan"),
        (17, 20, "sedang", "12 bulan"),
        (21, 24, "berat", "setingkat lebih rendah"),
        (25, 27, "berat", "pelaksana"),
        (28, 366, "berat", "Pemberhentian dengan hormat"),
    ],
)
def test_absence_leads_to_a_sanction(client: FlaskClient, first: int, last: int, jenis: str, word: str | None) -> None:
    for days in (first, last):
        answer = ask(client, "disiplin", {"hari_kerja": days})
        assert answer["jenis"] == jenis
        assert (word in answer["hukuman"]) if word else answer["hukuman"] is None


def test_ten_days_without_a_break_lead_to_dismissal(client: FlaskClient) -> None:
    dismissal = ask(client, "disiplin", {"hari_kerja": 28})

    assert ask(client, "disiplin", {"hari_kerja": 10, "berturut_turut": 10}) == dismissal
    assert ask(client, "disiplin", {"hari_kerja": 10, "berturut_turut": 9})["jenis"] == "ringan"


@pytest.mark.parametrize(
    "pagu, produktivitas, disiplin, potongan, tpp",
    [
        ("4000000", "0.90", "0.96", None, "3696000"),
        ("4000000", "0.90", "0.96", "0.25", "2772000"),
        ("3333333", "0.85", "0.93", None, "2940000"),
        ("0", "1", "1", "1", "0"),
    ],
)
def test_tpp_is_rounded_once_to_rupiah(
    client: FlaskClient, pagu: str, produktivitas: str, disiplin: str, potongan: str | None, tpp: str
) -> None:
    shares = {"produktivitas": produktivitas, "disiplin": disiplin}
    body = {"pagu": pagu} | shares | ({"potongan_hukdis": potongan} if potongan else {})

    assert ask(client, "tpp", body) == {"tpp": tpp}


@pytest.mark.parametrize(
    "nip, jenis, lahir, tmt, kelamin, urut",
    [
        ("198609262015051001", "pns", "1986-09-26", "2015-05", "L", "001"),
        ("198407062006042020", "pns", "1984-07-06", "2006-04", "P", "020"),
        ("199608182022211001", "pppk", "1996-08-18", "2022", "L", "001"),
        ("199001012008011001", "pns", "1990-01-01", "2008-01", "L", "001"),
    ],
)
def test_a_nip_is_taken_apart(
    client: FlaskClient, nip: str, jenis: str, lahir: str, tmt: str, kelamin: str, urut: str
) -> None:
    assert ask(client, "nip", {"nip": nip}) == {
        "jenis": jenis, "tanggal_lahir": lahir, "tmt": tmt, "jenis_kelamin": kelamin, "nomor_urut": urut, "peringatan": [],
    }  # fmt: skip


@pytest.mark.parametrize(
    "nip",
    [
        "199608182022151001",
        "199608182022201001",
        "199013012020011001",
        "19860926201505100",
        "198609262015001001",
        "198609262015131001",
        "198609262015053001",
        "198609262015051000",
        "199001022008011001",
        "19860926 2015051001",
        "198609262015051001\n",
        "１９８６０９２６２０１５０５１００１",
        "000000000000000000",
    ],
)
def test_a_nip_that_cannot_be_is_refused(client: FlaskClient, nip: str) -> None:
    assert refused(client, "nip", {"nip": nip}) == {"nip"}


def test_a_nip_that_differs_from_the_record_is_a_warning(client: FlaskClient) -> None:
    body = {"nip": "198609262015051001", "tanggal_lahir": "1986-09-27", "jenis_kelamin": "P"}

    assert len(ask(client, "nip", body)["peringatan"]) == 2


@pytest.mark.parametrize(
    "lahir, jenjang, usia, mencapai, tmt",
    [
        ("1968-04-11", "administrator", 58, "2026-04-11", "2026-05-01"),
        ("1966-12-31", "jpt_pratama", 60, "2026-12-31", "2027-01-01"),
        ("1960-02-29", "ahli_utama", 65, "2025-02-28", "2025-03-01"),
        ("1970-01-01", "ahli_madya", 60, "2030-01-01", "2030-02-01"),
        ("1970-01-01", "pelaksana", 58, "2028-01-01", "2028-02-01"),
    ],
)
def test_the_pension_begins_on_the_first_of_the_next_month(
    client: FlaskClient, lahir: str, jenjang: str, usia: int, mencapai: str, tmt: str
) -> None:
    answer = ask(client, "bup", {"tanggal_lahir": lahir, "jenjang": jenjang})

    assert answer == {"usia": usia, "mencapai": mencapai, "tmt": tmt}
