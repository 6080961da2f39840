"""The forms say what is wrong beside the field."""

import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

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


def test_a_person_is_moved_and_the_history_tells_it(bkpsdm: FlaskClient, someone: Pegawai, stranger: Pegawai) -> None:
    status, _, location = send(
        bkpsdm,
        f"/pegawai/{someone.id}/move",
        unit_id=stranger.unit_id,
        jabatan_kode="pengolah-data",
        alasan="SK 800/7",
    )

    page = bkpsdm.get(location).text
    assert status == 303
    assert "Perpindahan tersimpan" in page
    assert "Dipindahkan" in page
    assert "Alasan: SK 800/7" in page
    assert "Dinas Lingkungan Hidup" in page


def test_what_is_wrong_stands_beside_the_field_and_what_was_typed_is_kept(
    bkpsdm: FlaskClient, someone: Pegawai, stranger: Pegawai
) -> None:
    status, page, _ = send(
        bkpsdm, f"/pegawai/{someone.id}/move", unit_id=stranger.unit_id, jabatan_kode="kepala-dinas", alasan="SK <1>"
    )

    assert status == 422
    assert 'id="f-jabatan_kode-galat"' in page
    assert '<a href="#f-jabatan_kode">' in page
    assert f'<option value="{stranger.unit_id}" selected>' in page
    assert "SK &lt;1&gt;" in page
    assert "<title>Galat:" in page


def test_a_change_that_came_first_is_shown_before_saving_again(bkpsdm: FlaskClient, someone: Pegawai) -> None:
    path = f"/pegawai/{someone.id}/deactivate"
    form = bkpsdm.get(path).text
    send(bkpsdm, f"/pegawai/{someone.id}/assign_atasan", atasan_id=find_atasan(form, bkpsdm, someone), alasan="Tim")
    old = {name: hidden(form, name) for name in ("csrf_token", "version")}
    answer = bkpsdm.post(path, data=old | {"alasan": "Pensiun"})

    assert answer.status_code == 412
    assert "berubah sejak Anda membukanya" in answer.text
    assert hidden(answer.text, "version") == "2"


def find_atasan(_: str, client: FlaskClient, someone: Pegawai) -> str:
    page = client.get(f"/pegawai/{someone.id}/assign_atasan").text
    found = re.search(r'<option value="([0-9a-f-]{36})"', page)
    assert found is not None
    return found[1]


def test_a_form_without_its_token_is_refused(bkpsdm: FlaskClient, someone: Pegawai) -> None:
    answer = bkpsdm.post(f"/pegawai/{someone.id}/deactivate", data={"version": "1", "alasan": "Pensiun"})

    assert answer.status_code == 403


def test_whoever_left_can_be_taken_back(bkpsdm: FlaskClient, someone: Pegawai) -> None:
    send(bkpsdm, f"/pegawai/{someone.id}/deactivate", alasan="Pensiun")
    page = bkpsdm.get(f"/pegawai/{someone.id}").text
    assert "Tidak aktif" in page
    assert "Aktifkan kembali" in page

    status, _, location = send(bkpsdm, f"/pegawai/{someone.id}/reactivate", alasan="Keliru")
    assert status == 303
    assert "Pegawai diaktifkan kembali" in bkpsdm.get(location).text


def test_a_unit_is_renamed(bkpsdm: FlaskClient, someone: Pegawai) -> None:
    path = f"/unit/{someone.unit_id}/rename"

    status, page, _ = send(bkpsdm, path, nama=" ")
    assert (status, "Isi nama unit" in page) == (422, True)
    status, _, location = send(bkpsdm, path, nama="Seksi Baru")
    assert status == 303
    assert "Seksi Baru" in bkpsdm.get(location).text
