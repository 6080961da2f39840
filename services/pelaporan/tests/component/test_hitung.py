"""Every worked example of the instruments, asked of the public calculators."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pytest
from flask.testing import FlaskClient

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
SPBE = {1: 3, 2: 2, 3: 3, 5: 2, 6: 1, 7: 4, 8: 3}
SPBE_ASPEK = {1: range(1, 11), 2: range(11, 15), 3: range(15, 19), 5: range(21, 29), 6: range(29, 32)} | {
    7: range(32, 42),
    8: range(42, 48),
}


@pytest.fixture(scope="module")
def ask(anyone: FlaskClient) -> Ask:
    """Give a function that asks a calculator and expects an answer."""

    def ask(kode: str, isi: Mapping[str, Any]) -> dict[str, Any]:
        answer = anyone.post(f"/v1/hitung/{kode}", json=isi)
        assert answer.status_code == 200, answer.get_json()
        made: dict[str, Any] = answer.get_json()
        return made

    return ask


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
