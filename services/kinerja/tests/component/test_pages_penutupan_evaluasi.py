"""The pages of BKPSDM for a unit: its capaian with the reason, the findings in words, the closing of a period."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, text

from kinerja.adapters.daerah_contoh import Rantai, find_rantai
from kinerja.application.organisasi.load import LoadOrganisasi
from kinerja.domain.pegawai import Pegawai
from kinerja.domain.unit import Unit

Sesi = Callable[..., FlaskClient]
PERIODE = "2026-T1"
RATED = """
INSERT INTO evaluasi (id, pegawai_id, unit_id, opd_kode, periode, hasil_kerja, perilaku, predikat, catatan, penilai_id,
    tingkat_penilai, status, version, keberatan_alasan)
VALUES (:id, :id, :unit_id, 'dinkes', '2026-T1', 'sesuai', 'sesuai', 'baik', '', :penilai_id, 'penilai',
    'ditetapkan', 2, '')
"""


@pytest.fixture
def bkpsdm(sesi: Sesi) -> FlaskClient:
    return sesi("bkpsdm", opd="bkpsdm")


@pytest.fixture
def opd(daerah: LoadOrganisasi) -> Unit:
    return next(each for each in daerah.unit if each.opd_kode == "dinkes" and each.jenis == "opd")


@pytest.fixture
def people(daerah: LoadOrganisasi) -> Sequence[Pegawai]:
    return [each for each in daerah.pegawai if each.opd_kode == "dinkes"]


@pytest.fixture
def rantai(daerah: LoadOrganisasi) -> Rantai:
    return find_rantai(daerah, "dinkes")


@pytest.fixture
def rate_all(engine: Engine, people: Sequence[Pegawai]) -> Callable[[], None]:
    """Give a function that establishes an appraisal of everyone of the agency, each of them baik."""

    def rate() -> None:
        rows = [{"id": each.id, "unit_id": each.unit_id, "penilai_id": each.atasan_id} for each in people]
        with engine.begin() as conn:
            conn.execute(text(RATED), rows)

    return rate


def press(client: FlaskClient, page: str, act: str, **fields: str) -> tuple[int, str]:
    """Send one of the forms of a unit's page."""
    shown = client.get(page).text
    found = re.search(r'name="csrf_token" value="([^"]*)"', shown)
    assert found is not None
    path = page.partition("?")[0]
    answer = client.post(f"{path}/{act}", data={"csrf_token": found[1], "periode": PERIODE} | fields)
    return answer.status_code, answer.text


def test_the_progress_leads_to_each_unit_and_is_filtered_by_agency(bkpsdm: FlaskClient, opd: Unit) -> None:
    page = bkpsdm.get(f"/evaluasi/rekap?periode={PERIODE}&opd=dinkes").text

    assert f"/evaluasi/rekap/{opd.id}?periode={PERIODE}" in page
    assert "Dinas Lingkungan Hidup</a>" not in page


def test_a_unit_gets_its_capaian_with_the_reason(bkpsdm: FlaskClient, opd: Unit) -> None:
    page = f"/evaluasi/rekap/{opd.id}?periode={PERIODE}"
    empty = press(bkpsdm, page, "capaian", capaian="baik", alasan_capaian=" ")
    unnamed = press(bkpsdm, page, "capaian", capaian="", alasan_capaian="PK tercapai 98 persen")
    status, _ = press(bkpsdm, page, "capaian", capaian="baik", alasan_capaian="PK tercapai 98 persen")
    shown = bkpsdm.get(page).text

    assert (empty[0], "Tulis dasar capaian ini" in empty[1]) == (422, True)
    assert (unnamed[0], "Pilih capaiannya" in unnamed[1], "PK tercapai 98 persen" in unnamed[1]) == (422, True, True)
    assert status == 303
    assert "PK tercapai 98 persen" in shown


def test_a_period_closes_with_its_findings_in_words_and_a_reason(
    bkpsdm: FlaskClient, opd: Unit, rate_all: Callable[[], None]
) -> None:
    page = f"/evaluasi/rekap/{opd.id}?periode={PERIODE}"
    early = press(bkpsdm, page, "tutup", alasan_tutup="Sudah cukup")
    rate_all()
    unmeasured = press(bkpsdm, page, "tutup")
    press(bkpsdm, page, "capaian", capaian="baik", alasan_capaian="PK")
    shown = bkpsdm.get(page).text
    mute = press(bkpsdm, page, "tutup")
    closed, _ = press(bkpsdm, page, "tutup", alasan_tutup="Kinerja merata menurut bukti")
    after = bkpsdm.get(page).text

    assert (early[0], "Belum semua pegawai" in early[1], "Sudah cukup" in early[1]) == (409, True, True)
    assert (unmeasured[0], "Capaian organisasi unit ini belum ditetapkan" in unmeasured[1]) == (409, True)
    assert "Predikat baik paling banyak 70 %" in shown
    assert (mute[0], "Tulis alasan menutup periode" in mute[1]) == (422, True)
    assert closed == 303
    assert "Kinerja merata menurut bukti" in after
    assert "/tutup" not in after


def test_the_page_names_no_assessor_of_few(
    bkpsdm: FlaskClient, rantai: Rantai, rate_all: Callable[[], None], people: Sequence[Pegawai], opd: Unit
) -> None:
    rate_all()
    groups = {id_: sum(1 for each in people if each.atasan_id == id_) for id_ in {each.atasan_id for each in people}}
    nama = {each.id: each.nama for each in people}

    page = bkpsdm.get(f"/evaluasi/rekap/{opd.id}?periode={PERIODE}").text

    for id_, size in groups.items():
        if id_ in nama:
            assert (nama[id_] in page) is (size >= 5)


def test_nobody_else_opens_the_page_and_a_unit_of_nowhere_is_not_found(
    bkpsdm: FlaskClient, sesi: Sesi, rantai: Rantai, opd: Unit
) -> None:
    head = sesi("pegawai", "penilai", "atasan_penilai", opd="dinkes", pegawai_id=rantai.atasan_penilai.id)

    assert head.get(f"/evaluasi/rekap/{opd.id}?periode={PERIODE}").status_code == 403
    assert bkpsdm.get(f"/evaluasi/rekap/tiada?periode={PERIODE}").status_code == 404
