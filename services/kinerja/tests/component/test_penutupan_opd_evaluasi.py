"""REST: an agency closes in one act, with the findings of every unit in words; assessors beside the agency's mean."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, text

from chassis.domain import Conflict
from kinerja.adapters.aturan import load_evaluasi
from kinerja.adapters.daerah_contoh import Rantai, find_rantai
from kinerja.application.organisasi.load import LoadOrganisasi
from kinerja.domain.pegawai import Pegawai
from kinerja.domain.penutupan_evaluasi import check_penutupan
from kinerja.domain.unit import Unit
from tests.support.kinerja_orang import NILAI, Orang, Token, give_skp, refused

PERIODE = "2026-T1"
RATED = """
INSERT INTO evaluasi (id, pegawai_id, unit_id, opd_kode, periode, hasil_kerja, perilaku, predikat, catatan, penilai_id,
    tingkat_penilai, status, version, keberatan_alasan)
VALUES (:id, :id, :unit_id, 'dinkes', '2026-T1', 'sesuai', 'sesuai', :predikat, '', :penilai_id, 'penilai',
    'ditetapkan', 2, '')
"""


@pytest.fixture
def rantai(daerah: LoadOrganisasi) -> Rantai:
    return find_rantai(daerah, "dinkes")


@pytest.fixture
def bkpsdm(client: FlaskClient, token: Token) -> Orang:
    return Orang(client, token("bkpsdm", opd="bkpsdm"))


@pytest.fixture
def opd(daerah: LoadOrganisasi) -> Unit:
    return next(each for each in daerah.unit if each.opd_kode == "dinkes" and each.jenis == "opd")


@pytest.fixture
def people(daerah: LoadOrganisasi) -> Sequence[Pegawai]:
    return [each for each in daerah.pegawai if each.opd_kode == "dinkes"]


@pytest.fixture
def rate(engine: Engine, people: Sequence[Pegawai]) -> Callable[..., None]:
    """Give a function that establishes an appraisal of everyone of the agency."""

    def make(
        word: Callable[[int, Pegawai], str] = lambda number, _: "butuh_perbaikan" if number % 3 == 0 else "baik",
    ) -> None:
        rows = [
            {"id": each.id, "unit_id": each.unit_id, "penilai_id": each.atasan_id, "predikat": word(number, each)}
            for number, each in enumerate(people)
        ]
        with engine.begin() as conn:
            conn.execute(text(RATED), rows)

    return make


def set_capaian(orang: Orang, unit_id: str, capaian: str) -> None:
    body = {"unit_id": unit_id, "periode": PERIODE, "capaian": capaian, "alasan": "PK"}
    assert orang.send("/v1/evaluasi/capaian", body).status_code == 201


def test_a_whole_agency_closes_in_one_act(bkpsdm: Orang, opd: Unit, rate: Callable[..., None]) -> None:
    body = {"opd": "dinkes", "periode": PERIODE}
    early = bkpsdm.send("/v1/evaluasi/tutup", body)
    rate()
    set_capaian(bkpsdm, opd.id, "baik")
    closed = bkpsdm.send("/v1/evaluasi/tutup", body)
    rows = bkpsdm.get(f"/v1/evaluasi/rekap?periode={PERIODE}").get_json()["data"]

    assert refused(early) == (409, "evaluasi.not_complete")
    assert (closed.status_code, closed.get_json()["unit_id"], closed.get_json()["temuan"]) == (201, opd.id, [])
    assert {row["ditutup"] for row in rows if row["opd_kode"] == "dinkes"} == {True}


@pytest.mark.parametrize("names", [{}, {"opd": "dinkes", "unit_id": "x"}])
def test_a_unit_or_an_agency_is_named_not_both(bkpsdm: Orang, names: dict[str, str]) -> None:
    answer = bkpsdm.send("/v1/evaluasi/tutup", {"periode": PERIODE} | names)

    assert (answer.status_code, list(answer.get_json()["errors"])) == (422, ["unit_id"])


def test_an_unknown_agency_is_not_found(bkpsdm: Orang) -> None:
    assert refused(bkpsdm.send("/v1/evaluasi/tutup", {"periode": PERIODE, "opd": "tiada"})) == (404, "unit.not_found")


def test_the_findings_of_the_units_below_are_named_and_ask_for_a_reason(
    bkpsdm: Orang, opd: Unit, rantai: Rantai, daerah: LoadOrganisasi, rate: Callable[..., None]
) -> None:
    below = next(each for each in daerah.unit if each.id == rantai.atasan_penilai.unit_id)
    rate()
    set_capaian(bkpsdm, opd.id, "baik")
    set_capaian(bkpsdm, below.id, "istimewa")
    body = {"opd": "dinkes", "periode": PERIODE}
    shown = bkpsdm.get(f"/v1/evaluasi/sebaran?unit_id={opd.id}&periode={PERIODE}").get_json()

    mute = bkpsdm.send("/v1/evaluasi/tutup", body)
    closed = bkpsdm.send("/v1/evaluasi/tutup", body | {"alasan": "Bidang itu menurut bukti"})

    assert {each["kode"] for each in shown["temuan"]} == {"SB_BUKAN_TERBESAR", "KEPALA_LAIN"}
    assert {each["unit_id"] for each in shown["temuan"]} == {below.id}
    assert below.nama in mute.get_json()["errors"]["alasan"][0]
    assert (closed.status_code, len(closed.get_json()["temuan"])) == (201, 2)


def test_the_capaian_of_a_unit_is_the_rating_of_its_heads_work(
    bkpsdm: Orang, engine: Engine, rantai: Rantai, rate: Callable[..., None]
) -> None:
    rate()
    unit_id, kepala = rantai.atasan_penilai.unit_id, rantai.atasan_penilai
    set_capaian(bkpsdm, unit_id, "istimewa")
    path = f"/v1/evaluasi/sebaran?unit_id={unit_id}&periode={PERIODE}"

    def of_head() -> list[str]:
        return [each["pesan"] for each in bkpsdm.get(path).get_json()["temuan"] if each["kode"] == "KEPALA_LAIN"]

    before = of_head()
    with engine.begin() as conn:
        conn.execute(text("UPDATE evaluasi SET hasil_kerja = 'di_atas' WHERE id = :id"), {"id": kepala.id})

    assert len(before) == 1
    assert "Di atas ekspektasi" in before[0]
    assert of_head() == []


def test_an_assessor_stands_beside_the_mean_of_the_agency(
    bkpsdm: Orang, people: Sequence[Pegawai], rantai: Rantai, rate: Callable[..., None]
) -> None:
    lenient = max(
        {each.atasan_id for each in people}, key=lambda id_: sum(1 for each in people if each.atasan_id == id_)
    )
    rate(lambda _, each: "sangat_baik" if each.atasan_id == lenient else "baik")
    group = sum(1 for each in people if each.atasan_id == lenient)
    unit_id = next(each.unit_id for each in people if each.id == lenient)

    shown = bkpsdm.get(f"/v1/evaluasi/sebaran?unit_id={unit_id}&periode={PERIODE}").get_json()

    row = next(each for each in shown["penilai"] if each["penilai_id"] == lenient)
    mean = (Decimal(4 * len(people) + group) / len(people)).quantize(Decimal("0.01"))
    assert group >= 5
    assert (row["rata_rata"], row["rata_rata_opd"]) == ("5.00", str(mean))
    assert row["selisih"] == str(Decimal(5) - mean)


def test_an_agency_that_chose_to_block_is_not_closed_by_a_reason() -> None:
    found = ["Predikat baik paling banyak 70 %"]
    rule = replace(load_evaluasi(date(2026, 12, 31)), blokir_opd={"dinkes": True})

    with pytest.raises(Conflict) as refusal:
        check_penutupan(0, found, "Menurut bukti", blokir=rule.blocks("dinkes"))
    check_penutupan(0, found, "Menurut bukti", blokir=rule.blocks("dlh"))

    assert refusal.value.code == "sebaran.blocked"


def test_setda_closes_once_the_ppk_has_rated_the_sekda(
    engine: Engine, client: FlaskClient, token: Token, daerah: LoadOrganisasi
) -> None:
    ppk = Orang(client, token("ppk"))
    setda = next(each for each in daerah.unit if each.opd_kode == "setda" and each.jenis == "opd")
    staf = [each for each in daerah.pegawai if each.opd_kode == "setda"]
    sekda = next(each for each in staf if each.atasan_id is None)
    words = ["baik", "baik", "butuh_perbaikan"]
    rows = [
        {"id": each.id, "unit_id": each.unit_id, "penilai_id": each.atasan_id, "predikat": words[number % 3]}
        for number, each in enumerate(staf)
    ]
    with engine.begin() as conn:
        conn.execute(text(RATED.replace("'dinkes'", "'setda'")), [row for row in rows if row["id"] != sekda.id])
    give_skp(engine, sekda.id)
    set_capaian(ppk, setda.id, "baik")
    body = {"opd": "setda", "periode": PERIODE}

    early = ppk.send("/v1/evaluasi/tutup", body)
    made = ppk.send("/v1/evaluasi", NILAI | {"pegawai_id": sekda.id, "periode": PERIODE}).get_json()
    ppk.send(f"/v1/evaluasi/{made['id']}/establish", version=1)
    closed = ppk.send("/v1/evaluasi/tutup", body)

    assert refused(early) == (409, "evaluasi.not_complete")
    assert (closed.status_code, closed.get_json()["unit_id"]) == (201, setda.id), closed.get_json()
