"""The calculators, asked as anybody may ask them: every worked example, every bound, every refusal."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from kinerja.entrypoints.http.hitung.daftar import KALKULATOR

PREDIKAT = ("sangat_baik", "baik", "butuh_perbaikan", "kurang", "sangat_kurang")
JENJANG = ("pemula", "terampil", "mahir", "penyelia", "ahli_pertama", "ahli_muda", "ahli_madya", "ahli_utama")


@pytest.fixture
def engine(shared_engine: Engine) -> Engine:
    return shared_engine


def ask(client: FlaskClient, kode: str, body: Mapping[str, Any]) -> dict[str, Any]:
    answer = client.post(f"/v1/hitung/{kode}", json=body)
    assert answer.status_code == 200, answer.text
    answered: dict[str, Any] = answer.get_json()
    return answered


def refused(client: FlaskClient, kode: str, body: Any) -> set[str]:
    answer = client.post(f"/v1/hitung/{kode}", json=body)
    problem = answer.get_json()
    assert (answer.status_code, problem["code"]) == (422, "request.invalid"), answer.text
    return set(problem["errors"])


@pytest.mark.parametrize(
    "hasil_kerja, perilaku, predikat",
    [
        ("di_atas", "di_bawah", "kurang"),
        ("di_atas", "sesuai", "baik"),
        ("di_atas", "di_atas", "sangat_baik"),
        ("sesuai", "di_bawah", "kurang"),
        ("sesuai", "sesuai", "baik"),
        ("sesuai", "di_atas", "baik"),
        ("di_bawah", "di_bawah", "sangat_kurang"),
        ("di_bawah", "sesuai", "butuh_perbaikan"),
        ("di_bawah", "di_atas", "butuh_perbaikan"),
    ],
)
def test_the_quadrant_gives_the_predikat(client: FlaskClient, hasil_kerja: str, perilaku: str, predikat: str) -> None:
    assert ask(client, "predikat", {"hasil_kerja": hasil_kerja, "perilaku": perilaku}) == {"predikat": predikat}


@pytest.mark.parametrize(
    "capaian, orang, sesuai, temuan",
    [
        ("istimewa", (7, 3, 0, 0, 0), True, []),
        ("istimewa", (8, 2, 0, 0, 0), False, ["SB_LEBIH_70"]),
        ("istimewa", (5, 5, 0, 0, 0), False, ["SB_BUKAN_TERBESAR"]),
        ("istimewa", (4, 3, 3, 0, 0), True, []),
        ("baik", (2, 6, 1, 1, 0), True, []),
        ("baik", (4, 6, 0, 0, 0), False, ["BP_K_TIDAK_ADA"]),
        ("baik", (3, 10, 2, 0, 0), True, []),
        ("baik", (3, 11, 1, 0, 0), False, ["B_LEBIH_70"]),
        ("butuh_perbaikan", (1, 4, 9, 1, 0), True, []),
        ("butuh_perbaikan", (2, 4, 9, 0, 0), False, ["SB_LEBIH_10"]),
        ("kurang", (0, 3, 2, 10, 0), True, []),
        ("kurang", (0, 5, 1, 9, 0), False, ["BP_KURANG_10"]),
        ("sangat_kurang", (0, 3, 1, 1, 10), True, []),
        ("sangat_kurang", (1, 3, 1, 1, 9), False, ["SB_ADA"]),
        ("baik", (0, 4, 0, 0, 0), True, ["N_KECIL"]),
        ("baik", (5, 5, 1, 0, 0), False, ["B_BUKAN_TERBESAR"]),
        ("butuh_perbaikan", (1, 5, 8, 1, 0), False, ["BP_KURANG_60"]),
        ("kurang", (2, 2, 2, 8, 1), False, ["K_KURANG_60", "SB_LEBIH_10"]),
        ("sangat_kurang", (0, 5, 1, 0, 9), False, ["K_BP_KURANG_10"]),
        ("sangat_kurang", (0, 6, 1, 1, 7), False, ["SK_KURANG_60"]),
    ],
)
def test_the_capaian_of_the_organisation_bounds_the_spread(
    client: FlaskClient, capaian: str, orang: tuple[int, ...], sesuai: bool, temuan: list[str]
) -> None:
    body = {"capaian_organisasi": capaian, "jumlah": dict(zip(PREDIKAT, orang, strict=True))}

    answer = ask(client, "sebaran", body)

    assert (answer["sesuai"], [each["kode"] for each in answer["temuan"]]) == (sesuai, temuan)
    assert all(each["pesan"] for each in answer["temuan"])


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


@pytest.mark.parametrize(
    "body, sesuai, selisih",
    [
        ({"aditif": True, "target_induk": "90", "anak": ["40", "30", "20"]}, True, "0"),
        ({"aditif": True, "target_induk": "90", "anak": ["40", "30", "25"]}, False, "5"),
        ({"aditif": True, "target_induk": "90", "anak": ["40", "25", "20"]}, False, "-5"),
        ({"aditif": True, "target_induk": 0.3, "anak": [0.1, 0.2]}, True, "0"),
        ({"aditif": False, "target_induk": "80", "anak": ["80", "85"]}, True, "0"),
        ({"aditif": False, "target_induk": "80", "anak": ["79.5", "90"]}, False, "-0.5"),
        ({"aditif": False, "target_induk": "80", "anak": ["79.5", "90"], "bobot": ["1", "3"]}, True, "7.375"),
        ({"aditif": False, "target_induk": "10", "anak": ["9", "11"], "polaritas": "turun"}, False, "1"),
        ({"aditif": False, "target_induk": "10", "anak": ["9", "10"], "polaritas": "turun"}, True, "0"),
        (
            {"aditif": False, "target_induk": "10", "anak": ["9", "12"], "polaritas": "turun", "bobot": [2, 1]},
            True,
            "0",
        ),
        ({"aditif": False, "target_induk": "1", "anak": ["1", "2"], "bobot": [2, 1]}, True, "0.333333333333333"),
    ],
)
def test_direct_targets_are_compared_exactly(
    client: FlaskClient, body: dict[str, Any], sesuai: bool, selisih: str
) -> None:
    assert ask(client, "cascading", {"jenis": "langsung"} | body) == {"sesuai": sesuai, "selisih": selisih}


def test_an_indirect_target_is_not_compared(client: FlaskClient) -> None:
    body = {"jenis": "tidak_langsung", "aditif": True, "target_induk": "90", "anak": ["1"]}

    assert ask(client, "cascading", body) == {"sesuai": True, "selisih": None}


@pytest.mark.parametrize(
    "body, perilaku, nilai, predikat",
    [
        ({"skp": "112", "perilaku": "95"}, "95", "106.90", "baik"),
        ({"skp": "105", "perilaku": "90", "rekan": "80"}, "86", "97.40", "baik"),
        ({"skp": "113", "perilaku": "113", "ide_baru": True}, "113", "113.00", "sangat_baik"),
        ({"skp": "113", "perilaku": "113"}, "113", "113.00", "baik"),
        ({"skp": "90", "perilaku": "90"}, "90", "90.00", "baik"),
        ({"skp": "89.993", "perilaku": "89.99"}, "89.99", "89.99", "cukup"),
        ({"skp": "89.995", "perilaku": "89.995"}, "89.995", "90.00", "baik"),
        ({"skp": "70", "perilaku": "70"}, "70", "70.00", "cukup"),
        ({"skp": "50", "perilaku": "50", "ide_baru": True}, "50", "50.00", "kurang"),
        ({"skp": "49.99", "perilaku": "49.99"}, "49.99", "49.99", "sangat_kurang"),
    ],
)
def test_the_number_is_rounded_once_before_its_band(
    client: FlaskClient, body: dict[str, Any], perilaku: str, nilai: str, predikat: str
) -> None:
    expected = {"perilaku": perilaku, "nilai": nilai, "predikat": predikat}

    assert ask(client, "nilai-kinerja", body) == expected


def test_an_item_counts_no_more_than_120(client: FlaskClient) -> None:
    assert ask(client, "capaian-skp", {"realisasi": "150"}) == {"capaian": "120"}
    assert ask(client, "capaian-skp", {"realisasi": "99.5"}) == {"capaian": "99.5"}


def test_a_move_in_the_year_makes_the_mark_proportional(client: FlaskClient) -> None:
    body = {"bagian": [{"bulan": 4, "nilai": "88"}, {"bulan": 8, "nilai": "100"}]}

    assert ask(client, "nilai-pindah", body) == {"nilai": "96.00"}


def test_the_population_of_a_unit_has_two_ends(client: FlaskClient) -> None:
    jumlah = {"sangat_baik": 5, "baik": 20, "cukup": 10, "kurang": 5, "sangat_kurang": 10}

    def check(*usul: int) -> dict[str, Any]:
        parts = dict(zip(("di_atas", "sesuai", "di_bawah"), usul, strict=True))
        return ask(client, "populasi-unit", {"jumlah": jumlah, "usul": parts})

    many, few = check(10, 30, 10)["pilihan"]

    assert [many["di_atas"], many["sesuai"], many["di_bawah"]] == [10, 30, 10]
    assert [few["di_atas"], few["sesuai"], few["di_bawah"]] == [5, 35, 10]
    assert many["rincian"]["di_atas"] == {"sangat_baik": 5, "baik": 5}
    assert few["rincian"]["di_atas"] == {"sangat_baik": 5}
    assert check(10, 30, 10)["sesuai"] is check(5, 35, 10)["sesuai"] is check(7, 33, 10)["sesuai"] is True
    assert check(11, 29, 10)["sesuai"] is check(4, 36, 10)["sesuai"] is check(10, 30, 9)["sesuai"] is False


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


def test_the_document_of_an_appraisal_has_its_clock(client: FlaskClient) -> None:
    signed = ask(client, "tenggat-evaluasi", {"ditandatangani": "2027-01-20"})
    received = ask(client, "tenggat-evaluasi", {"diterima": "2027-01-28"})

    assert signed == {"penyerahan": "2027-02-03", "pengembalian": None, "keberatan": None, "atasan": None}
    assert received == {
        "penyerahan": None, "pengembalian": "2027-02-11", "keberatan": "2027-02-11", "atasan": "2027-02-22",
    }  # fmt: skip


def test_holidays_are_no_working_days_of_the_superior(client: FlaskClient) -> None:
    answer = ask(client, "tenggat-evaluasi", {"diterima": "2027-02-22"})

    assert answer["pengembalian"] == "2027-03-08"
    assert answer["atasan"] == "2027-03-24"  # 9 to 12 and 15 March are Idulfitri and its leave


def test_a_year_without_a_calendar_is_told(client: FlaskClient) -> None:
    answer = client.post("/v1/hitung/tenggat-evaluasi", json={"diterima": "2031-01-28"})

    assert (answer.status_code, answer.get_json()["code"]) == (422, "kalender.year_missing")


RIGHT: Mapping[str, dict[str, Any]] = {
    "predikat": {"hasil_kerja": "sesuai", "perilaku": "sesuai"},
    "sebaran": {"capaian_organisasi": "baik", "jumlah": dict(zip(PREDIKAT, (2, 6, 1, 1, 0), strict=True))},
    "tenggat-evaluasi": {"ditandatangani": "2027-01-20", "diterima": "2027-01-28"},
    "cascading": {"jenis": "langsung", "aditif": False, "target_induk": "90", "anak": ["90"], "polaritas": "naik", "bobot": ["1"]},
    "nilai-kinerja": {"skp": "90", "perilaku": "90", "rekan": "90", "ide_baru": True},
    "capaian-skp": {"realisasi": "90"},
    "nilai-pindah": {"bagian": [{"bulan": 12, "nilai": "90"}]},
    "populasi-unit": {
        "jumlah": {"sangat_baik": 1, "baik": 7, "cukup": 1, "kurang": 1, "sangat_kurang": 0},
        "usul": {"di_atas": 2, "sesuai": 6, "di_bawah": 2},
    },
    "angka-kredit": {"jenjang": "ahli_muda", "predikat": "baik", "bulan": 12, "tambahan": [{"predikat": "baik", "bulan": 1}]},
    "tpp": {"pagu": "1", "produktivitas": "1", "disiplin": "1", "potongan_hukdis": "0"},
    "disiplin": {"hari_kerja": 3, "berturut_turut": 3},
    "bup": {"tanggal_lahir": "1968-04-11", "jenjang": "pengawas"},
    "nip": {"nip": "198609262015051001", "tanggal_lahir": "1986-09-26", "jenis_kelamin": "L"},
    "kotak-talenta": {"kinerja": "80", "potensi": "80"},
    "ip-asn": ip_asn() | {"predikat": "baik"},
    "kesenjangan": {"standar": [3], "profil": [3]},
    "jp": {"jp_realisasi": ["20"]},
}  # fmt: skip
ABUSE: list[Any] = [
    None, "", "NaN", "sNaN", "Infinity", "-Infinity", "1e400", "1E-400", "9" * 400, "-1", -1, 1e308, 3.5, 10**30, True, [],
    {}, [[]], [{}], {"a": 1}, "０", "1_000", " 1", "0x1", "1,5", "\u202e", "'; DROP TABLE pegawai; --", "9999-12-31", "0001-01-01",
    ["NaN"], [None], [1e308], ["1"] * 5000, {"sangat_baik": "NaN"}, "a" * 100_000,
]  # fmt: skip


@pytest.mark.parametrize("kode", sorted(KALKULATOR))
def test_no_field_can_break_a_calculator(client: FlaskClient, kode: str) -> None:
    assert client.post(f"/v1/hitung/{kode}", json=RIGHT[kode]).status_code == 200
    broken = []
    for name in RIGHT[kode]:
        for value in ABUSE:
            body = json.dumps(RIGHT[kode] | {name: value})
            answer = client.post(f"/v1/hitung/{kode}", data=body, content_type="application/json")
            problem = answer.get_json()
            if answer.status_code not in (200, 400, 422) or (answer.status_code == 422 and not problem["errors"]):
                broken.append((name, str(value)[:40], answer.status_code))

    assert broken == []


@pytest.mark.parametrize("kode", sorted(KALKULATOR))
def test_an_unknown_field_is_refused_by_name(client: FlaskClient, kode: str) -> None:
    assert refused(client, kode, RIGHT[kode] | {"asing": 1}) == {"asing"}


@pytest.mark.parametrize("kode", sorted(KALKULATOR))
@pytest.mark.parametrize("body", [[], "teks", 7, None])
def test_what_is_no_object_is_refused(client: FlaskClient, kode: str, body: Any) -> None:
    assert client.post(f"/v1/hitung/{kode}", json=body).status_code in (400, 422)


@pytest.mark.parametrize("literal", ["NaN", "Infinity", "-Infinity", "{"])
def test_what_is_no_json_is_malformed(client: FlaskClient, literal: str) -> None:
    body = f'{{"kinerja": {literal}, "potensi": 1}}'
    answer = client.post("/v1/hitung/kotak-talenta", data=body, content_type="application/json")

    assert (answer.status_code, answer.get_json()["code"]) == (400, "request.malformed")


@pytest.mark.parametrize(
    "kode, change, field",
    [
        ("kotak-talenta", {"kinerja": "100.01"}, "kinerja"),
        ("kotak-talenta", {"potensi": "-0.01"}, "potensi"),
        ("angka-kredit", {"bulan": 0}, "bulan"),
        ("angka-kredit", {"bulan": 13}, "bulan"),
        ("angka-kredit", {"bulan": "2.5"}, "bulan"),
        ("angka-kredit", {"jenjang": "pengawas"}, "jenjang"),
        ("cascading", {"anak": [], "bobot": []}, "anak"),
        ("cascading", {"bobot": ["1", "2"]}, "bobot"),
        ("cascading", {"bobot": ["0"]}, "bobot"),
        ("cascading", {"aditif": True}, "bobot"),
        ("disiplin", {"hari_kerja": 2, "berturut_turut": 3}, "berturut_turut"),
        ("disiplin", {"hari_kerja": 2.5}, "hari_kerja"),
        ("kesenjangan", {"standar": []}, "standar"),
        ("kesenjangan", {"profil": [3, 3]}, "profil"),
        ("nilai-kinerja", {"skp": "120.01"}, "skp"),
        ("nilai-pindah", {"bagian": [{"bulan": 7, "nilai": 1}, {"bulan": 6, "nilai": 1}]}, "bagian"),
        ("tpp", {"disiplin": "1.01"}, "disiplin"),
        ("bup", {"tanggal_lahir": "0001-01-01"}, "tanggal_lahir"),
        ("bup", {"tanggal_lahir": "9999-12-31"}, "tanggal_lahir"),
        ("tenggat-evaluasi", {"diterima": "2027-01-19"}, "diterima"),
        ("ip-asn", {"nilai_prestasi": "90"}, "predikat"),
        ("sebaran", {"jumlah": dict(zip(PREDIKAT, (2, -6, 1, 1, 0), strict=True))}, "jumlah.baik"),
        ("sebaran", {"jumlah": dict(zip(PREDIKAT, (2, 6.5, 1, 1, 0), strict=True))}, "jumlah.baik"),
    ],
)  # fmt: skip
def test_bounds_are_refused_where_they_stand(
    client: FlaskClient, kode: str, change: dict[str, Any], field: str
) -> None:
    assert refused(client, kode, RIGHT[kode] | change) == {field}
