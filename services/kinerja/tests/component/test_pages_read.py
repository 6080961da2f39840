"""The pages: what each role sees."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine

from kinerja.domain.pegawai import Pegawai

Sesi = Callable[..., FlaskClient]


@pytest.fixture
def bkpsdm(sesi: Sesi) -> FlaskClient:
    return sesi("bkpsdm", opd="bkpsdm")


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found is not None
    return found[1]


def send(client: FlaskClient, path: str, **fields: str) -> tuple[int, str, str]:
    """Open the form, fill it in as a browser would, and send it."""
    form = client.get(path).text
    kept = {name: hidden(form, name) for name in ("csrf_token", "version")}
    answer = client.post(path, data=kept | fields)
    return answer.status_code, answer.text, answer.headers.get("Location", "")


@pytest.fixture
def engine(shared_engine: Engine) -> Engine:
    return shared_engine


def test_who_is_not_signed_in_is_led_to_the_door(app: Flask) -> None:
    answer = app.test_client().get("/organisasi")

    assert (answer.status_code, answer.headers["Location"]) == (303, "/masuk?next=%2Forganisasi")


def test_the_tree_opens_without_script(bkpsdm: FlaskClient) -> None:
    page = bkpsdm.get("/", follow_redirects=True).text

    assert page.count('<details class="lipat">') > 70
    assert "Dinas Kesehatan" in page
    assert "37 perangkat daerah" in page


def test_a_pegawai_sees_their_own_agency(sesi: Sesi, someone: Pegawai, stranger: Pegawai) -> None:
    client = sesi("pegawai", opd="dinkes", pegawai_id=someone.id)

    assert "Dinas Lingkungan Hidup" not in client.get("/organisasi").text
    own = client.get(f"/pegawai/{someone.id}").text
    assert someone.nama in own
    assert "Pindahkan pegawai" not in own
    assert "Data saya" in own
    for path in ("/organisasi/dlh", f"/pegawai/{stranger.id}"):
        assert client.get(path).status_code == 404
    assert client.get(f"/pegawai/{someone.id}/move").status_code == 403


def test_the_filter_stands_in_the_address_and_can_be_taken_away(bkpsdm: FlaskClient, someone: Pegawai) -> None:
    page = bkpsdm.get(f"/organisasi/dinkes?q={someone.nama}&jenis={someone.jabatan.jenis}").text
    empty = bkpsdm.get("/organisasi/dinkes?q=tidakadaorangini").text

    assert f"/pegawai/{someone.id}" in page
    assert page.count("terpasang-butir") == 2
    assert "Tidak ada pegawai yang cocok" in empty
    assert "Hapus semua saringan" in empty


@pytest.mark.parametrize("query", ["halaman=0", "halaman=x", "halaman=999999999999", "jenis=lain", "aktif=lain"])
def test_a_hand_written_address_breaks_nothing(bkpsdm: FlaskClient, query: str) -> None:
    assert bkpsdm.get(f"/pegawai?{query}").status_code == 200


def test_a_page_past_the_last_leads_back(bkpsdm: FlaskClient) -> None:
    assert "Kembali ke halaman 1" in bkpsdm.get("/pegawai?halaman=500").text


def test_no_page_has_inline_style_or_script(bkpsdm: FlaskClient, someone: Pegawai) -> None:
    for path in (
        "/organisasi",
        "/organisasi/dinkes",
        "/pegawai",
        f"/pegawai/{someone.id}",
        f"/pegawai/{someone.id}/move",
    ):
        page = bkpsdm.get(path).text
        assert " style=" not in page
        assert "<script>" not in page
        assert page.count("<h1") == 1


def test_an_admin_finds_the_events_that_could_not_be_taken_in(sesi: Sesi) -> None:
    client = sesi("admin")

    assert 'href="/peristiwa-gagal"' in client.get("/organisasi").text
    assert "Tidak ada peristiwa yang menunggu" in client.get("/peristiwa-gagal").text


def test_nobody_else_does(bkpsdm: FlaskClient) -> None:
    assert "/peristiwa-gagal" not in bkpsdm.get("/organisasi").text
    assert bkpsdm.get("/peristiwa-gagal").status_code == 403
