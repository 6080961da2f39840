"""What the calculators refuse: with the field named, and never as a bug."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from flask.testing import FlaskClient

from pelaporan.entrypoints.hitung.kalkulator import KALKULATOR

_SAKIP = {f"{komponen}.{sub}": "BB" for komponen in "1234" for sub in "abc"}
_F02 = {str(nomor): 3 for nomor in range(1, 31)}
_RB = [
    {"kode": kode, "nilai": "1", "maks": "5", "bobot": bobot, "target_baik": "1"}
    for kode, bobot in (("a", "60"), ("b", "40"))
]
_SPBE = {str(nomor): 3 for nomor in range(1, 48)}
_PEMDI = {str(nomor): 3 for nomor in range(1, 21)}
_SPIP = dict.fromkeys(("penetapan_tujuan", "struktur_proses", "pencapaian_tujuan"), "3")
_RENAKSI = dict.fromkeys(
    (
        "penetapan_kegiatan_utama",
        "target_indikator",
        "keabsahan",
        "kelogisan",
        "relevansi_kecukupan_output",
        "ketepatan_target",
        "anggaran",
    ),
    "A",
)
BENAR: dict[str, dict[str, Any]] = {
    "sakip": {"jawaban": _SAKIP},
    "sakip-kriteria": {"kriteria": ["terpenuhi"], "hanya_terpenuhi": True},
    "ipp": {"f02": _F02, "f03": [[3] * 14], "min_responden": 1, "tidak_dinilai": []},
    "ipp-kabupaten": {"ipp": ["3.97"]},
    "skm": {"jumlah": [10] * 9, "n": 5, "bobot": [1, *[0] * 8]},
    "sampel": {"populasi": 220, "rumus": "slovin"},
    "capaian": {"polaritas": "naik", "target": "80", "realisasi": "68"},
    "capaian-sasaran": {"capaian": ["85"]},
    "efisiensi": {"capaian": "107.25", "serapan": "94.20"},
    "rb": {"indikator": _RB, "koefisien": "-1", "tematik": "1", "tidak_berlaku": ["b"]},
    "iku-non-makro": {"tercapai": 4, "jumlah": 5},
    "renaksi": {"aspek": _RENAKSI},
    "spbe": {"tingkat": _SPBE},
    "pemdi": {"tingkat": _PEMDI},
    "spip": _SPIP,
    "mri": {"perencanaan": "3", "kapabilitas": "3", "hasil": "3"},
    "iepk": {"kapabilitas": "3", "penerapan": "3", "penanganan": "3"},
    "spm": {"dilayani": "1", "total": "2", "mutu": ["100"]},
    "indeks": {"kode": "spi", "nilai": "78"},
}
ABUSE: tuple[Any, ...] = (
    *("NaN", "-Infinity", "sNaN", "1e999999999", "1E+400", "-1e-999999", "٣", "1_0", "0x10", "", " ", "9" * 400),
    *(
        1e308,
        -1e308,
        1e-308,
        2**63,
        -(2**62),
        True,
        False,
        None,
        [],
        {},
        [[]],
        {"a": {"b": []}},
        "ya\u202e",
        "A" * 9999,
    ),
    *(-1, -0.0, 0, 101, "1.5", "-1", "99999999999", ["1"], [None], [1e308], {"1": None}, {"value": 3}),
)


def abused(isi: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield a right body with each part, at every depth, replaced by each thing that nobody should send."""
    for nama, nilai in isi.items():
        for buruk in ABUSE:
            yield {**isi, nama: buruk}
        if isinstance(nilai, dict):
            first = next(iter(nilai))
            yield from ({**isi, nama: {**nilai, first: buruk}} for buruk in ABUSE)
            yield from ({**isi, nama: {**nilai, buruk: nilai[first]}} for buruk in ABUSE if isinstance(buruk, str))
        if isinstance(nilai, list) and nilai:
            yield from ({**isi, nama: [buruk, *nilai[1:]]} for buruk in ABUSE)
            if isinstance(nilai[0], dict):
                yield from (
                    {**isi, nama: [{**nilai[0], bagian: buruk}, *nilai[1:]]} for bagian in nilai[0] for buruk in ABUSE
                )
            if isinstance(nilai[0], list):
                yield from ({**isi, nama: [[buruk, *nilai[0][1:]]]} for buruk in ABUSE)
    yield {}
    yield {**isi, "asing": 1}


