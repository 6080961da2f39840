"""The pages of many appraisals at once, and of whom no plan is asked: without script, nothing written before it was seen."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, text

from kinerja.adapters.daerah_contoh import Rantai, find_rantai
from kinerja.application.organisasi.load import LoadOrganisasi
from kinerja.domain.pegawai import Pegawai
from tests.support.borang import read_borang
from tests.support.kinerja_orang import give_skp

Sesi = Callable[..., FlaskClient]
MASSAL = "/evaluasi/massal"
BAIK, TERBAIK = "sesuai:sesuai", "di_atas:di_atas"


@pytest.fixture
def rantai(daerah: LoadOrganisasi) -> Rantai:
    return find_rantai(daerah, "dinkes")


@pytest.fixture
def tim(daerah: LoadOrganisasi, rantai: Rantai, engine: Engine) -> list[Pegawai]:
    """Give the people below the assessor; of the first alone an SKP of 2025 holds."""
    below = [each for each in daerah.pegawai if each.atasan_id == rantai.penilai.id]
    give_skp(engine, below[0].id, tahun=2025)
    return below


@pytest.fixture
def penilai(sesi: Sesi, rantai: Rantai) -> FlaskClient:
    return sesi("pegawai", "penilai", opd="dinkes", pegawai_id=rantai.penilai.id)


def count(engine: Engine) -> int:
    with engine.connect() as conn:
        return int(conn.execute(text("SELECT count(*) FROM evaluasi WHERE status = 'ditetapkan'")).scalar_one())


def form_of(penilai: FlaskClient) -> dict[str, str]:
    """Return what stands in the form of the boxes, which follows the choice of the period."""
    page = penilai.get(f"{MASSAL}?periode=2025").text
    return dict(read_borang(page[page.index('id="f-kuadran"') :], MASSAL).isi)


def test_the_team_is_rated_at_once_after_a_preview(penilai: FlaskClient, tim: list[Pegawai], engine: Engine) -> None:
    form = form_of(penilai)
    first, second = tim
    boxes = {f"kuadran.{first.id}": TERBAIK, f"kuadran.{second.id}": BAIK}

    preview = penilai.post(MASSAL, data=form | boxes | {"langkah": "pratinjau"})
    before = count(engine)
    seen = dict(read_borang(preview.text, MASSAL).isi)
    again = penilai.post(MASSAL, data=seen | {"langkah": "ubah"}).text
    done = penilai.post(MASSAL, data=seen | {"langkah": "tetapkan"})

    assert form["periode"] == "2025"
    assert (preview.status_code, before) == (200, 0)
    assert "Tetapkan 1 evaluasi" in preview.text
    assert "Sangat baik" in preview.text
    assert f'value="{TERBAIK}" selected' in again
    assert (done.status_code, count(engine)) == (200, 1)
    assert "1 evaluasi ditetapkan, 1 tidak" in done.text
    assert second.nama in done.text.partition("Tidak ditetapkan")[2].partition("</ul>")[0]
    assert "0 evaluasi ditetapkan, 2 tidak" in penilai.post(MASSAL, data=seen | {"langkah": "tetapkan"}).text


def test_without_a_box_nobody_is_rated(penilai: FlaskClient, tim: list[Pegawai], stranger: Pegawai) -> None:
    form = form_of(penilai)
    other = {f"kuadran.{stranger.id}": BAIK, f"kuadran.{tim[0].id}": "hebat:sekali", "langkah": "tetapkan"}

    answer = penilai.post(MASSAL, data=form | other)

    assert (answer.status_code, "Pilih kotak untuk sedikitnya satu orang" in answer.text) == (422, True)


def test_the_page_of_the_team_leads_to_all_at_once(penilai: FlaskClient, tim: list[Pegawai]) -> None:
    assert f"{MASSAL}?periode=2025" in penilai.get("/evaluasi/tim?periode=2025").text


def test_an_exemption_is_recorded_and_ended_on_the_page(sesi: Sesi, rantai: Rantai) -> None:
    keeper = sesi("bkpsdm", opd="bkpsdm")
    path = f"/pegawai/{rantai.pegawai.id}/pengecualian"
    form = dict(read_borang(keeper.get(path).text, path).isi)
    fields = {"alasan_kode": "cltn", "dasar": "SK 850/12", "dari": "2026-04-01"}

    wrong = [keeper.post(path, data=form | fields | each) for each in ({"alasan_kode": ""}, {"dasar": " "})]
    stored = keeper.post(path, data=form | fields)
    listed = keeper.get(path).text
    end = "/pengecualian/" + listed.partition('href="/pengecualian/')[2].partition('"')[0]
    last = dict(read_borang(keeper.get(end).text, end).isi)
    early = keeper.post(end, data=last | {"sampai": "2026-03-01"})
    ended = keeper.post(end, data=last | {"sampai": "2026-05-31"})
    stale = keeper.post(end, data=last | {"sampai": "2026-06-30"})

    assert path in keeper.get(f"/pegawai/{rantai.pegawai.id}").text
    assert [
        (each.status_code, word in each.text)
        for each, word in zip(wrong, ("Pilih sebabnya", "Tulis nomor"), strict=True)
    ] == [(422, True)] * 2
    assert (stored.status_code, "Cuti di luar tanggungan negara" in listed) == (303, True)
    assert (early.status_code, ended.status_code, stale.status_code) == (422, 303, 412)
    assert "31 Mei 2026" in keeper.get(path).text


def test_nobody_records_an_exemption_of_their_own(sesi: Sesi, daerah: LoadOrganisasi) -> None:
    keeper = next(each for each in daerah.pegawai if each.opd_kode == "bkpsdm" and not each.memimpin)
    path = f"/pegawai/{keeper.id}/pengecualian"
    own = sesi("pegawai", "bkpsdm", opd="bkpsdm", pegawai_id=keeper.id)

    assert "Catat pengecualian" not in own.get(path).text
