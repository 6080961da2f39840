"""What stands around an SKP: the audit trail, the progress of an agency, the dialogues, behaviour and annexes."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient

from chassis.domain import JAKARTA
from kinerja.adapters.daerah_contoh import find_rantai
from kinerja.application.organisasi.load import LoadOrganisasi
from tests.support.kinerja_orang import Orang, refused
from tests.support.kinerja_skp import BARIS
from tests.support.kinerja_tim import TAHUN, Tim, create_skp, done, establish_skp, make_tim, open_skp

PERILAKU = [
    {"nilai": "berorientasi_pelayanan", "ekspektasi": "Menjawab pertanyaan pemohon hari itu juga"},
    {"nilai": "kolaboratif", "ekspektasi": "Membahas rekomendasi bersama DLH sebelum tenggat"},
]
LAMPIRAN = {
    "dukungan_sumber_daya": ["Kendaraan tinjau lapangan", "Anggaran perjalanan Rp12 juta"],
    "skema_pertanggungjawaban": ["Laporan bulanan kepada kepala seksi"],
    "konsekuensi": ["Diusulkan untuk pelatihan bila tercapai"],
}
DIALOG = {"tanggal": "2026-01-12", "kesepakatan": "Target rekomendasi 95 persen, pendampingan dua kali"}


@pytest.fixture
def tim(client: FlaskClient, token: Callable[..., str], daerah: LoadOrganisasi) -> Tim:
    return make_tim(client, token, find_rantai(daerah, "dinkes"))


def test_the_trail_of_a_plan_is_read_by_those_who_may_see_it(
    tim: Tim, client: FlaskClient, token: Callable[..., str]
) -> None:
    made = establish_skp(tim.pegawai, tim.penilai, create_skp(tim.pegawai))
    path = f"/v1/skp/{made['id']}/jejak"
    headers = {"Authorization": f"Bearer {token('pegawai', opd='dlh')}"}

    trail = done(tim.pegawai.get(path))["data"]

    assert [each["aksi"] for each in trail] == ["establish_skp", "submit_skp", "create_skp"]
    assert trail[0]["ke"]["status"] == "ditetapkan"
    assert tim.bkpsdm.get(path).get_json()["data"] == trail
    assert refused(client.get(path, headers=headers)) == (404, "skp.not_found")


def test_the_progress_is_asked_for_by_agency_and_unit(tim: Tim) -> None:
    create_skp(tim.pegawai)
    path = f"/v1/skp/rekap?tahun={TAHUN}"

    every = tim.bkpsdm.get(path).get_json()["data"]
    agency = tim.bkpsdm.get(f"{path}&opd=dinkes").get_json()["data"]
    unit = tim.bkpsdm.get(f"{path}&unit_id={tim.rantai.pegawai.unit_id}").get_json()["data"]

    assert agency == [row for row in every if row["opd_kode"] == "dinkes"]
    assert 0 < len(agency) < len(every)
    assert [(row["unit_id"], row["draf"]) for row in unit] == [(tim.rantai.pegawai.unit_id, 1)]
    assert tim.bkpsdm.get(f"{path}&opd=tiada").get_json()["data"] == []


def test_a_dialogue_is_recorded_by_either_side_and_read_by_both(tim: Tim) -> None:
    path = f"/v1/skp/{create_skp(tim.pegawai)['id']}"

    first = tim.pegawai.send(f"{path}/dialog", DIALOG)
    later = tim.penilai.send(f"{path}/dialog", DIALOG | {"tanggal": "2026-07-01"})
    listed = done(tim.pegawai.get(f"{path}/dialog"))

    assert first.status_code == 201
    assert {name: done(first)[name] for name in DIALOG} == DIALOG
    assert [each["tanggal"] for each in listed["data"]] == ["2026-07-01", "2026-01-12"]
    assert (listed["jumlah"], listed["data"][0]) == (2, done(later))
    assert listed["data"][0]["pencatat_id"] == tim.rantai.penilai.id
    assert tim.pegawai.get(path).get_json()["version"] == 1
    trail = tim.pegawai.get(f"{path}/jejak").get_json()["data"]
    assert [each["aksi"] for each in trail] == ["record_dialog", "record_dialog", "create_skp"]
    assert "rekomendasi" not in str(trail)


def test_a_dialogue_stays_with_those_whom_it_concerns(
    tim: Tim, client: FlaskClient, token: Callable[..., str], sesi: Callable[..., FlaskClient]
) -> None:
    made = create_skp(tim.pegawai)
    path = f"/v1/skp/{made['id']}/dialog"
    done(tim.pegawai.send(path, DIALOG))

    assert done(tim.atasan.get(path))["jumlah"] == 1
    for reader in (tim.bkpsdm, Orang(client, token("ppk")), Orang(client, token("layanan"))):
        assert refused(reader.get(path)) == (403, "auth.forbidden")
        assert refused(reader.get(f"{path}?halaman=0")) == (403, "auth.forbidden")
    page = sesi("bkpsdm", opd="bkpsdm").get(f"/skp/{made['id']}")
    assert page.status_code == 200
    assert DIALOG["kesepakatan"] not in page.text


def test_refusals_of_a_dialogue_come_in_order(tim: Tim) -> None:
    path = f"/v1/skp/{create_skp(tim.pegawai)['id']}/dialog"
    tomorrow = (datetime.now(UTC).astimezone(JAKARTA) + timedelta(days=1)).date().isoformat()

    assert refused(tim.bkpsdm.send(path, {})) == (403, "auth.forbidden")
    assert refused(tim.atasan.send(path, {})) == (403, "skp.assessor_present")
    assert refused(tim.pegawai.send("/v1/skp/tiada/dialog", {})) == (404, "skp.not_found")
    for wrong in ({"tanggal": tomorrow}, {"tanggal": "12 Januari"}, {"kesepakatan": " "}):
        answer = tim.pegawai.send(path, DIALOG | wrong)
        assert (answer.status_code, list(answer.get_json()["errors"])) == (422, list(wrong))
    tim.bkpsdm.send(f"/v1/pegawai/{tim.rantai.pegawai.id}/deactivate", {"alasan": "Pensiun"}, version=1)
    assert refused(tim.pegawai.send(path, {})) == (409, "skp.transition_not_allowed")


def write(tim: Tim, made: dict[str, Any], version: int, **rest: object) -> Any:
    """Send the rows of a plan as they stand, with what goes with them."""
    rows = [{**BARIS, "id": each["id"]} for each in made["baris"]]
    return tim.pegawai.send(f"/v1/skp/{made['id']}", {"baris": rows, **rest}, version=version, method="PUT")


def test_behaviour_and_annexes_are_part_of_the_plan_and_of_its_versions(tim: Tim) -> None:
    made = create_skp(tim.pegawai)
    assert (made["perilaku"], made["lampiran"]["konsekuensi"]) == ([], [])

    written = done(write(tim, made, 1, perilaku=PERILAKU, lampiran=LAMPIRAN))
    kept = done(write(tim, made, 2))
    opened = open_skp(tim.pegawai, establish_skp(tim.pegawai, tim.penilai, kept))
    changed = done(write(tim, made, opened["version"], perilaku=[], lampiran={"konsekuensi": ["Teguran"]}))
    first = tim.penilai.get(f"/v1/skp/{made['id']}/versi/1").get_json()
    beside = tim.penilai.get(f"/v1/skp/{made['id']}/perbandingan?dengan=1").get_json()

    assert (written["perilaku"], written["lampiran"]) == (PERILAKU, LAMPIRAN)
    assert (kept["perilaku"], kept["lampiran"]) == (PERILAKU, LAMPIRAN)
    assert (changed["perilaku"], changed["lampiran"]["dukungan_sumber_daya"]) == ([], [])
    assert (first["perilaku"], first["lampiran"]) == (PERILAKU, LAMPIRAN)
    assert (beside["lama"]["perilaku"], beside["baru"]["perilaku"]) == (PERILAKU, [])
    assert beside["baru"]["lampiran"]["konsekuensi"] == ["Teguran"]


@pytest.mark.parametrize(
    "rest, at",
    [
        ({"perilaku": [{"nilai": "ramah", "ekspektasi": "Ramah"}]}, "perilaku.0.nilai"),
        ({"perilaku": [PERILAKU[0], PERILAKU[0]]}, "perilaku.0.nilai"),
        ({"perilaku": [{**PERILAKU[0], "ekspektasi": " "}]}, "perilaku.0.ekspektasi"),
        ({"lampiran": {"konsekuensi": ["Baik", " "]}}, "lampiran.konsekuensi.1"),
        ({"lampiran": {"asing": []}}, "lampiran.asing"),
        ({"lampiran": {"konsekuensi": ["x"] * 21}}, "lampiran.konsekuensi"),
    ],
)
def test_behaviour_and_annexes_that_say_nothing_are_refused(tim: Tim, rest: dict[str, object], at: str) -> None:
    refusal = write(tim, create_skp(tim.pegawai), 1, **rest)

    assert (refusal.status_code, next(iter(refusal.get_json()["errors"]))) == (422, at)


def test_the_seven_values_are_data_with_what_they_ask(tim: Tim) -> None:
    answer = done(tim.pegawai.get(f"/v1/skp/perilaku?tahun={TAHUN}"))

    assert [each["kode"] for each in answer["data"]] == [
        "berorientasi_pelayanan", "akuntabel", "kompeten", "harmonis", "loyal", "adaptif", "kolaboratif",
    ]  # fmt: skip
    assert all(each["panduan"] for each in answer["data"])
    assert "20/2021" in answer["sumber"]
