"""A row serves a row of the superior that lives: what hangs on nothing is refused, told and found."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, text

from chassis.outbox import Sequencer
from chassis.outbox._leader import connect
from kinerja.adapters.daerah_contoh import find_rantai
from kinerja.application.organisasi.load import LoadOrganisasi
from simpul.kinerja.v1 import peristiwa_pb2 as pb
from tests.support.borang import read_borang
from tests.support.kinerja_orang import refused
from tests.support.kinerja_skp import BARIS
from tests.support.kinerja_tim import TAHUN, Tim, create_skp, establish_skp, make_tim, open_skp, write_skp

LAIN = {**BARIS, "hasil_kerja": "Meningkatnya mutu rekomendasi"}
DILEPAS = {"baris": [LAIN], "lepas_tautan": True}


@pytest.fixture
def tim(client: FlaskClient, token: Callable[..., str], daerah: LoadOrganisasi) -> Tim:
    return make_tim(client, token, find_rantai(daerah, "dinkes"))


def hang(tim: Tim) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the plan of the superior and one with a row that serves a row of it."""
    above = create_skp(tim.penilai)
    return above, create_skp(tim.pegawai, {**BARIS, "induk_id": above["baris"][0]["id"]}, LAIN)


def drop(tim: Tim, above: dict[str, Any]) -> dict[str, Any]:
    """Let the superior drop the row although it is served."""
    answer = tim.penilai.send(f"/v1/skp/{above['id']}", DILEPAS, version=above["version"], method="PUT")
    assert answer.status_code == 200, answer.get_json()
    body: dict[str, Any] = answer.get_json()
    return body


def test_a_superior_is_told_whose_rows_hang_on_one_that_is_to_go(tim: Tim) -> None:
    above, _ = hang(tim)
    path = f"/v1/skp/{above['id']}"

    answer = tim.penilai.send(path, {"baris": [LAIN]}, version=1, method="PUT")
    kept = tim.penilai.get(path).get_json()
    dropped = drop(tim, above)
    trail = [each["aksi"] for each in tim.penilai.get(f"{path}/jejak").get_json()["data"]]

    assert trail == ["write_skp.lepas_tautan", "create_skp"]
    assert refused(answer) == (409, "skp.baris_served")
    assert tim.rantai.pegawai.nama in answer.get_json()["detail"]
    assert kept["version"] == 1
    assert [each["hasil_kerja"] for each in dropped["baris"]] == [LAIN["hasil_kerja"]]


def test_a_row_that_is_kept_or_serves_nobody_goes_without_a_word(tim: Tim) -> None:
    above, _ = hang(tim)
    served = {**BARIS, "id": above["baris"][0]["id"], "hasil_kerja": "Meningkatnya kepastian layanan"}

    wider = write_skp(tim.penilai, above, served, LAIN)
    narrower = write_skp(tim.penilai, wider, served)

    assert [each["id"] for each in narrower["baris"]] == [above["baris"][0]["id"]]


def test_a_row_that_serves_one_which_is_gone_is_not_handed_in(tim: Tim) -> None:
    above, below = hang(tim)
    drop(tim, above)
    path = f"/v1/skp/{below['id']}"

    shown = tim.pegawai.get(path).get_json()["baris"]
    answer = tim.pegawai.send(f"{path}/submit", version=1)

    assert [each["tertaut"] for each in shown] == [False, False]
    assert answer.status_code == 422
    assert list(answer.get_json()["errors"]) == ["baris.0.induk_id"]


def test_a_plan_is_not_established_with_a_row_that_serves_one_which_is_gone(tim: Tim) -> None:
    above, below = hang(tim)
    path = f"/v1/skp/{below['id']}"
    tim.pegawai.send(f"{path}/submit", version=1)
    drop(tim, above)

    assert refused(tim.penilai.send(f"{path}/establish", version=2)) == (409, "skp.induk_gone")
    returned = tim.penilai.send(f"{path}/return", {"alasan": "Pilih lagi hasil kerja saya"}, version=2).get_json()
    mended = write_skp(tim.pegawai, returned, {**BARIS, "id": returned["baris"][0]["id"]})
    assert establish_skp(tim.pegawai, tim.penilai, mended)["status"] == "ditetapkan"


