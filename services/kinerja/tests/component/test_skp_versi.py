"""An SKP in force stays in force while its change is written: every version is kept, and can be compared."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from chassis.cli import Rooms
from chassis.grpc import channel, create_server
from kinerja.adapters.daerah_contoh import find_rantai
from kinerja.application.organisasi.load import LoadOrganisasi
from kinerja.bootstrap import make_rpcs
from kinerja.entrypoints.grpc import SCOPES
from simpul.kinerja.v1 import kinerja_pb2 as pb
from simpul.kinerja.v1.kinerja_pb2_grpc import KinerjaServiceStub
from tests.support.kinerja_orang import refused
from tests.support.kinerja_skp import BARIS
from tests.support.kinerja_tim import (
    PERUBAHAN,
    TAHUN,
    Tim,
    create_skp,
    done,
    establish_skp,
    make_tim,
    open_skp,
    write_skp,
)

LAIN = {**BARIS, "hasil_kerja": "Meningkatnya mutu rekomendasi"}


@pytest.fixture
def tim(client: FlaskClient, token: Callable[..., str], daerah: LoadOrganisasi) -> Tim:
    return make_tim(client, token, find_rantai(daerah, "dinkes"))


def words(skp: dict[str, object], name: str = "baris") -> list[str]:
    rows = skp[name]
    assert isinstance(rows, list)
    return [each["hasil_kerja"] for each in rows]


def test_a_change_leaves_the_rows_in_force_until_it_is_established(tim: Tim) -> None:
    opened = open_skp(tim.pegawai, establish_skp(tim.pegawai, tim.penilai, create_skp(tim.pegawai)))
    path = f"/v1/skp/{opened['id']}"

    written = write_skp(tim.pegawai, opened, LAIN)
    meanwhile = tim.penilai.get(f"{path}/versi/1").get_json()
    again = establish_skp(tim.pegawai, tim.penilai, written)
    both = tim.penilai.get(f"{path}/versi").get_json()["data"]

    assert words(written) == [LAIN["hasil_kerja"]]
    assert words(meanwhile) == [BARIS["hasil_kerja"]]
    assert (again["versi"], words(again)) == (2, [LAIN["hasil_kerja"]])
    assert [each["versi"] for each in both] == [2, 1]
    assert words(tim.pegawai.get(f"{path}/versi/1").get_json()) == [BARIS["hasil_kerja"]]
    assert words(tim.pegawai.get(f"{path}/versi/2").get_json()) == [LAIN["hasil_kerja"]]
    assert refused(tim.pegawai.get(f"{path}/versi/3")) == (404, "versi.not_found")
    assert refused(tim.pegawai.get(f"{path}/versi/satu")) == (404, "versi.not_found")


def test_who_decides_reads_why_the_plan_is_to_change(tim: Tim) -> None:
    opened = open_skp(tim.pegawai, establish_skp(tim.pegawai, tim.penilai, create_skp(tim.pegawai)))
    path = f"/v1/skp/{opened['id']}"

    shown = tim.penilai.get(path).get_json()["usulan"]
    again = establish_skp(tim.pegawai, tim.penilai, opened)
    [newest, first] = tim.penilai.get(f"{path}/versi").get_json()["data"]

    assert {name: shown[name] for name in (*PERUBAHAN, "versi")} == PERUBAHAN | {"versi": 2}
    assert again["usulan"] is None
    assert {name: newest[name] for name in PERUBAHAN} == PERUBAHAN
    assert (first["alasan_kode"], first["alasan"]) == (None, None)


def test_two_versions_are_compared_row_by_row(tim: Tim) -> None:
    made = create_skp(tim.pegawai, BARIS, LAIN)
    opened = open_skp(tim.pegawai, establish_skp(tim.pegawai, tim.penilai, made))
    path = f"/v1/skp/{opened['id']}"
    kept = opened["baris"][0]["id"]
    target = [{**BARIS["indikator"][0], "target": "97 persen"}]
    written = write_skp(
        tim.pegawai, opened, {**BARIS, "id": kept, "indikator": target}, {**LAIN, "hasil_kerja": "Baru"}
    )

    pending = tim.penilai.get(f"{path}/perbandingan?dengan=1").get_json()
    establish_skp(tim.pegawai, tim.penilai, written)
    established = tim.penilai.get(f"{path}/perbandingan?dengan=1").get_json()

    assert [each["keadaan"] for each in pending["data"]] == ["berubah", "baru", "hilang"]
    assert pending["data"][0]["lama"]["indikator"][0]["target"] == "95 persen"
    assert pending["data"][0]["baru"]["indikator"][0]["target"] == "97 persen"
    assert (pending["data"][1]["lama"], pending["data"][2]["baru"]) == (None, None)
    assert established["data"] == pending["data"]
    assert refused(tim.penilai.get(f"{path}/perbandingan?dengan=9")) == (404, "versi.not_found")
    assert refused(tim.penilai.get(f"{path}/perbandingan")) == (422, "request.invalid")


def test_a_row_of_the_version_in_force_comes_back_under_its_id(tim: Tim) -> None:
    opened = open_skp(tim.pegawai, establish_skp(tim.pegawai, tim.penilai, create_skp(tim.pegawai)))
    kept = opened["baris"][0]["id"]
    written = write_skp(tim.pegawai, opened, LAIN)

    back = write_skp(tim.pegawai, written, {**BARIS, "id": kept})

    assert [each["id"] for each in back["baris"]] == [kept]


def test_a_superiors_change_offers_the_rows_in_force(tim: Tim) -> None:
    opened = open_skp(tim.penilai, establish_skp(tim.penilai, tim.atasan, create_skp(tim.penilai)))
    [in_force] = opened["baris"]
    [wished] = write_skp(tim.penilai, opened, LAIN)["baris"]

    served = tim.pegawai.send("/v1/skp", {"tahun": TAHUN, "baris": [{**BARIS, "induk_id": wished["id"]}]})
    made = create_skp(tim.pegawai, {**BARIS, "induk_id": in_force["id"]})
    offered = tim.pegawai.get(f"/v1/skp/{made['id']}/induk").get_json()["data"]

    assert (served.status_code, list(served.get_json()["errors"])) == (422, ["baris.0.induk_id"])
    assert [each["id"] for each in offered] == [in_force["id"]]
    assert made["baris"][0]["induk"] == BARIS["hasil_kerja"]


def test_a_version_keeps_the_words_of_the_superiors_row_that_it_served(tim: Tim) -> None:
    above = create_skp(tim.penilai)
    served = above["baris"][0]["id"]
    made = establish_skp(tim.pegawai, tim.penilai, create_skp(tim.pegawai, {**LAIN, "induk_id": served}))
    write_skp(tim.penilai, above, {**BARIS, "id": served, "hasil_kerja": "Meningkatnya kepastian layanan"})

    kept = tim.pegawai.get(f"/v1/skp/{made['id']}/versi/1").get_json()["baris"][0]["induk"]
    now = tim.pegawai.get(f"/v1/skp/{made['id']}").get_json()["baris"][0]["induk"]

    assert (kept, now) == (BARIS["hasil_kerja"], "Meningkatnya kepastian layanan")


def test_the_progress_counts_a_plan_in_force_as_established_while_it_changes(tim: Tim) -> None:
    opened = open_skp(tim.pegawai, establish_skp(tim.pegawai, tim.penilai, create_skp(tim.pegawai)))
    counts: list[tuple[int, int, int]] = []
    for step in ("submit", "return"):
        body = {"alasan": "Belum terukur"} if step == "return" else None
        who = tim.penilai if step == "return" else tim.pegawai
        version = opened["version"] + len(counts)
        assert who.send(f"/v1/skp/{opened['id']}/{step}", body, version=version).status_code == 200
        rows = tim.bkpsdm.get(f"/v1/skp/rekap?tahun={TAHUN}").get_json()["data"]
        unit = next(row for row in rows if row["unit_id"] == tim.rantai.pegawai.unit_id)
        counts.append((unit["draf"], unit["diajukan"], unit["ditetapkan"]))

    assert counts == [(0, 0, 1), (0, 0, 1)]


def test_a_change_that_never_held_is_gone_when_the_plan_ends(tim: Tim) -> None:
    opened = open_skp(tim.pegawai, establish_skp(tim.pegawai, tim.penilai, create_skp(tim.pegawai)))
    write_skp(tim.pegawai, opened, LAIN)

    ended = tim.bkpsdm.send(f"/v1/pegawai/{tim.rantai.pegawai.id}/deactivate", {"alasan": "Pensiun"}, version=1)

    shown = tim.bkpsdm.get(f"/v1/skp/{opened['id']}").get_json()
    assert ended.status_code == 200
    assert (shown["status"], words(shown)) == ("ditutup", [BARIS["hasil_kerja"]])


def test_a_change_is_withdrawn_until_it_is_decided_and_leaves_nothing_behind(tim: Tim) -> None:
    held = establish_skp(tim.pegawai, tim.penilai, create_skp(tim.pegawai, BARIS, LAIN))
    path = f"/v1/skp/{held['id']}"
    written = write_skp(tim.pegawai, open_skp(tim.pegawai, held), {**BARIS, "hasil_kerja": "Lain sama sekali"})
    submitted = tim.pegawai.send(f"{path}/submit", version=written["version"]).get_json()

    back = tim.pegawai.send(f"{path}/withdraw-change", version=submitted["version"]).get_json()
    trail = tim.pegawai.get(f"{path}/jejak").get_json()["data"]
    anew = open_skp(tim.pegawai, back)

    assert (back["status"], back["versi"], back["usulan"]) == ("ditetapkan", 1, None)
    assert back["baris"] == held["baris"] == anew["baris"]
    assert trail[0]["aksi"] == "withdraw_change"
    assert [each["versi"] for each in tim.penilai.get(f"{path}/versi").get_json()["data"]] == [1]
    again = establish_skp(tim.pegawai, tim.penilai, anew)
    assert again["versi"] == 2
    refusal = refused(tim.pegawai.send(f"{path}/withdraw-change", version=again["version"]))
    assert refusal == (409, "skp.transition_not_allowed")


def test_a_plan_that_never_held_has_no_change_to_withdraw(tim: Tim) -> None:
    made = create_skp(tim.pegawai)
    path = f"/v1/skp/{made['id']}"
    done(tim.pegawai.send(f"{path}/submit", version=1))

    refusal = refused(tim.pegawai.send(f"{path}/withdraw-change", version=2))

    assert refusal == (409, "skp.transition_not_allowed")


def test_the_appraisal_and_the_other_services_read_the_rows_in_force(
    tim: Tim, rooms: Rooms, sesi: Callable[..., FlaskClient], token: Callable[..., str]
) -> None:
    opened = open_skp(tim.pegawai, establish_skp(tim.pegawai, tim.penilai, create_skp(tim.pegawai)))
    write_skp(tim.pegawai, opened, LAIN)
    assessor = sesi("pegawai", "penilai", opd="dinkes", pegawai_id=tim.rantai.penilai.id)
    server = create_server(rooms.settings, rooms.identity, add=make_rpcs(rooms), scopes=SCOPES, port=0)
    server.start()
    stub = KinerjaServiceStub(channel(f"127.0.0.1:{server.port}", key=token("layanan"), deadline=10))

    asked = stub.GetSkp(pb.GetSkpRequest(id=opened["id"]))
    server.stop(0)
    page = assessor.get(f"/evaluasi/baru?pegawai_id={tim.rantai.pegawai.id}&periode={TAHUN}-T1").text

    assert ([each.hasil_kerja for each in asked.baris], asked.versi) == ([BARIS["hasil_kerja"]], 1)
    assert BARIS["hasil_kerja"] in page
    assert LAIN["hasil_kerja"] not in page
