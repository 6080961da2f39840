"""Who may take a step on an SKP, and what is refused first."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, text

from kinerja.adapters.daerah_contoh import find_rantai
from kinerja.application.organisasi.load import LoadOrganisasi
from tests.support.kinerja_orang import refused
from tests.support.kinerja_tim import TAHUN, Tim, create_skp, done, make_tim

SALAH = [{"baris": [{"hasil_kerja": 1}]}, {"baris": [], "asing": 1}, {}]


@pytest.fixture
def tim(client: FlaskClient, token: Callable[..., str], daerah: LoadOrganisasi) -> Tim:
    return make_tim(client, token, find_rantai(daerah, "dinkes"))


@pytest.mark.parametrize("body", SALAH)
def test_a_second_plan_is_refused_before_its_fields_are(tim: Tim, body: dict[str, object]) -> None:
    first = tim.pegawai.send("/v1/skp", {"tahun": TAHUN, **body})
    create_skp(tim.pegawai)

    assert refused(first) == (422, "request.invalid")
    assert refused(tim.pegawai.send("/v1/skp", {"tahun": TAHUN, **body})) == (409, "skp.already_exists")
    assert refused(tim.pegawai.send("/v1/skp", {"tahun": TAHUN + 1, **body})) == (422, "request.invalid")
    assert refused(tim.pegawai.send("/v1/skp", {"tahun": "2026", **body})) == (422, "request.invalid")


def test_who_may_write_none_is_told_so_before_their_fields_are_looked_at(
    tim: Tim, client: FlaskClient, token: Callable[..., str]
) -> None:
    headers = {"Authorization": f"Bearer {token('pegawai', opd='dinkes')}"}
    nobody = client.post("/v1/skp", headers=headers, json={"tahun": TAHUN, "asing": 1})
    tim.bkpsdm.send(f"/v1/pegawai/{tim.rantai.pegawai.id}/deactivate", {"alasan": "Pensiun"}, version=1)

    assert refused(nobody) == (403, "auth.forbidden")
    assert refused(tim.pegawai.send("/v1/skp", {"tahun": TAHUN, "asing": 1})) == (403, "auth.forbidden")


def test_an_empty_plan_is_a_draft_and_is_not_handed_in(tim: Tim) -> None:
    made = done(tim.pegawai.send("/v1/skp", {"tahun": TAHUN, "baris": []}))

    answer = tim.pegawai.send(f"/v1/skp/{made['id']}/submit", version=1)

    assert (answer.status_code, list(answer.get_json()["errors"])) == (422, ["baris"])


def test_the_one_above_the_assessor_acts_only_when_there_is_no_assessor_in_service(
    tim: Tim, engine: Engine, sesi: Callable[..., FlaskClient]
) -> None:
    path = f"/v1/skp/{create_skp(tim.pegawai)['id']}"
    tim.pegawai.send(f"{path}/submit", version=1)
    page = path.removeprefix("/v1")
    above = sesi("pegawai", "penilai", "atasan_penilai", opd="dinkes", pegawai_id=tim.rantai.atasan_penilai.id)

    early = [tim.atasan.send(f"{path}/{step}", {"asing": 1}, version=9) for step in ("establish", "return")]
    shown = above.get(page).text
    with engine.begin() as conn:
        conn.execute(
            text("UPDATE pegawai SET aktif = false, memimpin = false WHERE id = :id"), {"id": tim.rantai.penilai.id}
        )
    offered = above.get(page).text
    late = tim.atasan.send(f"{path}/establish", version=2)

    assert [refused(answer) for answer in early] == [(403, "skp.assessor_present")] * 2
    assert ("Tetapkan SKP" in shown, "Tetapkan SKP" in offered) == (False, True)
    assert done(late)["status"] == "ditetapkan"
