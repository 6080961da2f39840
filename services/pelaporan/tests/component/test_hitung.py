"""Every worked example of SAKIP, IPP, SKM, capaian and the bands, asked of the public calculators."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Ask = Callable[..., dict[str, Any]]
SUB = tuple(f"{komponen}.{sub}" for komponen in "1234" for sub in "abc")
F02 = "435244323 34324 343342 4335 3423 52"
F03 = (
    "4 5 4 3 | 4 4 3 | 5 4 3 4 | 4 5 | 4",
    "3 4 4 4 | 5 3 4 | 4 3 4 4 | 3 4 | 5",
    "5 4 5 4 | 4 5 4 | 3 4 4 5 | 4 4 | 4",
    "2 3 4 3 | 3 4 4 | 3 2 3 4 | 3 3 | 4",
)
RESPONDEN = "344343443 443433344 334342334 344433433 433443343 324332433"


def twelve(teks: str) -> dict[str, str]:
    """Return the answers of SAKIP in order."""
    return dict(zip(SUB, teks.split(), strict=True))


def f02() -> dict[str, int]:
    """Return the oracle's scores of F02."""
    return {str(nomor): int(nilai) for nomor, nilai in enumerate(F02.replace(" ", ""), 1)}


def f03() -> list[list[int]]:
    """Return the oracle's answers of F03."""
    return [[int(nilai) for nilai in satu if nilai.isdigit()] for satu in F03]


# SAKIP


@pytest.mark.parametrize(
    "jawaban, nilai, kategori, skor, komponen",
    [
        (
            "A BB BB BB BB A BB A AA A A AA",
            "87.80",
            "A",
            "5.4 7.2 12 4.8 7.2 13.5 2.4 4.05 7.5 4.5 6.75 12.5",
            "24.6 25.5 13.95 23.75",
        ),
        (
            "BB B CC B CC C A BB CC B CC C",
            "62.25",
            "B",
            "4.8 6.3 9 4.2 5.4 7.5 2.7 3.6 4.5 3.5 4.5 6.25",
            "20.1 17.1 10.8 14.25",
        ),
    ],
    ids=["a court", "a kabupaten"],
)
def test_sakip_of_the_worked_sheets(
    ask: Ask, jawaban: str, nilai: str, kategori: str, skor: str, komponen: str
) -> None:
    answer = ask("sakip", {"jawaban": twelve(jawaban)})

    assert (answer["nilai"], answer["kategori"]) == (nilai, kategori)
    by_code = {satu["kode"]: float(satu["skor"]) for satu in answer["rincian"]}
    assert [by_code[kode] for kode in SUB] == [float(satu) for satu in skor.split()]
    assert [by_code[kode] for kode in "1234"] == [float(satu) for satu in komponen.split()]


def test_sakip_without_anything_has_no_predikat(ask: Ask) -> None:
    answer = ask("sakip", {"jawaban": dict.fromkeys(SUB, "E")})

    assert (answer["nilai"], answer["kategori"]) == ("0.00", None)
    assert answer["alasan"]


@pytest.mark.parametrize("jawaban, nilai", [("AA", "100.00"), ("A", "90.00"), ("BB", "80.00"), ("D", "30.00")])
def test_sakip_weighs_to_a_hundred(ask: Ask, jawaban: str, nilai: str) -> None:
    assert ask("sakip", {"jawaban": dict.fromkeys(SUB, jawaban)})["nilai"] == nilai


@pytest.mark.parametrize(
    "terpenuhi, sebagian, belum, p, jawaban",
    [
        (9, 2, 0, "90.91", "B"),
        (11, 0, 0, "100.00", "BB"),
        (3, 0, 1, "75.00", "CC"),
        (1, 0, 1, "50.00", "C"),
        (1, 0, 3, "25.00", "D"),
        (0, 0, 7, "0.00", "E"),
        (0, 1, 7, "6.25", "D"),
    ],
)
def test_the_share_of_criteria_gives_the_answer(
    ask: Ask, terpenuhi: int, sebagian: int, belum: int, p: str, jawaban: str
) -> None:
    kriteria = ["terpenuhi"] * terpenuhi + ["sebagian"] * sebagian + ["belum"] * belum

    answer = ask("sakip-kriteria", {"kriteria": kriteria})

    assert (answer["p"], answer["jawaban"]) == (p, jawaban)