def test_every_calculator_is_in_the_corpus() -> None:
    assert set(BENAR) == set(KALKULATOR)


@pytest.mark.parametrize("kode", sorted(BENAR))
def test_a_right_body_is_answered(anyone: FlaskClient, kode: str) -> None:
    answer = anyone.post(f"/v1/hitung/{kode}", json=BENAR[kode])

    assert answer.status_code == 200, answer.get_json()
    assert answer.get_json()["dasar"]["peraturan"]


@pytest.mark.parametrize("kode", sorted(BENAR))
def test_nothing_that_is_sent_is_a_bug(anyone: FlaskClient, kode: str) -> None:
    wrong = []
    for isi in abused(BENAR[kode]):
        answer = anyone.post(f"/v1/hitung/{kode}", json=isi)
        problem = answer.get_json()
        if answer.status_code not in (200, 422) or (answer.status_code == 422 and not problem.get("errors")):
            wrong.append((isi, answer.status_code, problem))

    assert wrong == []


@pytest.mark.parametrize("kode", sorted(BENAR))
@pytest.mark.parametrize(
    "mentah", ["NaN", "[NaN]", '{"nilai": NaN}', '{"nilai": Infinity}', "[]", '"teks"', "3", "{", ""]
)
def test_what_is_no_body_is_refused(anyone: FlaskClient, kode: str, mentah: str) -> None:
    answer = anyone.post(f"/v1/hitung/{kode}", data=mentah, content_type="application/json")

    expected = (200, 422) if kode == "capaian" and not mentah else (400, 422)
    assert answer.status_code in expected, answer.get_json()


