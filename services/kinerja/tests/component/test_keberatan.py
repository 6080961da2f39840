"""REST: the year's document is handed over, objected to, and the objection decided; both sides stay."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, text

from chassis.outbox import Sequencer
from chassis.outbox._leader import connect
from kinerja.adapters.daerah_contoh import Rantai, find_rantai
from kinerja.application.organisasi.load import LoadOrganisasi
from simpul.kinerja.v1 import peristiwa_pb2 as pb
from tests.support.kinerja_orang import NILAI, STRUKTURAL, Orang, Token, give_skp, refused

TAHUN = 2025
ALASAN = {"alasan": "Realisasi triwulan III belum dihitung"}
DIKABULKAN = {"putusan": "dikabulkan", "alasan": "Bukti lengkap", "hasil_kerja": "di_atas", "perilaku": "di_atas"}
DITOLAK = {"putusan": "ditolak", "alasan": "Bukti tidak ada"}


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
    return Orang(client, token(*STRUKTURAL, opd="dinkes", pegawai_id=rantai.atasan_penilai.id))


@pytest.fixture
def last_event(engine: Engine) -> Callable[[], tuple[str, bytes]]:
    def read() -> tuple[str, bytes]:
        with connect(engine) as leader:
            Sequencer(engine).drain(leader)
        with engine.connect() as conn:
            row = conn.execute(text("SELECT type, data FROM log WHERE type <> '' ORDER BY urut DESC LIMIT 1")).one()
            return row[0].rpartition(".")[2], bytes(row[1])

    return read


@pytest.fixture
def received(engine: Engine, rantai: Rantai, pegawai: Orang, penilai: Orang) -> str:
    """Give the path of a yearly appraisal that its person has received."""
    give_skp(engine, rantai.pegawai.id, tahun=TAHUN)
    body = NILAI | {"pegawai_id": rantai.pegawai.id, "periode": str(TAHUN), "catatan": "Laporan sering terlambat"}
    path = f"/v1/evaluasi/{penilai.send('/v1/evaluasi', body).get_json()['id']}"
    answers = [
        penilai.send(f"{path}/establish", version=1),
        penilai.send(f"{path}/send", version=2),
        pegawai.send(f"{path}/receive", version=3),
    ]
    assert [each.get_json()["status"] for each in answers] == ["ditetapkan", "disampaikan", "diterima"]
    return path


def test_an_objection_is_granted_by_the_one_above_and_changes_the_predikat(
    received: str, pegawai: Orang, penilai: Orang, atasan: Orang, last_event: Callable[[], tuple[str, bytes]]
) -> None:
    objected = pegawai.send(f"{received}/object", ALASAN, version=4)
    by_assessor = penilai.send(f"{received}/decide", {}, version=5)
    decided = atasan.send(f"{received}/decide", DIKABULKAN, version=5).get_json()

    assert objected.get_json()["status"] == "keberatan"
    assert refused(by_assessor) == (403, "auth.forbidden")
    assert (decided["status"], decided["predikat_semula"], decided["predikat"]) == ("diputus", "baik", "sangat_baik")
    name, data = last_event()
    event = pb.KeberatanDiputus.FromString(data)
    assert (name, event.keberatan_id) == ("KeberatanDiputus", decided["keberatan_id"])
    assert (event.putusan, event.predikat_semula, event.predikat) == ("dikabulkan", "baik", "sangat_baik")


@pytest.mark.parametrize(
    "putusan, hasil_kerja, perilaku", [(DIKABULKAN, "di_atas", "di_atas"), (DITOLAK, "sesuai", "di_atas")]
)
def test_what_the_assessor_and_the_decider_said_stands_side_by_side(
    received: str,
    pegawai: Orang,
    atasan: Orang,
    rantai: Rantai,
    putusan: dict[str, str],
    hasil_kerja: str,
    perilaku: str,
) -> None:
    pegawai.send(f"{received}/object", ALASAN, version=4)
    atasan.send(f"{received}/decide", putusan, version=5)
    shown = pegawai.get(received).get_json()

    assert (shown["catatan"], shown["penilai_id"]) == ("Laporan sering terlambat", rantai.penilai.id)
    assert (shown["hasil_kerja_semula"], shown["perilaku_semula"], shown["predikat_semula"]) == (
        "sesuai", "di_atas", "baik",
    )  # fmt: skip
    assert (shown["hasil_kerja"], shown["perilaku"]) == (hasil_kerja, perilaku)
    assert (shown["putusan_alasan"], shown["pemutus_id"]) == (putusan["alasan"], rantai.atasan_penilai.id)
    assert shown["pemutus"] == rantai.atasan_penilai.nama


def test_an_objection_that_is_rejected_leaves_the_predikat(received: str, pegawai: Orang, atasan: Orang) -> None:
    pegawai.send(f"{received}/object", ALASAN, version=4)

    changed = atasan.send(f"{received}/decide", DITOLAK | {"hasil_kerja": "sesuai", "perilaku": "sesuai"}, version=5)
    half = atasan.send(f"{received}/decide", DITOLAK | {"hasil_kerja": "sesuai"}, version=5)
    granted = atasan.send(f"{received}/decide", DITOLAK | {"putusan": "dikabulkan"}, version=5)
    decided = atasan.send(f"{received}/decide", DITOLAK, version=5).get_json()
    again = atasan.send(f"{received}/decide", DITOLAK, version=6)

    assert [list(each.get_json()["errors"]) for each in (changed, half, granted)] == [
        ["hasil_kerja"], ["perilaku"], ["hasil_kerja"],
    ]  # fmt: skip
    assert (decided["status"], decided["putusan"], decided["predikat"]) == ("diputus", "ditolak", "baik")
    assert refused(again) == (409, "evaluasi.transition_not_allowed")


def test_who_signed_does_not_decide(
    received: str, engine: Engine, rantai: Rantai, pegawai: Orang, atasan: Orang
) -> None:
    pegawai.send(f"{received}/object", ALASAN, version=4)
    sign_as(engine, rantai.atasan_penilai.id)

    answer = atasan.send(f"{received}/decide", DITOLAK, version=5)

    assert refused(answer) == (403, "evaluasi.signed_by_you")


def test_an_objection_needs_a_reason(received: str, pegawai: Orang) -> None:
    mute = pegawai.send(f"{received}/object", {"alasan": " "}, version=4)

    assert (mute.status_code, list(mute.get_json()["errors"])) == (422, ["alasan"])


@pytest.mark.parametrize("hari, status", [(14, 200), (15, 409)])
def test_the_fourteenth_day_is_the_last_to_object(
    received: str, engine: Engine, pegawai: Orang, hari: int, status: int
) -> None:
    with engine.begin() as conn:
        moment = datetime.now(UTC) - timedelta(days=hari)
        conn.execute(text("UPDATE evaluasi SET diterima_pada = :moment"), {"moment": moment})

    answer = pegawai.send(f"{received}/object", ALASAN, version=4)

    assert answer.status_code == status
    if status == 409:
        assert answer.get_json()["code"] == "keberatan.too_late"


def sign_as(engine: Engine, pegawai_id: str) -> None:
    """Let the superior's superior have signed every appraisal."""
    with engine.begin() as conn:
        query = "UPDATE evaluasi SET penilai_id = :id, tingkat_penilai = 'atasan_penilai', catatan = 'Penilai cuti'"
        conn.execute(text(query), {"id": pegawai_id})