def test_a_criterion_may_count_all_or_nothing(ask: Ask) -> None:
    kriteria = ["terpenuhi"] * 9 + ["sebagian"] * 2

    answer = ask("sakip-kriteria", {"kriteria": kriteria, "hanya_terpenuhi": True})

    assert (answer["p"], answer["jawaban"]) == ("81.82", "B")


# Bands


@pytest.mark.parametrize(
    "kode, batas",
    [
        ("sakip", "90 A, 90.01 AA, 80.01 A, 80 BB, 70 B, 60 CC, 50 C, 30.01 C, 30 D, 0.01 D, 0.005 D, 0.004 -, 0 -"),
        ("ipp", "5 A, 4.505 A, 4.504 A-, 4.00 B, 3.505 B, 3.50 B-, 3.00 C, 2.50 C-, 2.00 D, 1.50 E, 1.005 E, 1.004 F"),
        ("ipp", "0 F"),
        ("skm", "100 A, 88.31 A, 88.305 A, 88.30 B, 76.605 B, 76.61 B, 76.60 C, 65 C, 64.995 C, 64.99 D, 25 D"),
        (
            "capaian",
            "91 sangat_tinggi, 90.5 tinggi, 76 tinggi, 75.99 sedang, 66 sedang, 51 rendah, 50.99 sangat_rendah",
        ),
        ("spbe", "4.2 memuaskan, 4.19 sangat_baik, 3.5 sangat_baik, 3.49 baik, 2.6 baik, 2.59 cukup, 1.8 cukup"),
        ("spbe", "1.79 kurang"),
        ("pemdi", "1 kurang, 1.49 kurang, 1.495 cukup, 1.50 cukup, 2.49 cukup, 2.50 baik, 3.49 baik, 3.50 sangat_baik"),
        ("pemdi", "3.99 sangat_baik, 4.00 memuaskan, 5.00 memuaskan"),
        ("spip", "1 rintisan, 1.99 rintisan, 2 berkembang, 3 terdefinisi, 4 terkelola_dan_terukur, 4.5 optimum"),
        ("kepatuhan", "88 A, 87.99 B, 78 B, 77.99 C, 54 C, 53.99 D, 32 D, 31.99 E"),
        ("statistik", "4.2 memuaskan, 3.5 sangat_baik, 2.6 baik, 1.8 cukup, 1 kurang"),
        ("spi", "78 terjaga, 77.99 waspada, 73 waspada, 72.99 rentan"),
        ("itkp", "90.01 sangat_baik, 90 baik, 70.01 baik, 70 cukup, 50.01 cukup, 50 kurang"),
        ("rb_sebelum_2023", "90.01 AA, 90 A, 80 BB, 70 B, 60 CC, 50 C, 30 D"),
        ("ikk", "84.92 -"),
        ("perencanaan", "93.94 -"),
        ("irh", "80 -"),
        ("merit", "325 -"),
    ],
)
def test_the_bounds_of_the_bands(ask: Ask, kode: str, batas: str) -> None:
    pairs = [pair.split() for pair in batas.split(", ")]

    found = [(nilai, ask("indeks", {"kode": kode, "nilai": nilai})) for nilai, _ in pairs]

    assert [(nilai, answer["kategori"] or "-") for nilai, answer in found] == [tuple(pair) for pair in pairs]
    assert all(answer.get("alasan") for _, answer in found if answer["kategori"] is None)


@pytest.mark.parametrize(
    "nilai, kategori", [("325", "sangat_baik"), ("250", "baik"), ("175", "kurang"), ("174.99", "buruk")]
)
def test_merit_has_bands_for_evaluations_to_2025(ask: Ask, nilai: str, kategori: str) -> None:
    assert ask("indeks", {"kode": "merit", "nilai": nilai, "tahun": 2025})["kategori"] == kategori


# Capaian


