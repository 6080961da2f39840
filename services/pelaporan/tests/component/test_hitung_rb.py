"""Every worked example of RB, of the indices that feed it and of SPM, asked of the public calculators."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

Ask = Callable[..., dict[str, Any]]
SPBE = {1: 3, 2: 2, 3: 3, 5: 2, 6: 1, 7: 4, 8: 3}
SPBE_ASPEK = {1: range(1, 11), 2: range(11, 15), 3: range(15, 19), 5: range(21, 29), 6: range(29, 32)} | {
    7: range(32, 42),
    8: range(42, 48),
}


# RB

RB = """renaksi 100 3 85 90 2.7000 90.0000
implementasi 100 7 85 88 6.1600 88.0000
penyederhanaan 100 2 100 100 2.0000 100.0000
sistem_kerja 5 2 4 4.2 1.6800 84.0000
spip 5 6 3 3.275 3.9300 65.5000
sakip 100 8 70 70.75 5.6600 70.7500
ikk 100 6 60 63.50 3.8100 63.5000
itkp 100 6 70 82.30 4.9380 82.3000
ipp 5 10 3.51 3.93 7.8600 78.6000
spbe 5 15 2.6 3.0055 9.0165 60.1100
opini 5 10 5 5 10.0000 100.0000
spi 100 10 73 74.20 7.4200 74.2000
skm 100 8 76.61 85.40 6.8320 85.4000
iku 100 7 100 80 5.6000 80.0000"""


def rb(**changes: dict[str, str]) -> list[dict[str, str]]:
    """Return the indicators of the oracle, with changes by code."""
    names = ("kode", "maks", "bobot", "target_baik", "nilai")
    made = [dict(zip(names, row.split(), strict=False)) for row in RB.splitlines()]
    return [satu | changes.get(satu["kode"], {}) for satu in made]


@pytest.mark.parametrize(
    "ubah, lain, general, nilai, kategori",
    [
        ({}, {}, "77.6065", "77.61", "BB"),
        ({}, {"koefisien": "-1"}, "77.6065", "76.61", "BB"),
        ({}, {"tematik": "8.50"}, "77.6065", "86.11", "A-"),
        ({"iku": {"target_baik": "80"}}, {"tematik": "8.50"}, "77.6065", "86.11", "A"),
        ({}, {"tidak_berlaku": ["iku"], "koefisien": "-1"}, "72.0065", "76.35", "BB"),
        ({}, {"tidak_berlaku": ["iku"], "koefisien": "-1", "tematik": "8.50"}, "72.0065", "84.85", "A"),
        ({"implementasi": {"pengali": "renaksi"}}, {}, "76.9905", "76.99", "BB"),
    ],
)
def test_rb(
    ask: Ask, ubah: dict[str, dict[str, str]], lain: dict[str, Any], general: str, nilai: str, kategori: str
) -> None:
    answer = ask("rb", {"indikator": rb(**ubah), **lain})

    assert (answer["rb_general"], answer["nilai"], answer["kategori"]) == (general, nilai, kategori)


def test_rb_by_indicator(ask: Ask) -> None:
    answer = ask("rb", {"indikator": rb(), "tidak_berlaku": ["iku"], "koefisien": -1})

    assert (answer["bobot_penyesuaian"], answer["penyesuaian"]) == ("93.0000", "76.3511")
    found = [(satu["score_index"], satu["capaian_index"]) for satu in answer["rincian"]]
    assert found == [tuple(row.split()[5:]) for row in RB.splitlines()[:-1]] + [(None, None)]


def test_the_multiplier_of_rb(ask: Ask) -> None:
    answer = ask("rb", {"indikator": rb(implementasi={"pengali": "renaksi"})})

    assert answer["rincian"][1]["score_index"] == "5.5440"


@pytest.mark.parametrize(
    "nilai, target, tematik, kategori",
    [
        ("100", "100", "0.01", "AA"),
        ("100", "100", "0", "A"),
        ("95", "100", "5", "A-"),
        ("80", "80", "0", "BB"),
        ("70", "80", "0", "B"),
        ("60", "80", "0", "CC"),
        ("50", "80", "0", "C"),
        ("30", "30", "0", "D"),
        ("30.01", "30", "0", "C"),
    ],
)
def test_the_bounds_of_rb(ask: Ask, nilai: str, target: str, tematik: str, kategori: str) -> None:
    satu = {"kode": "satu", "nilai": nilai, "maks": "100", "bobot": "100", "target_baik": target}

    assert ask("rb", {"indikator": [satu], "tematik": tematik})["kategori"] == kategori


def test_rb_of_2023_rounds_each_score(ask: Ask) -> None:
    assert ask("rb", {"indikator": rb(), "tahun": 2023})["rb_general"] == "77.6100"


def test_an_indicator_without_a_maximum_scores_its_value(ask: Ask) -> None:
    pair = [
        {"kode": "a", "nilai": "8", "bobot": "10", "target_baik": "5"},
        {"kode": "b", "nilai": "50", "maks": "100", "bobot": "90", "target_baik": "5"},
    ]

    assert ask("rb", {"indikator": pair})["nilai"] == "53.00"


def test_iku_non_makro(ask: Ask) -> None:
    iku = [{"target": "10", "realisasi": satu} for satu in ("10", "11", "12", "9", "10.0")]

    assert ask("iku-non-makro", {"tercapai": 4, "jumlah": 5})["nilai"] == "80.00"
    assert ask("iku-non-makro", {"iku": iku})["nilai"] == "80.00"
    assert ask("iku-non-makro", {"iku": [{"target": 5, "realisasi": 5.5, "polaritas": "turun"}]})["nilai"] == "0.00"
    assert ask("iku-non-makro", {"tercapai": 0, "jumlah": 0})["nilai"] is None


RENAKSI = (
    "penetapan_kegiatan_utama",
    "target_indikator",
    "keabsahan",
    "kelogisan",
    "relevansi_kecukupan_output",
    "ketepatan_target",
    "anggaran",
)


def test_renaksi(ask: Ask) -> None:
    letters = ask("renaksi", {"aspek": dict(zip(RENAKSI, ["A", "B", "C", "D", "E", "ya", "tidak"], strict=True))})
    figures = ask("renaksi", {"aspek": dict(zip(RENAKSI, ["100", 99.99, "74.99", 10, "9.99", "75", 50], strict=True))})

    assert letters["nilai"] == "50.00"
    assert [satu["huruf"] for satu in figures["rincian"]] == ["A", "B", "C", "D", "E", "B", "C"]


# SPBE, Pemdi, SPIP, SPM


def test_spbe(ask: Ask) -> None:
    tingkat = {str(nomor): SPBE[aspek] for aspek, nomor_aspek in SPBE_ASPEK.items() for nomor in nomor_aspek}

    answer = ask("spbe", {"tingkat": tingkat | {"19": 3, "20": 4}})

    assert (answer["nilai"], answer["kategori"]) == ("2.99", "baik")
    assert [satu["nilai"] for satu in answer["domain"]] == ["3.0000", "2.7000", "1.7273", "3.6044"]
    assert [satu["skor"].rstrip("0") for satu in answer["rincian"]] == [
        "0.39",
        "0.2",
        "0.3",
        "0.175",
        "0.24",
        "0.045",
        "1.1",
        "0.54",
    ]
    assert answer["dasar"]["peraturan"] == "PermenPANRB 59/2020"


def test_pemdi(ask: Ask) -> None:
    levels = "3 2 2 3 3 2 3 2 2 3 1 2 4 3 3 3 4 2 4 3"
    tingkat = {str(nomor): int(satu) for nomor, satu in enumerate(levels.split(), 1)}

    answer = ask("pemdi", {"tingkat": tingkat})

    assert (answer["nilai"], answer["kategori"]) == ("2.85", "baik")
    expected = ["2.5000", "2.5000", "2.5333", "2.0667", "3.5000", "3.0667", "3.4000"]
    assert [satu["nilai"] for satu in answer["rincian"]] == expected
    assert ask("pemdi", {"tingkat": dict.fromkeys(tingkat, "3.25")})["nilai"] == "3.25"


@pytest.mark.parametrize(
    "skor, nilai, kategori",
    [("3.50 3.12 3.25", "3.31", "terdefinisi"), ("3.998 3.998 3.998", "4.00", "terkelola_dan_terukur")],
)
def test_spip(ask: Ask, skor: str, nilai: str, kategori: str) -> None:
    names = ("penetapan_tujuan", "struktur_proses", "pencapaian_tujuan")

    answer = ask("spip", dict(zip(names, skor.split(), strict=True)))

    assert (answer["nilai"], answer["kategori"]) == (nilai, kategori)


def test_the_indices_of_risk_and_corruption_control(ask: Ask) -> None:
    assert ask("mri", {"perencanaan": "3.5", "kapabilitas": "3.12", "hasil": "3.25"})["nilai"] == "3.31"
    assert ask("iepk", {"kapabilitas": 3, "penerapan": 2, "penanganan": 4})["nilai"] == "2.80"


@pytest.mark.parametrize(
    "dilayani, total, mutu, nilai, kategori",
    [
        ("1140", "1200", [100, 80, 75], "93.00", "tuntas_utama"),
        ("1300", "1200", [100], "100.00", "tuntas_paripurna"),
        ("49999", "50000", [100], "100.00", "tuntas_utama"),
        ("0", "0", [100], None, None),
        ("10", "10", [], None, None),
        ("100", "100", ["97.5"], "99.50", "tuntas_utama"),
        ("80", "100", [80], "80.00", "tuntas_madya"),
        ("70", "100", [70], "70.00", "tuntas_pratama"),
        ("60", "100", [60], "60.00", "tuntas_muda"),
        ("59.99", "100", [59.9], "59.97", "belum_tuntas"),
    ],
)
def test_spm(ask: Ask, dilayani: str, total: str, mutu: Sequence[Any], nilai: str | None, kategori: str | None) -> None:
    answer = ask("spm", {"dilayani": dilayani, "total": total, "mutu": mutu})

    assert (answer["nilai"], answer["kategori"]) == (nilai, kategori)
    assert ("alasan" in answer) == (nilai is None)