def test_the_news_counts_the_rows_that_serve_a_living_one(tim: Tim, engine: Engine) -> None:
    _, below = hang(tim)
    establish_skp(tim.pegawai, tim.penilai, below)
    with connect(engine) as leader:
        Sequencer(engine).drain(leader)

    with engine.connect() as conn:
        query = text("SELECT data FROM log WHERE type LIKE '%SkpDitetapkan'")
        event = pb.SkpDitetapkan.FromString(bytes(conn.execute(query).scalar_one()))

    assert (event.baris, event.baris_selaras) == (2, 1)


def test_rows_that_hang_on_nothing_are_found_by_those_who_may_see_them(tim: Tim) -> None:
    above, below = hang(tim)
    assert tim.bkpsdm.get(f"/v1/skp/temuan?tahun={TAHUN}").get_json()["data"] == []
    established = establish_skp(tim.pegawai, tim.penilai, below)
    drop(tim, above)

    seen = {
        name: tim_member.get(f"/v1/skp/temuan?tahun={TAHUN}").get_json()["jumlah"]
        for name, tim_member in vars(tim).items() if name != "rantai"
    }  # fmt: skip
    [found] = tim.bkpsdm.get(f"/v1/skp/temuan?tahun={TAHUN}&opd=dinkes").get_json()["data"]

    assert seen == {"pegawai": 1, "penilai": 1, "atasan": 1, "bkpsdm": 1}
    assert (found["kode"], found["skp_id"]) == ("menggantung", established["id"])
    assert (found["hasil_kerja"], found["induk"]) == (BARIS["hasil_kerja"], BARIS["hasil_kerja"])
    assert tim.bkpsdm.get(f"/v1/skp/temuan?tahun={TAHUN}&opd=dlh").get_json()["data"] == []


def test_a_change_of_a_superior_lets_go_only_when_it_holds(tim: Tim) -> None:
    above = establish_skp(tim.penilai, tim.atasan, create_skp(tim.penilai))
    below = create_skp(tim.pegawai, {**BARIS, "induk_id": above["baris"][0]["id"]})
    opened = open_skp(tim.penilai, above)
    dropped = drop(tim, opened)

    before = tim.pegawai.get(f"/v1/skp/{below['id']}").get_json()["baris"][0]
    establish_skp(tim.penilai, tim.atasan, dropped)
    after = tim.pegawai.get(f"/v1/skp/{below['id']}").get_json()["baris"][0]

    assert (before["tertaut"], after["tertaut"]) == (True, False)
    assert after["induk"] == BARIS["hasil_kerja"]


def test_the_form_says_whose_rows_hang_and_lets_go_when_asked(tim: Tim, sesi: Callable[..., FlaskClient]) -> None:
    above, below = hang(tim)
    superior = sesi("pegawai", "penilai", opd="dinkes", pegawai_id=tim.rantai.penilai.id)
    page = f"/skp/{above['id']}/ubah"
    isi = dict(read_borang(superior.get(page).text, page).isi) | {
        "baris.0.id": "", "baris.0.hasil_kerja": "Meningkatnya mutu", "baris.0.jenis": "utama",
        "baris.0.indikator.0.uraian": "Mutu", "baris.0.indikator.0.target": "90 persen", "langkah": "simpan",
    }  # fmt: skip

    told = superior.post(page, data=isi)
    done = superior.post(page, data=isi | {"lepas_tautan": "ya"})
    shown = superior.get(f"/skp/{below['id']}").text
    team = superior.get(f"/skp/temuan?tahun={TAHUN}").text
    goals = superior.get(f"/tujuan?tahun={TAHUN}").text
    [asked] = re.findall(r'hx-get="([^"]+)"', goals)
    found = superior.get(asked).text

    assert (told.status_code, tim.rantai.pegawai.nama in told.text, "Meningkatnya mutu" in told.text) == (
        409,
        True,
        True,
    )
    assert 'name="lepas_tautan"' in told.text
    assert "1 hasil kerja SKP tidak lagi mendukung apa pun" in found
    assert done.status_code == 303
    assert "Hasil kerja atasan ini sudah tidak ada" in shown
    assert f'href="/skp/{below["id"]}"' in team