@pytest.mark.parametrize(
    "polaritas, target, realisasi, capaian",
    [
        ("naik", "80", "68", "85.00"),
        ("naik", "60", "64.35", "107.25"),
        ("naik", "68.10", "67.33", "98.87"),
        ("naik", "30", "61", "203.33"),
        ("naik", "0", "3", None),
        ("naik", "0", "0", None),
        ("turun", "5", "4", "120.00"),
        ("turun", "12", "12", "100.00"),
        ("turun", "10", "12", "80.00"),
        ("turun", "4.2", "4.75", "86.90"),
        ("turun", "7.5", "15", "0.00"),
        ("turun", "10", "25", "0.00"),
        ("turun", "-1", "25", None),
        ("datar", "10", "25", None),
        ("naik", None, "25", None),
        ("naik", "25", None, None),
        (None, "25", "25", None),
    ],
)
def test_capaian(
    ask: Ask, polaritas: str | None, target: str | None, realisasi: str | None, capaian: str | None
) -> None:
    answer = ask("capaian", {"polaritas": polaritas, "target": target, "realisasi": realisasi})

    assert answer["capaian"] == capaian
    assert ("alasan" in answer) == (capaian is None)


def test_capaian_keeps_the_value_before_the_floor_and_takes_numbers(ask: Ask) -> None:
    answer = ask("capaian", {"polaritas": "turun", "target": 10, "realisasi": 25.0})

    assert (answer["capaian"], answer["mentah"]) == ("0.00", "-50.00")
    assert ask("capaian", {})["capaian"] is None


def test_capaian_of_a_sasaran_is_the_mean(ask: Ask) -> None:
    assert ask("capaian-sasaran", {"capaian": ["85.00", "107.25", "98.87"]})["capaian"] == "97.04"
    assert ask("capaian-sasaran", {"capaian": []})["capaian"] is None


def test_efisiensi(ask: Ask) -> None:
    assert ask("efisiensi", {"capaian": "107.25", "serapan": "94.20"})["efisiensi"] == "13.05"


# IPP


@pytest.mark.parametrize(
    "cara_f02, cara_f03, nilai, kategori, nilai_f02, nilai_f03",
    [
        ("berbobot", "semua_jawaban", "3.48", "B-", "3.3642", "3.8214"),
        ("berbobot", "rerata_aspek", "3.49", "B-", "3.3642", "3.8833"),
        ("rerata", "semua_jawaban", "3.43", "B-", "3.3025", "3.8214"),
        ("rerata", "rerata_aspek", "3.45", "B-", "3.3025", "3.8833"),
    ],
)
def test_ipp_and_what_the_sources_disagree_on(
    ask: Ask, cara_f02: str, cara_f03: str, nilai: str, kategori: str, nilai_f02: str, nilai_f03: str
) -> None:
    answer = ask("ipp", {"f02": f02(), "f03": f03(), "cara_f02": cara_f02, "cara_f03": cara_f03})

    found = tuple(answer[nama] for nama in ("nilai", "kategori", "f02", "f03"))
    assert found == (nilai, kategori, nilai_f02, nilai_f03)


def test_ipp_by_aspect(ask: Ask) -> None:
    answer = ask("ipp", {"f02": f02(), "f03": f03()})

    assert (answer["nilai"], answer["kategori"]) == ("3.48", "B-")
    assert [satu["nilai"] for satu in answer["rincian"]] == ["3.3700", "3.3000", "3.2300", "3.9000", "3.0000", "3.5000"]
    assert [satu["skor"] for satu in answer["rincian"]] == ["0.8088", "0.8250", "0.5814", "0.4290", "0.3000", "0.4200"]


@pytest.mark.parametrize("cara_f02, nilai, kategori", [("berbobot", "2.52", "C"), ("rerata", "2.48", "C-")])
def test_ipp_without_respondents(ask: Ask, cara_f02: str, nilai: str, kategori: str) -> None:
    answer = ask("ipp", {"f02": f02(), "cara_f02": cara_f02})

    assert (answer["nilai"], answer["kategori"], answer["f03"]) == (nilai, kategori, "0.0000")


def test_too_few_respondents_leave_f02_alone_where_that_is_set(ask: Ask) -> None:
    few = {"f02": f02(), "f03": f03(), "min_responden": 30}

    assert ask("ipp", few)["nilai"] == "2.52"
    alone = ask("ipp", few | {"kurang_responden": "f02_saja"})
    assert (alone["nilai"], alone["f03_dipakai"]) == ("3.36", False)