@pytest.mark.parametrize(
    "kode, ubah, isian",
    [
        ("sakip", {"jawaban": {**_SAKIP, "1.a": "AAA"}}, "jawaban.1.a"),
        ("sakip", {"jawaban": {**_SAKIP, "5.a": "A"}}, "jawaban.5.a"),
        ("sakip", {"jawaban": {kode: "A" for kode in _SAKIP if kode != "4.c"}}, "jawaban.4.c"),
        ("sakip", {"tahun": 2020}, "tahun"),
        ("sakip", {"nilai": "100"}, "nilai"),
        ("sakip-kriteria", {"kriteria": []}, "kriteria"),
        ("sakip-kriteria", {"kriteria": ["mungkin"]}, "kriteria.0"),
        ("ipp", {"f02": {**_F02, "1": 6}}, "f02.1"),
        ("ipp", {"f02": {**_F02, "31": 3}}, "f02.31"),
        ("ipp", {"f02": {**_F02, "1": "2.5"}}, "f02.1.value"),
        ("ipp", {"f02": {kode: 3 for kode in _F02 if kode != "30"}}, "f02.30"),
        ("ipp", {"f03": [[3] * 13]}, "f03.0"),
        ("ipp", {"f03": [[3] * 14, [3] * 13 + [6]]}, "f03.1"),
        ("ipp", {"tidak_dinilai": ["1"], "f02": _F02}, "tidak_dinilai.1"),
        ("ipp-kabupaten", {"ipp": ["5.01"]}, "ipp"),
        ("ipp-kabupaten", {"ipp": []}, "ipp"),
        ("skm", {"jumlah": [4] * 9}, "jumlah"),
        ("skm", {"jumlah": [21] * 9}, "jumlah"),
        ("skm", {"bobot": ["0.2"] * 9}, "bobot"),
        ("skm", {"w": "0.5"}, "w"),
        ("sampel", {"populasi": 0}, "populasi"),
        ("sampel", {"populasi": "10.5"}, "populasi"),
        (
            "rb",
            {"indikator": [{**_RB[0], "pengali": "b"}, {**_RB[1], "pengali": "a"}], "tidak_berlaku": []},
            "indikator",
        ),
        ("rb", {"indikator": [{**_RB[0], "pengali": "a"}, _RB[1]]}, "indikator.0.pengali"),
        ("rb", {"indikator": [{**_RB[0], "pengali": "x"}, _RB[1]]}, "indikator.0.pengali"),
        ("rb", {"indikator": [{**_RB[0], "pengali": "b"}, _RB[1]]}, "indikator.0.pengali"),
        ("rb", {"indikator": [{**_RB[0], "bobot": "59.99"}, _RB[1]]}, "indikator"),
        ("rb", {"indikator": [_RB[0], {**_RB[1], "kode": "a"}]}, "indikator"),
        ("rb", {"indikator": [{**_RB[0], "nilai": "5.01"}, _RB[1]]}, "indikator.0.nilai"),
        ("rb", {"indikator": [{**_RB[0], "nilai": None}, _RB[1]]}, "indikator.0.nilai"),
        ("rb", {"indikator": [{**_RB[0], "maks": "0"}, _RB[1]]}, "indikator.0.maks"),
        ("rb", {"koefisien": "0.01"}, "koefisien"),
        ("rb", {"tahun": 2023}, "koefisien"),
        ("rb", {"tahun": 2022}, "tahun"),
        ("rb", {"tematik": "10.01"}, "tematik"),
        ("rb", {"tematik": "-1"}, "tematik"),
        ("rb", {"tidak_berlaku": ["x"]}, "tidak_berlaku.x"),
        ("rb", {"tidak_berlaku": ["a", "b"]}, "tidak_berlaku"),
        ("iku-non-makro", {"tercapai": 6}, "tercapai"),
        ("renaksi", {"aspek": {**_RENAKSI, "anggaran": "F"}}, "aspek.anggaran"),
        ("renaksi", {"aspek": {**_RENAKSI, "anggaran": "101"}}, "aspek.anggaran"),
        ("spbe", {"tingkat": {**_SPBE, "1": 0}}, "tingkat.1"),
        ("spbe", {"tingkat": {**_SPBE, "1": "2.5"}}, "tingkat.1"),
        ("spbe", {"tingkat": {**_SPBE, "48": 3}}, "tingkat.48"),
        ("pemdi", {"tingkat": {**_PEMDI, "1": "5.01"}}, "tingkat.1"),
        ("pemdi", {"tingkat": {kode: 3 for kode in _PEMDI if kode != "20"}}, "tingkat.20"),
        ("spip", {"struktur_proses": "0.99"}, "struktur_proses"),
        ("spip", {"struktur_proses": "5.01"}, "struktur_proses"),
        ("spm", {"dilayani": "-1"}, "dilayani"),
        ("spm", {"mutu": ["100.01"]}, "mutu.0"),
        ("indeks", {"kode": "tidak_ada"}, "kode"),
        ("indeks", {"nilai": "100.01"}, "nilai"),
        ("capaian", {"target": "NaN"}, "target"),
        ("efisiensi", {"serapan": "-1"}, "serapan"),
    ],
)
def test_a_refusal_names_the_field(anyone: FlaskClient, kode: str, ubah: dict[str, Any], isian: str) -> None:
    answer = anyone.post(f"/v1/hitung/{kode}", json=BENAR[kode] | ubah)

    problem = answer.get_json()
    assert (answer.status_code, problem["code"]) == (422, "request.invalid"), json.dumps(problem)
    assert isian in problem["errors"]
