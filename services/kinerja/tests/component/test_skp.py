"""REST: an SKP from its first row to the one that holds."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, text

from chassis.outbox import Sequencer
from chassis.outbox._leader import connect
from kinerja.adapters.daerah_contoh import Rantai, find_rantai
from kinerja.application.organisasi.load import LoadOrganisasi
from simpul.kinerja.v1 import peristiwa_pb2 as pb

Token = Callable[..., str]
TAHUN = 2026
BARIS = {
    "hasil_kerja": "Terpenuhinya rekomendasi tepat waktu", "jenis": "utama",
    "indikator": [{"uraian": "Rekomendasi tepat waktu", "aspek": "waktu", "target": "95 persen"}],
}  # fmt: skip


@dataclass
class Orang:
    """A person before the API: what they ask goes with their token."""

    client: FlaskClient
    token: str

    def get(self, path: str) -> Any:
        return self.client.get(path, headers={"Authorization": f"Bearer {self.token}"})

    def send(self, path: str, body: object = None, *, version: int | None = None, method: str = "POST") -> Any:
        headers = {"Authorization": f"Bearer {self.token}"}
        if version is not None:
            headers["If-Match"] = f'"{version}"'
        return self.client.open(path, method=method, headers=headers, json=body)


@pytest.fixture
def rantai(daerah: LoadOrganisasi) -> Rantai:
    return find_rantai(daerah, "dinkes")


@pytest.fixture
def pegawai(client: FlaskClient, token: Token, rantai: Rantai) -> Orang:
    return Orang(client, token("pegawai", opd="dinkes", pegawai_id=rantai.pegawai.id))


@pytest.fixture
def penilai(client: FlaskClient, token: Token, rantai: Rantai) -> Orang:
    return Orang(client, token("pegawai", "penilai", opd="dinkes", pegawai_id=rantai.penilai.id))


@pytest.fixture
def atasan(client: FlaskClient, token: Token, rantai: Rantai) -> Orang:
    roles = ("pegawai", "penilai", "atasan_penilai")
    return Orang(client, token(*roles, opd="dinkes", pegawai_id=rantai.atasan_penilai.id))


@pytest.fixture
def bkpsdm(client: FlaskClient, token: Token) -> Orang:
    return Orang(client, token("bkpsdm", opd="bkpsdm"))


@pytest.fixture
def events(engine: Engine) -> Callable[[], list[tuple[str, str, bytes]]]:
    def read() -> list[tuple[str, str, bytes]]:
        with connect(engine) as leader:
            Sequencer(engine).drain(leader)
        with engine.connect() as conn:
            query = "SELECT type, subject, data FROM log WHERE type LIKE '%Skp%' ORDER BY urut"
            return [(row[0].rpartition(".")[2], row[1], bytes(row[2])) for row in conn.execute(text(query))]

    return read


def create(orang: Orang, *baris: dict[str, Any]) -> dict[str, Any]:
    answer = orang.send("/v1/skp", {"tahun": TAHUN, "baris": list(baris) or [BARIS]})
    assert answer.status_code == 201, answer.get_json()
    body: dict[str, Any] = answer.get_json()
    return body


def test_a_plan_is_written_handed_in_and_established(
    pegawai: Orang, penilai: Orang, rantai: Rantai, events: Callable[[], list[tuple[str, str, bytes]]]
) -> None:
    made = create(pegawai)
    path = f"/v1/skp/{made['id']}"

    submitted = pegawai.send(f"{path}/submit", version=1)
    established = penilai.send(f"{path}/establish", version=2)

    assert (made["status"], made["version"]) == ("draf", 1)
    assert (submitted.status_code, submitted.get_json()["status"]) == (200, "diajukan")
    assert (established.status_code, established.get_json()["status"]) == (200, "ditetapkan")
    assert established.headers["ETag"] == '"3"'
    [(name, subject, data)] = events()
    event = pb.SkpDitetapkan.FromString(data)
    assert (name, subject) == ("SkpDitetapkan", made["id"])
    assert (event.pegawai_id, event.penilai_id, event.baris, event.versi) == (
        rantai.pegawai.id, rantai.penilai.id, 1, 1,
    )  # fmt: skip


def test_a_plan_goes_back_with_the_reason_and_comes_again(pegawai: Orang, penilai: Orang) -> None:
    path = f"/v1/skp/{create(pegawai)['id']}"
    pegawai.send(f"{path}/submit", version=1)

    mute = penilai.send(f"{path}/return", {"alasan": " "}, version=2)
    returned = penilai.send(f"{path}/return", {"alasan": "Target belum terukur"}, version=2)
    kept = pegawai.get(path).get_json()["baris"][0]["id"]
    changed = {**BARIS, "id": kept, "hasil_kerja": "Terpenuhinya semua rekomendasi tepat waktu"}
    written = pegawai.send(path, {"baris": [changed]}, version=3, method="PUT")
    again = pegawai.send(f"{path}/submit", version=4)

    assert (mute.status_code, mute.get_json()["code"]) == (422, "request.invalid")
    assert returned.get_json()["status"] == "dikembalikan"
    assert returned.get_json()["catatan"] == "Target belum terukur"
    assert written.get_json()["baris"][0]["id"] == kept
    assert again.get_json()["status"] == "diajukan"


def test_a_row_serves_a_row_of_the_direct_superior_alone(pegawai: Orang, penilai: Orang, atasan: Orang) -> None:
    [of_superior] = create(penilai)["baris"]
    [of_two_above] = create(atasan)["baris"]

    wrong = pegawai.send("/v1/skp", {"tahun": TAHUN, "baris": [{**BARIS, "induk_id": of_two_above["id"]}]})
    made = create(pegawai, {**BARIS, "induk_id": of_superior["id"]})
    offered = pegawai.get(f"/v1/skp/{made['id']}/induk").get_json()["data"]

    assert (wrong.status_code, list(wrong.get_json()["errors"])) == (422, ["baris.0.induk_id"])
    assert made["baris"][0]["induk"] == of_superior["hasil_kerja"]
    assert [each["id"] for each in offered] == [of_superior["id"]]


def test_one_plan_a_year(pegawai: Orang) -> None:
    create(pegawai)

    again = pegawai.send("/v1/skp", {"tahun": TAHUN, "baris": [BARIS]})

    assert (again.status_code, again.get_json()["code"]) == (409, "skp.already_exists")


@pytest.mark.parametrize(
    "baris, at",
    [
        ([{**BARIS, "indikator": []}], "baris.0.indikator"),
        ([{**BARIS, "hasil_kerja": " "}], "baris.0.hasil_kerja"),
        ([{**BARIS, "indikator": [{"uraian": "x", "target": ""}]}], "baris.0.indikator.0.target"),
        ([{**BARIS, "induk_id": "tiada"}], "baris.0.induk_id"),
    ],
)
def test_rows_that_say_too_little_are_refused(pegawai: Orang, baris: list[dict[str, Any]], at: str) -> None:
    refused = pegawai.send("/v1/skp", {"tahun": TAHUN, "baris": baris})

    assert (refused.status_code, list(refused.get_json()["errors"])) == (422, [at])


def test_a_plan_without_a_main_result_is_not_handed_in(pegawai: Orang) -> None:
    made = create(pegawai, {**BARIS, "jenis": "tambahan"})

    refused = pegawai.send(f"/v1/skp/{made['id']}/submit", version=1)

    assert (refused.status_code, list(refused.get_json()["errors"])) == (422, ["baris"])


def test_refusals_come_in_order(pegawai: Orang, penilai: Orang, bkpsdm: Orang, client: FlaskClient) -> None:
    path = f"/v1/skp/{create(pegawai)['id']}"

    def refused(answer: Any) -> tuple[int, str]:
        return answer.status_code, answer.get_json()["code"]

    assert refused(client.post(f"{path}/return", json={})) == (401, "auth.unauthenticated")
    assert refused(pegawai.send(f"{path}/establish", version=1)) == (403, "auth.forbidden")
    assert refused(penilai.send("/v1/skp/tiada/return", {})) == (404, "skp.not_found")
    assert refused(penilai.send(f"{path}/return", {"asing": 1})) == (428, "version.required")
    assert refused(penilai.send(f"{path}/return", {"asing": 1}, version=7)) == (412, "version.stale")
    assert refused(penilai.send(f"{path}/return", {}, version=1)) == (409, "skp.transition_not_allowed")
    assert refused(penilai.send(f"{path}/establish", version=1)) == (409, "skp.transition_not_allowed")
    assert refused(bkpsdm.send(f"{path}/establish", version=1)) == (403, "auth.forbidden")


def test_nobody_establishes_their_own(penilai: Orang) -> None:
    path = f"/v1/skp/{create(penilai)['id']}"
    penilai.send(f"{path}/submit", version=1)

    refused = penilai.send(f"{path}/establish", version=2)

    assert (refused.status_code, refused.get_json()["code"]) == (403, "skp.own")


def test_a_peer_and_another_agency_find_nothing(
    pegawai: Orang, client: FlaskClient, token: Token, daerah: LoadOrganisasi, rantai: Rantai
) -> None:
    path = f"/v1/skp/{create(pegawai)['id']}"
    peer = next(
        each for each in daerah.pegawai
        if each.unit_id == rantai.pegawai.unit_id and each.id != rantai.pegawai.id and not each.memimpin
    )  # fmt: skip
    stranger = next(each for each in daerah.pegawai if each.opd_kode == "dlh" and each.memimpin)
    others = [
        Orang(client, token("pegawai", opd="dinkes", pegawai_id=peer.id)),
        Orang(client, token("penilai", opd="dlh", pegawai_id=stranger.id)),
        Orang(client, token("pegawai", opd="dinkes")),
    ]

    assert [each.get(path).status_code for each in others] == [404, 404, 404]
    assert [each.get("/v1/skp").get_json()["jumlah"] for each in others] == [0, 0, 0]


def test_the_list_holds_ones_own_and_those_of_the_people_below(
    pegawai: Orang, penilai: Orang, atasan: Orang, bkpsdm: Orang, rantai: Rantai
) -> None:
    create(pegawai)

    counts = [each.get(f"/v1/skp?tahun={TAHUN}").get_json()["jumlah"] for each in (pegawai, penilai, atasan, bkpsdm)]
    filtered = bkpsdm.get(f"/v1/skp?pegawai_id={rantai.penilai.id}").get_json()["jumlah"]

    assert counts == [1, 1, 1, 1]
    assert filtered == 0


def test_the_list_shows_people_below_to_an_assessor_alone(
    pegawai: Orang, client: FlaskClient, token: Token, rantai: Rantai
) -> None:
    create(pegawai)
    no_assessor = Orang(client, token("pegawai", opd="dinkes", pegawai_id=rantai.penilai.id))

    assert no_assessor.get("/v1/skp").get_json()["jumlah"] == 0


def test_the_progress_counts_who_has_none_yet(pegawai: Orang, bkpsdm: Orang, rantai: Rantai) -> None:
    create(pegawai)

    rows = bkpsdm.get(f"/v1/skp/rekap?tahun={TAHUN}").get_json()["data"]

    unit = next(row for row in rows if row["unit_id"] == rantai.pegawai.unit_id)
    assert unit["draf"] == 1
    assert unit["belum"] == unit["pegawai"] - 1


def test_a_move_ends_the_plan_and_lets_another_begin(
    pegawai: Orang, penilai: Orang, bkpsdm: Orang, rantai: Rantai, daerah: LoadOrganisasi,
    events: Callable[[], list[tuple[str, str, bytes]]],
) -> None:  # fmt: skip
    path = f"/v1/skp/{create(pegawai)['id']}"
    pegawai.send(f"{path}/submit", version=1)
    penilai.send(f"{path}/establish", version=2)
    elsewhere = next(each for each in daerah.pegawai if each.opd_kode == "dlh" and not each.memimpin)
    body = {"unit_id": elsewhere.unit_id, "jabatan_kode": elsewhere.jabatan.kode, "alasan": "SK 800/1"}

    moved = bkpsdm.send(f"/v1/pegawai/{rantai.pegawai.id}/move", body, version=1)
    again = pegawai.send("/v1/skp", {"tahun": TAHUN, "baris": [BARIS]})

    assert moved.status_code == 200
    assert bkpsdm.get(path).get_json()["status"] == "ditutup"
    assert again.status_code == 201
    closed = pb.SkpDitutup.FromString(events()[-1][2])
    assert (events()[-1][0], closed.alasan_kode) == ("SkpDitutup", "pindah")


def test_the_end_of_a_plan_stands_in_the_audit_trail(
    pegawai: Orang, bkpsdm: Orang, rantai: Rantai, engine: Engine
) -> None:
    made = create(pegawai)
    bkpsdm.send(f"/v1/pegawai/{rantai.pegawai.id}/deactivate", {"alasan": "Pensiun"}, version=1)
    with connect(engine) as leader:
        Sequencer(engine).drain(leader)

    with engine.connect() as conn:
        query = "SELECT jejak::jsonb->>'aksi' FROM log WHERE subject = :id ORDER BY urut"
        steps = conn.execute(text(query), {"id": made["id"]}).scalars().all()

    assert steps == ["create_skp", "close_skp.berhenti"]


def test_who_has_left_writes_no_plan(pegawai: Orang, bkpsdm: Orang, rantai: Rantai) -> None:
    bkpsdm.send(f"/v1/pegawai/{rantai.pegawai.id}/deactivate", {"alasan": "Pensiun"}, version=1)

    refused = pegawai.send("/v1/skp", {"tahun": TAHUN, "baris": [BARIS]})

    assert refused.status_code == 403


def test_an_established_plan_changes_by_a_proposal_and_counts_its_versions(pegawai: Orang, penilai: Orang) -> None:
    path = f"/v1/skp/{create(pegawai)['id']}"
    pegawai.send(f"{path}/submit", version=1)
    penilai.send(f"{path}/establish", version=2)
    why = {"alasan_kode": "strategi_program_anggaran", "alasan": "APBD Perubahan 2026"}

    opened = pegawai.send(f"{path}/propose-change", why, version=3)
    pegawai.send(f"{path}/submit", version=4)
    established = penilai.send(f"{path}/establish", version=5).get_json()

    assert opened.get_json()["status"] == "usul_perubahan"
    assert (established["status"], established["versi"]) == ("ditetapkan", 2)