def test_the_online_form_has_eleven_questions_and_may_lack_an_indicator(ask: Ask) -> None:
    lacking = {kode: nilai for kode, nilai in f02().items() if kode != "4"}

    answer = ask("ipp", {"f02": lacking, "f03": [[5] * 11], "bentuk_f03": "daring", "tidak_dinilai": ["4"]})

    assert answer["f03"] == "5.0000"
    assert answer["rincian"][0]["nilai"] == "3.5930"  # (3.37 - 0.28) / 0.86


def test_ipp_of_a_kabupaten(ask: Ask) -> None:
    answer = ask("ipp-kabupaten", {"ipp": ["3.97", "4.12", "3.45"]})

    assert (answer["nilai"], answer["kategori"]) == ("3.85", "B")


# SKM


@pytest.mark.parametrize(
    "isi, w, nilai, kategori",
    [
        ({"jumlah": [177] * 8 + [174], "n": 50}, None, "88.33", "A"),
        ({"jumlah": [177] * 8 + [174], "n": 50}, "0.111", "88.25", "B"),
        ({"jumlah": [177] * 8 + [174], "n": 50}, "0.11", "87.45", "B"),
        ({"jumlah": [123] * 8 + [120], "n": 40}, None, "76.67", "B"),
        ({"jumlah": [123] * 8 + [120], "n": 40}, "0.111", "76.59", "C"),
        ({"jumlah": [123] * 8 + [120], "n": 40}, "0.11", "75.90", "C"),
        ({"jawaban": [[int(satu) for satu in baris] for baris in RESPONDEN.split()]}, None, "84.26", "B"),
        ({"jawaban": [[int(satu) for satu in baris] for baris in RESPONDEN.split()]}, "0.111", "84.18", "B"),
        ({"jawaban": [[int(satu) for satu in baris] for baris in RESPONDEN.split()]}, "0.11", "83.42", "B"),
        ({"jawaban": [[4] * 9]}, "tepat", "100.00", "A"),
        ({"jawaban": [[4] * 9]}, "0.111", "99.90", "A"),
        ({"jawaban": [[4] * 9]}, "0.11", "99.00", "A"),
    ],
)
def test_skm(ask: Ask, isi: dict[str, Any], w: str | None, nilai: str, kategori: str) -> None:
    answer = ask("skm", isi | ({"w": w} if w else {}))

    assert (answer["nilai"], answer["kategori"]) == (nilai, kategori)


def test_skm_by_unsur(ask: Ask) -> None:
    answer = ask("skm", {"jumlah": [20, 20, 22, 21, 21, 16, 21, 21, 20], "n": 6})

    assert answer["unsur"] == ["3.3333", "3.3333", "3.6667", "3.5000", "3.5000", "2.6667", "3.5000", "3.5000", "3.3333"]


def test_skm_leaves_an_incomplete_response_out_and_takes_other_weights(ask: Ask) -> None:
    assert ask("skm", {"jawaban": [[4] * 9, [1] * 8 + [None], [1] * 3]})["nilai"] == "100.00"
    assert ask("skm", {"jawaban": [[1] * 8]})["nilai"] is None
    assert ask("skm", {"jawaban": [[4] + [1] * 8], "bobot": ["0.5", "0.5", 0, 0, 0, 0, 0, 0, 0]})["nilai"] == "62.50"


KREJCIE = (
    "10 10, 15 14, 20 19, 25 24, 30 28, 50 44, 60 52, 100 80, 120 92, 220 140, 500 217, 1000 278, 1200 291, 1500 306, "
    "2000 322, 3000 341, 5000 357, 6000 361, 10000 370, 100000 383, 1 1"
)


@pytest.mark.parametrize("pasangan", KREJCIE.split(", "))
def test_the_size_of_a_sample(ask: Ask, pasangan: str) -> None:
    populasi, sampel = map(int, pasangan.split())

    assert ask("sampel", {"populasi": populasi})["sampel"] == sampel


def test_slovin_rounds_up(ask: Ask) -> None:
    answer = ask("sampel", {"populasi": "220", "rumus": "slovin"})

    assert (answer["sampel"], answer["tepat"]) == (142, "141.9355")
