"""The pages of feedback: the form without script, what each reader finds, the one answer."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from kinerja.adapters.daerah_contoh import Rantai, find_rantai
from kinerja.application.organisasi.load import LoadOrganisasi

Sesi = Callable[..., FlaskClient]


@pytest.fixture
def rantai(daerah: LoadOrganisasi) -> Rantai:
    return find_rantai(daerah, "dinkes")


@pytest.fixture
def pegawai(sesi: Sesi, rantai: Rantai) -> FlaskClient:
    return sesi("pegawai", opd="dinkes", pegawai_id=rantai.pegawai.id)


@pytest.fixture
def penilai(sesi: Sesi, rantai: Rantai) -> FlaskClient:
    return sesi("pegawai", "penilai", opd="dinkes", pegawai_id=rantai.penilai.id)


def send(client: FlaskClient, page: str, path: str, **fields: str) -> tuple[int, str, str]:
    """Send a form that stands on a page."""
    shown = client.get(page).text
    kept = {
        name: found[1]
        for name in ("csrf_token", "version")
        if (found := re.search(rf'name="{name}" value="([^"]*)"', shown))
    }
    answer = client.post(path, data=kept | fields)
    return answer.status_code, answer.text, answer.headers.get("Location", "").partition("?")[0]


def give(giver: FlaskClient, pegawai_id: str, **fields: str) -> tuple[int, str, str]:
    body = {"pegawai_id": pegawai_id, "periode": "2026-T1", "tentang": "akuntabel", "isi": "Catatannya rapi"} | fields
    return send(giver, "/umpan-balik/baru", "/umpan-balik/baru", **body)


def test_the_form_offers_those_who_are_near_and_nobody_else(pegawai: FlaskClient, rantai: Rantai) -> None:
    page = pegawai.get("/umpan-balik/baru").text

    assert f'value="{rantai.penilai.id}"' in page
    assert f'value="{rantai.pegawai.id}"' not in page
    assert f'value="{rantai.atasan_penilai.id}"' not in page
    assert "Bila Anda rekan atau bawahannya, nama Anda tidak tampil kepada siapa pun." in page


@pytest.mark.parametrize("size", [1, 2, 3])
def test_who_would_be_known_in_spite_of_a_closed_name_is_told_so(sesi: Sesi, daerah: LoadOrganisasi, size: int) -> None:
    below: dict[str, list[str]] = {}
    for each in daerah.pegawai:
        if each.atasan_id and each.aktif:
            below.setdefault(each.atasan_id, []).append(each.id)
    head, (me, *peers) = next((head, ids) for head, ids in below.items() if len(ids) == size)

    page = sesi("pegawai", pegawai_id=me).get("/umpan-balik/baru").text

    marked = {id_ for id_, words in re.findall(r'<option value="([^"]+)"[^>]*>([^<]*)', page) if "hanya Anda" in words}
    assert marked == {1: {head}, 2: set(peers), 3: set()}[size]


def test_feedback_is_given_read_and_answered(pegawai: FlaskClient, penilai: FlaskClient, rantai: Rantai) -> None:
    status, _, address = give(penilai, rantai.pegawai.id)
    listed = pegawai.get("/umpan-balik").text
    empty, wrong, _ = send(pegawai, address, f"{address}/reply", tanggapan=" ")
    answered, _, back = send(pegawai, address, f"{address}/reply", tanggapan="Terima kasih")
    shown = penilai.get(back).text

    assert status == answered == 303
    assert address in listed
    assert (empty, "Tulis tanggapan Anda" in wrong) == (422, True)
    assert "Terima kasih" in shown
    assert 'name="tanggapan"' not in shown


def test_an_old_page_answers_nothing(pegawai: FlaskClient, penilai: FlaskClient, rantai: Rantai) -> None:
    _, _, address = give(penilai, rantai.pegawai.id)

    status, page, _ = send(pegawai, address, f"{address}/reply", tanggapan="Terima kasih", version="9")

    assert (status, "berubah sejak Anda membukanya" in page) == (412, True)


def test_what_is_missing_is_told_beside_the_fields(penilai: FlaskClient, rantai: Rantai) -> None:
    status, page, _ = give(penilai, "", tentang="", isi="Yang sudah ditulis tetap ada")

    assert status == 422
    assert "Pilih orangnya" in page
    assert "Pilih tentang apa" in page
    assert "Yang sudah ditulis tetap ada" in page


@pytest.mark.parametrize("arah", ["diterima", "diberikan", "tim", "salah"])
def test_every_way_has_its_list(penilai: FlaskClient, pegawai: FlaskClient, rantai: Rantai, arah: str) -> None:
    give(penilai, rantai.pegawai.id)

    of_assessor, of_person = (client.get(f"/umpan-balik?arah={arah}") for client in (penilai, pegawai))

    assert (of_assessor.status_code, of_person.status_code) == (200, 200)
    assert ("Catatannya rapi" in of_assessor.text) == (arah in {"diberikan", "tim"})
    assert ("Catatannya rapi" in of_person.text) == (arah != "diberikan")
    assert "Untuk tim" not in of_person.text
