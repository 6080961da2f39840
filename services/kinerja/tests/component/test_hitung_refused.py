"""What the calculators refuse: bounds, unknown fields, and whatever somebody may send."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from kinerja.entrypoints.http.hitung.daftar import KALKULATOR
from tests.support.hitung import PREDIKAT, refused

IP_ASN = {
    "jenis_jabatan": "fungsional", "pendidikan": "s1", "diklat_jabatan": False, "jp20": False, "seminar": False,
    "predikat": "baik", "hukuman_disiplin": "tidak_ada", "diklat_melekat": False,
}  # fmt: skip


@pytest.fixture
def engine(shared_engine: Engine) -> Engine:
    return shared_engine


RIGHT: Mapping[str, dict[str, Any]] = {
    "predikat": {"hasil_kerja": "sesuai", "perilaku": "sesuai"},
    "sebaran": {"capaian_organisasi": "baik", "jumlah": dict(zip(PREDIKAT, (2, 6, 1, 1, 0), strict=True))},
    "tenggat-evaluasi": {"ditandatangani": "2027-01-20", "diterima": "2027-01-28"},
    "cascading": {"jenis": "langsung", "aditif": False, "target_induk": "90", "anak": ["90"], "polaritas": "naik", "bobot": ["1"]},
    "nilai-kinerja": {"skp": "90", "perilaku": "90", "rekan": "90", "ide_baru": True},
    "capaian-skp": {"realisasi": "90"},
    "nilai-pindah": {"bagian": [{"bulan": 12, "nilai": "90"}]},
    "bulan-jabatan": {"mulai": ["2026-01-01"]},
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
    "ip-asn": IP_ASN,
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
        ("bulan-jabatan", {"mulai": []}, "mulai"),
        ("bulan-jabatan", {"mulai": ["2026-05-01", "2026-02-01"]}, "mulai"),
        ("bulan-jabatan", {"mulai": ["2025-05-01", "2026-06-01"]}, "mulai"),
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
