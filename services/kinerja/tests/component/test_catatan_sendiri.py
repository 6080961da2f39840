"""Nobody of BKPSDM records or annuls what is kept of themselves."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from kinerja.application.organisasi.load import LoadOrganisasi
from tests.support.kinerja_orang import Orang, refused
from tests.support.kinerja_pengembangan import ASESMEN
from tests.support.kinerja_tim import done

HUKUMAN = {"jenis": "hukuman_disiplin", "isi": "ringan", "dari": "2026-01-05", "bukti": "SK 9/2026"}
CLTN = {"alasan_kode": "cltn", "dasar": "SK 1", "dari": "2026-01-01"}


@pytest.fixture
def saya(daerah: LoadOrganisasi) -> str:
    """Give the id of a pegawai who works at BKPSDM."""
    return next(each.id for each in daerah.pegawai if each.opd_kode == "bkpsdm" and not each.memimpin)


@pytest.fixture
def petugas(client: FlaskClient, token: Callable[..., str], saya: str) -> Orang:
    """Give that pegawai, who keeps the records."""
    return Orang(client, token("bkpsdm", "pegawai", opd="bkpsdm", pegawai_id=saya))


@pytest.fixture
def rekan(client: FlaskClient, token: Callable[..., str]) -> Orang:
    """Give another who keeps them."""
    return Orang(client, token("bkpsdm", opd="bkpsdm"))


@pytest.mark.parametrize(
    "noun, path, body",
    [
        ("riwayat_kepegawaian", "/v1/riwayat-kepegawaian", HUKUMAN),
        ("asesmen", "/v1/asesmen", ASESMEN),
    ],
)
def test_who_keeps_the_records_leaves_their_own_alone(
    petugas: Orang, rekan: Orang, saya: str, noun: str, path: str, body: dict[str, Any]
) -> None:
    refusal = (403, f"{noun}.own")
    assert refused(petugas.send(path, body | {"pegawai_id": saya})) == refusal

    id_ = done(rekan.send(path, body | {"pegawai_id": saya}))["id"]
    why = {"alasan": "Keliru"}
    answers = [petugas.send(f"{path}/{id_}/annul", sent, version=1) for sent in (why, {})]
    assert [refused(each) for each in answers] == [refusal] * 2
    done(rekan.send(f"{path}/{id_}/annul", why, version=1))


def test_who_keeps_the_exemptions_neither_begins_nor_ends_their_own(petugas: Orang, rekan: Orang, saya: str) -> None:
    refusal = (403, "pengecualian.own")
    path = f"/v1/pegawai/{saya}/pengecualian"
    assert [refused(petugas.send(path, sent)) for sent in (CLTN, {})] == [refusal] * 2

    end = f"/v1/pengecualian/{done(rekan.send(path, CLTN))['id']}/end"
    answers = [petugas.send(end, sent, version=1) for sent in ({"sampai": "2026-02-01"}, {})]
    assert [refused(each) for each in answers] == [refusal] * 2


@pytest.mark.parametrize("act", ["move", "assign-atasan", "deactivate", "reactivate"])
def test_who_keeps_the_register_does_not_change_their_own_place(petugas: Orang, saya: str, act: str) -> None:
    bodies: dict[str, dict[str, Any]] = {
        "move": {"unit_id": "tiada", "jabatan_kode": "pengolah-data"},
        "assign-atasan": {"atasan_id": None},
    }
    body = bodies.get(act, {}) | {"alasan": "SK 800/1"}

    answers = [petugas.send(f"/v1/pegawai/{saya}/{act}", sent, version=1) for sent in (body, {})]

    assert [refused(each) for each in answers] == [(403, "pegawai.own")] * 2


@pytest.mark.parametrize("page", ["riwayat?jenis=pendidikan", "asesmen"])
def test_the_page_offers_no_form_for_ones_own_records(sesi: Callable[..., FlaskClient], saya: str, page: str) -> None:
    path = f"/pegawai/{saya}/{page}"
    own, other = (sesi("bkpsdm", opd="bkpsdm", pegawai_id=who).get(path) for who in (saya, None))

    assert (own.status_code, other.status_code) == (200, 200)
    assert 'name="bukti"' in other.text
    assert 'name="bukti"' not in own.text
