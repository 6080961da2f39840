"""A row of an SKP shows what was done of it and where that is known from: typed, or told by an indicator."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, text

from kinerja.adapters.daerah_contoh import find_rantai
from kinerja.application.organisasi.load import LoadOrganisasi
from tests.support.kinerja_skp import BARIS
from tests.support.kinerja_tim import TAHUN, Tim, create_skp, done, make_tim
from tests.support.kinerja_tujuan import INDIKATOR


@pytest.fixture
def tim(client: FlaskClient, token: Callable[..., str], daerah: LoadOrganisasi) -> Tim:
    return make_tim(client, token, find_rantai(daerah, "dinkes"))


def make_indikator(tim: Tim, unit_id: str) -> str:
    """Return an indicator of a unit, of which a quarter is typed."""
    made = done(tim.bkpsdm.send("/v1/indikator", INDIKATOR | {"unit_id": unit_id, "nama": "Rekomendasi tepat waktu"}))
    path = f"/v1/indikator/{made['id']}/realisasi"
    done(tim.bkpsdm.send(path, {"periode": f"{TAHUN}-T1", "nilai": "92.5"}, version=made["version"]))
    return str(made["id"])


def measured(indikator_id: str | None) -> dict[str, Any]:
    return {**BARIS, "indikator": [{**BARIS["indikator"][0], "indikator_id": indikator_id}]}


def test_a_row_shows_the_typed_realisasi_of_its_indicator(tim: Tim, sesi: Callable[..., FlaskClient]) -> None:
    indikator_id = make_indikator(tim, tim.rantai.pegawai.unit_id)
    made = create_skp(tim.pegawai, measured(indikator_id), {**BARIS, "hasil_kerja": "Terpenuhinya laporan"})

    first, second = done(tim.penilai.get(f"/v1/skp/{made['id']}/realisasi"))["data"]
    page = sesi("pegawai", opd="dinkes", pegawai_id=tim.rantai.pegawai.id).get(f"/skp/{made['id']}").text

    assert made["baris"][0]["indikator"][0]["indikator_id"] == indikator_id
    shown = first["realisasi"]
    assert (shown["nilai"], shown["periode"], shown["asal"]) == ("92.5", f"{TAHUN}-T1", "manual")
    assert second["realisasi"] is None
    assert f'href="/indikator/{indikator_id}"' in page
    assert "92,5%" in page
    assert f"triwulan i {TAHUN}, diketik" in page


def test_a_realisasi_that_an_indicator_told_names_it(tim: Tim, engine: Engine) -> None:
    indikator_id = make_indikator(tim, tim.rantai.pegawai.unit_id)
    made = create_skp(tim.pegawai, measured(indikator_id))
    told = "UPDATE realisasi SET asal = 'indikator', sumber_indikator = 'izin.tepat_waktu' WHERE indikator_id = :id"
    with engine.begin() as conn:
        conn.execute(text(told), {"id": indikator_id})

    [row] = done(tim.pegawai.get(f"/v1/skp/{made['id']}/realisasi"))["data"]

    assert (row["realisasi"]["asal"], row["realisasi"]["sumber_indikator"]) == ("indikator", "izin.tepat_waktu")


def test_a_row_is_measured_by_an_indicator_of_the_own_unit_or_above_alone(tim: Tim, daerah: LoadOrganisasi) -> None:
    elsewhere = next(each for each in daerah.unit if each.opd_kode == "dlh")
    foreign = make_indikator(tim, elsewhere.id)

    answer = tim.pegawai.send("/v1/skp", {"tahun": TAHUN, "baris": [measured(foreign)]})

    assert (answer.status_code, list(answer.get_json()["errors"])) == (422, ["baris.0.indikator.0.indikator_id"])


def test_the_form_offers_the_indicators_of_the_unit(tim: Tim, sesi: Callable[..., FlaskClient]) -> None:
    make_indikator(tim, tim.rantai.penilai.unit_id)

    page = sesi("pegawai", opd="dinkes", pegawai_id=tim.rantai.pegawai.id).get(f"/skp/baru?tahun={TAHUN}").text

    assert "Realisasinya diambil dari indikator" in page
