"""Calculators of goals and appraisal: every worked example."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from tests.support.hitung import PREDIKAT, ask


@pytest.fixture
def engine(shared_engine: Engine) -> Engine:
    return shared_engine


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


@pytest.mark.parametrize(
    "mulai, bulan",
    [
        (["2026-01-01"], [12]),
        (["2026-01-01", "2026-05-15"], [4, 8]),
        (["2026-01-01", "2026-05-16"], [5, 7]),
        (["2026-01-01", "2026-12-16"], [12, 0]),
        (["2026-03-16", "2026-03-20", "2026-10-01"], [0, 6, 3]),
    ],
)
def test_the_month_of_a_move_belongs_to_the_post_that_began_by_the_fifteenth(
    client: FlaskClient, mulai: list[str], bulan: list[int]
) -> None:
    assert ask(client, "bulan-jabatan", {"mulai": mulai}) == {"bulan": bulan}


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
