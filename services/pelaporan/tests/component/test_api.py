"""The REST surface: values, why, definitions, the calculator; who may and who may not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from flask.testing import FlaskClient

from pelaporan.adapters.buku import read_files
from simpul.perizinan.v1 import peristiwa_pb2 as izin

MARET = datetime(2026, 3, 10, 3, tzinfo=UTC)
Bearer = Callable[[str], dict[str, str]]


@pytest.fixture
def read(client: FlaskClient, bearer: Bearer) -> Callable[[str], Any]:
    """Give a function that reads an address as pimpinan."""
    headers = bearer("pimpinan")
    return lambda address: client.get(address, headers=headers)


def _three_decided(arus: Any) -> None:
    arus.permohonan(MARET, hari_kerja=2)
    arus.permohonan(MARET, layanan="pbg", hari_kerja=5, tepat_waktu=False, kanal="loket")
    arus.permohonan(MARET, akhir=izin.PermohonanDitolak, opd="dlh")
    arus.permohonan(MARET, akhir=izin.PermohonanDitarik)
    arus.permohonan(MARET, akhir=None)


def test_a_value_names_its_figures_and_how_far_it_holds(arus: Any, take_in: Any, read: Any) -> None:
    _three_decided(arus)
    take_in(arus.items)

    found = read("/v1/indikator/ppt.tepat_waktu?periode=2026-03").get_json()

    assert found["nilai"] == "66.67"
    assert (found["pembilang"], found["penyebut"], found["satuan"]) == ("2", "3", "persen")
    assert found["sampai"] == {"perizinan": str(len(arus.items))}


@pytest.mark.parametrize(
    "kode, nilai",
    [
        ("ppt.permohonan_masuk", "5.00"),
        ("ppt.diputus", "3.00"),
        ("ppt.median_hari_kerja", "3.50"),
        ("ppt.daring", "80.00"),
        ("ppt.berjalan", "1.00"),
        ("skm.ikm", None),
        ("ppt.rekomendasi_tepat_waktu", None),
    ],
)
def test_the_first_set_counts_by_its_rules(arus: Any, take_in: Any, read: Any, kode: str, nilai: str | None) -> None:
    _three_decided(arus)
    take_in(arus.items)

    assert read(f"/v1/indikator/{kode}?periode=2026-03").get_json()["nilai"] == nilai


def test_the_agency_of_a_recommendation_is_the_partner(arus: Any, take_in: Any, read: Any) -> None:
    arus.rekomendasi(MARET, mitra="dinkes")
    arus.rekomendasi(MARET, mitra="dlh", tepat_waktu=False)
    arus.rekomendasi(MARET, mitra="dlh", tepat_waktu=None)
    take_in(arus.items)
    address = "/v1/indikator/ppt.rekomendasi_tepat_waktu?periode=2026-03"

    assert read(address).get_json()["nilai"] == "50.00"
    assert read(f"{address}&opd=dinkes").get_json()["nilai"] == "100.00"
    assert read(f"{address}&opd=dlh").get_json()["penyebut"] == "1"
    assert read(f"{address}&opd=dpmptsp").get_json()["nilai"] is None


def test_the_survey_oracle(arus: Any, take_in: Any, read: Any) -> None:
    for kurang in range(20):
        arus.survei(MARET, [4 if kurang < batas else 3 for batas in (4, 7, 2, 12, 5, 8, 9, 3, 6)])
    arus.survei(MARET, [4, 4, 4, 4, 4, 4, 4, 4, 0])
    take_in(arus.items)

    found = read("/v1/indikator/skm.ikm?periode=2026-03").get_json()

    assert (found["nilai"], found["penyebut"]) == ("82.78", "20")


def test_a_file_stays_open_until_it_ends(arus: Any, take_in: Any, read: Any) -> None:
    arus.permohonan(MARET, sesudah=timedelta(days=40))
    arus.permohonan(MARET, sesudah=timedelta(days=-1))
    take_in(arus.items)
    address = "/v1/indikator/ppt.berjalan?periode={}"

    values = [read(address.format(satu)).get_json()["nilai"] for satu in ("2026-02", "2026-03", "2026-T1", "2026-04")]

    assert values == ["0.00", "1.00", "1.00", "0.00"]


def test_every_event_of_the_denominator_stands_behind_a_value(arus: Any, take_in: Any, read: Any) -> None:
    _three_decided(arus)
    take_in(arus.items)

    found = read("/v1/indikator/ppt.tepat_waktu/asal?periode=2026-03&per_halaman=2").get_json()
    second = read("/v1/indikator/ppt.tepat_waktu/asal?periode=2026-03&per_halaman=2&halaman=2").get_json()

    assert (found["jumlah"], len(found["data"]), len(second["data"])) == (3, 2, 1)
    rows = found["data"] + second["data"]
    assert [row["pembilang"] for row in rows] == [True, False, True]
    ids = {item.pesan.id for item in arus.items}
    assert all(row["id"] in ids and row["source"] == "/simpul/perizinan" for row in rows)


def test_behind_open_files_stand_their_opening_events(arus: Any, take_in: Any, read: Any) -> None:
    _three_decided(arus)
    take_in(arus.items)

    found = read("/v1/indikator/ppt.berjalan/asal?periode=2026-03").get_json()

    assert [row["type"] for row in found["data"]] == ["simpul.perizinan.v1.PermohonanDiajukan"]
    assert found["data"][0]["sequence"] == str(len(arus.items))


def test_as_of_a_moment(arus: Any, take_in: Any, read: Any) -> None:
    arus.direkam = MARET
    arus.permohonan(MARET, akhir=None)
    arus.direkam = MARET + timedelta(days=5)
    arus.permohonan(MARET, akhir=None)
    take_in(arus.items)
    address = "/v1/indikator/ppt.permohonan_masuk?periode=2026-03"

    then = read(f"{address}&per=2026-03-12T00:00:00%2B07:00").get_json()

    assert (then["nilai"], then["sampai"]) == ("1.00", {"perizinan": "1"})
    assert read(f"{address}&per=2026-03-12T00:00:00+07:00").get_json()["nilai"] == "1.00"
    assert read(address).get_json()["nilai"] == "2.00"


@pytest.mark.parametrize(
    "query",
    ["periode=2026-13", "periode=2026-T5", "periode=besok", "periode=2026-03..2026-01", "per=kemarin", "x=1"],
)
def test_what_cannot_be_read_is_refused_in_indonesian(read: Any, query: str) -> None:
    answer = read(f"/v1/indikator/ppt.daring?{query}")

    assert answer.status_code == 422
    assert answer.get_json()["code"] == "request.invalid"


def test_an_unknown_code_is_not_found(read: Any) -> None:
    for address in ("/v1/indikator/tidak.ada", "/v1/indikator/tidak.ada/asal", "/v1/indikator/tidak.ada/definisi"):
        answer = read(address)

        assert (answer.status_code, answer.get_json()["code"]) == (404, "indikator.not_found")


def test_the_definitions_in_force_are_a_list(read: Any) -> None:
    found = read("/v1/indikator").get_json()

    assert found["jumlah"] == len(found["data"]) == len({naskah["kode"] for naskah in read_files()})
    assert read("/v1/indikator/skm.ikm/definisi").get_json()["riwayat"][0]["definisi"]["kode"] == "skm.ikm"


def test_without_a_token_nothing_is_shown(client: FlaskClient) -> None:
    assert client.get("/v1/indikator").status_code == 401


def test_only_organisasi_publishes(client: FlaskClient, bearer: Bearer) -> None:
    body = {"definisi": _naskah(), "berlaku_dari": "2026-03-01"}

    for peran in ("inspektorat", "pimpinan", "admin", "pelanggan"):
        assert client.post("/v1/indikator", json=body, headers=bearer(peran)).status_code == 403


def test_a_definition_is_tried_then_published_and_never_changes_history(
    arus: Any, take_in: Any, client: FlaskClient, bearer: Bearer
) -> None:
    _three_decided(arus)
    take_in(arus.items)
    headers = bearer("organisasi")
    body: dict[str, Any] = {"definisi": _naskah(), "berlaku_dari": "2026-04-01"}

    tried = client.post("/v1/indikator/coba", json={**body, "periode": ["2026-03"]}, headers=headers).get_json()
    before = client.get("/v1/indikator/ppt.diputus/definisi", headers=headers).get_json()
    published = client.post("/v1/indikator", json=body, headers=headers)

    assert tried["data"] == [{"periode": "2026-03", "nilai": "2.00", "pembilang": "2", "penyebut": None}]
    assert before["versi"] == 1
    assert (published.status_code, published.get_json()) == (201, {"kode": "ppt.diputus", "versi": 2})
    march = client.get("/v1/indikator/ppt.diputus?periode=2026-03", headers=headers).get_json()
    april = client.get("/v1/indikator/ppt.diputus?periode=2026-04", headers=headers).get_json()
    assert (march["nilai"], march["definisi_versi"], april["definisi_versi"]) == ("3.00", 1, 2)


def test_a_new_measure_counts_the_past(arus: Any, take_in: Any, client: FlaskClient, bearer: Bearer) -> None:
    _three_decided(arus)
    take_in(arus.items)
    headers = bearer("organisasi")
    naskah = _naskah() | {"kode": "ppt.terbit"}

    client.post("/v1/indikator", json={"definisi": naskah, "berlaku_dari": "2020-01-01"}, headers=headers)
    take_in(arus.items)

    assert client.get("/v1/indikator/ppt.terbit?periode=2026-03", headers=headers).get_json()["nilai"] == "2.00"


def test_a_repeat_with_the_same_key_publishes_once(client: FlaskClient, bearer: Bearer) -> None:
    headers = bearer("organisasi") | {"Idempotency-Key": "terbit-1"}
    body = {"definisi": _naskah() | {"kode": "ppt.terbit"}, "berlaku_dari": "2026-01-01"}

    first = client.post("/v1/indikator", json=body, headers=headers)
    second = client.post("/v1/indikator", json=body, headers=headers)

    assert (first.status_code, second.status_code) == (201, 201)
    assert first.get_json() == second.get_json() == {"kode": "ppt.terbit", "versi": 1}


@pytest.mark.parametrize(
    "perubahan, isian",
    [
        ({"rumus": "terbit.__class__"}, "rumus"),
        ({"rumus": "terbit + tidak_ada"}, "rumus"),
        ({"rumus": "ppt.diputus + terbit"}, "rumus"),
        ({"rumus": "tidak.ada"}, "rumus"),
        ({"pembilang": "lain"}, "pembilang"),
        ({"ukuran": {"terbit": {"peristiwa": ["simpul.perizinan.v1.TidakAda"]}}}, "ukuran.terbit"),
        ({"version": 4}, "version"),
    ],
)
def test_a_definition_that_cannot_be_computed_is_refused(
    client: FlaskClient, bearer: Bearer, perubahan: dict[str, Any], isian: str
) -> None:
    body = {"definisi": _naskah() | perubahan, "berlaku_dari": "2026-04-01"}

    answer = client.post("/v1/indikator", json=body, headers=bearer("organisasi"))

    assert answer.status_code == 422
    assert isian in answer.get_json()["errors"]


def test_the_survey_calculator_is_open(client: FlaskClient) -> None:
    sums = {"jumlah": [64, 67, 62, 72, 65, 68, 69, 63, 66], "n": 20}

    assert client.post("/v1/hitung/skm", json=sums).get_json()["nilai"] == "82.78"
    assert client.post("/v1/hitung/skm", json={"jawaban": [[4] * 9]}).get_json()["kategori"] == "A"
    assert client.post("/v1/hitung/skm", json={"jawaban": []}).get_json()["nilai"] is None
    assert client.post("/v1/hitung/skm", json={"jawaban": [[4] * 8, [4] * 9]}).get_json()["nilai"] == "100.00"
    for wrong in ({"jawaban": [[5] * 9]}, {"jawaban": [[4] * 10]}, {"n": 2}, {}, {"jawaban": [[4] * 9], "n": 1}):
        assert client.post("/v1/hitung/skm", json=wrong).status_code == 422


def _naskah() -> dict[str, Any]:
    folder = Path(__file__).parents[2] / "src" / "pelaporan" / "data" / "indikator"
    naskah: dict[str, Any] = yaml.safe_load((folder / "ppt.diputus.yaml").read_text())
    del naskah["berlaku_dari"]
    terbit = {"terbit": {"peristiwa": ["simpul.perizinan.v1.IzinDiterbitkan"]}}
    return naskah | {"ukuran": terbit, "pembilang": "terbit", "rumus": "terbit"}
