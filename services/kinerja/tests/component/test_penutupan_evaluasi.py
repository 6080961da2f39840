"""REST: the spread of predikat in a unit against its capaian, and the closing of a period."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, text

from chassis.outbox import Sequencer
from chassis.outbox._leader import connect
from kinerja.adapters.daerah_contoh import Rantai, find_rantai
from kinerja.application.organisasi.load import LoadOrganisasi
from kinerja.domain.pegawai import Pegawai
from simpul.kinerja.v1 import peristiwa_pb2 as pb

Token = Callable[..., str]
PERIODE = "2026-T1"
_EVALUASI = """
INSERT INTO evaluasi (id, pegawai_id, unit_id, opd_kode, periode, hasil_kerja, perilaku, predikat, catatan, penilai_id,
    tingkat_penilai, status, version, keberatan_alasan)
VALUES (:pegawai_id, :pegawai_id, :unit_id, 'dinkes', '2026-T1', 'sesuai', 'sesuai', :predikat, '', :penilai_id,
    'penilai', 'ditetapkan', 2, '')
"""


@dataclass
class Orang:
    """A person before the API: what they ask goes with their token."""

    client: FlaskClient
    token: str

    def ask(self, method: str, path: str, body: object = None, version: int | None = None) -> tuple[int, Any]:
        headers = {"Authorization": f"Bearer {self.token}"}
        if version is not None:
            headers["If-Match"] = f'"{version}"'
        answer = self.client.open(path, method=method, headers=headers, json=body)
        return answer.status_code, answer.get_json()


@pytest.fixture
def rantai(daerah: LoadOrganisasi) -> Rantai:
    return find_rantai(daerah, "dinkes")


@pytest.fixture
def bkpsdm(client: FlaskClient, token: Token) -> Orang:
    return Orang(client, token("bkpsdm", opd="bkpsdm"))


@pytest.fixture
def kepala(client: FlaskClient, token: Token, rantai: Rantai) -> Orang:
    """Give the head of the unit."""
    roles = ("pegawai", "penilai", "atasan_penilai")
    return Orang(client, token(*roles, opd="dinkes", pegawai_id=rantai.atasan_penilai.id))


@pytest.fixture
def atasan(client: FlaskClient, token: Token, rantai: Rantai) -> Orang:
    """Give the one above the head."""
    roles = ("pegawai", "penilai", "atasan_penilai")
    return Orang(client, token(*roles, opd="dinkes", pegawai_id=rantai.atasan_penilai.atasan_id))


@pytest.fixture
def unit_id(rantai: Rantai) -> str:
    return rantai.atasan_penilai.unit_id


@pytest.fixture
def people(daerah: LoadOrganisasi, unit_id: str) -> Sequence[Pegawai]:
    """Give everyone of the unit and of those below it."""
    below = {unit_id}
    for _ in daerah.unit:
        below |= {each.id for each in daerah.unit if each.induk_id in below}
    return [each for each in daerah.pegawai if each.unit_id in below and each.aktif]


@pytest.fixture
def rate_all(engine: Engine, people: Sequence[Pegawai], rantai: Rantai) -> Callable[..., None]:
    """Give a function that establishes an appraisal of everyone, the first ones otherwise than the rest."""

    def rate(*first: str, rest: str = "baik") -> None:
        predikat = [*first, *[rest] * len(people)]
        with engine.begin() as conn:
            for each, word in zip(people, predikat, strict=False):
                above = each.atasan_id or rantai.pegawai.id
                row = {"pegawai_id": each.id, "unit_id": each.unit_id, "predikat": word, "penilai_id": above}
                conn.execute(text(_EVALUASI), row)

    return rate


def sebaran(orang: Orang, unit_id: str) -> tuple[int, Any]:
    return orang.ask("GET", f"/v1/evaluasi/sebaran?unit_id={unit_id}&periode={PERIODE}")


def set_capaian(orang: Orang, unit_id: str, capaian: str = "baik", alasan: str = "PK tercapai") -> tuple[int, Any]:
    body = {"unit_id": unit_id, "periode": PERIODE, "capaian": capaian, "alasan": alasan}
    return orang.ask("POST", "/v1/evaluasi/capaian", body)


def close(orang: Orang, unit_id: str, alasan: str = "") -> tuple[int, Any]:
    return orang.ask("POST", "/v1/evaluasi/tutup", {"unit_id": unit_id, "periode": PERIODE, "alasan": alasan})


def test_the_spread_tells_in_words_where_it_does_not_agree(
    bkpsdm: Orang, unit_id: str, people: Sequence[Pegawai], rate_all: Callable[..., None]
) -> None:
    rate_all()
    _, before = sebaran(bkpsdm, unit_id)
    set_capaian(bkpsdm, unit_id)
    status, after = sebaran(bkpsdm, unit_id)

    assert (status, before["sesuai"], before["temuan"], before["capaian"]) == (200, None, [], None)
    assert (after["populasi"], after["belum"], after["jumlah"]["baik"]) == (len(people), 0, len(people))
    assert len(people) >= 5
    assert [each["kode"] for each in after["temuan"]] == ["B_LEBIH_70", "BP_K_TIDAK_ADA"]
    assert after["sesuai"] is False


def test_leniency_is_shown_only_of_groups_large_enough(
    bkpsdm: Orang, unit_id: str, people: Sequence[Pegawai], rate_all: Callable[..., None]
) -> None:
    rate_all()
    groups = {each.atasan_id for each in people}
    large = {
        above for above in groups
        if sum(1 for each in people if each.atasan_id == above) >= 5
    }  # fmt: skip

    shown = sebaran(bkpsdm, unit_id)[1]["penilai"]

    assert {each["penilai_id"] for each in shown} == large
    assert all(each["persen_baik"] == "100.0" and each["jumlah"] >= 5 for each in shown)


def test_a_period_closes_when_everyone_is_established_and_a_finding_has_its_reason(
    bkpsdm: Orang, unit_id: str, people: Sequence[Pegawai], rate_all: Callable[..., None]
) -> None:
    early = close(bkpsdm, unit_id)
    rate_all()
    unmeasured = close(bkpsdm, unit_id)
    set_capaian(bkpsdm, unit_id)
    mute = close(bkpsdm, unit_id)
    closed = close(bkpsdm, unit_id, "Kinerja unit merata menurut bukti")
    again = close(bkpsdm, unit_id)

    assert (early[0], early[1]["code"]) == (409, "evaluasi.not_complete")
    assert (unmeasured[0], unmeasured[1]["code"]) == (409, "capaian.not_set")
    assert (mute[0], list(mute[1]["errors"])) == (422, ["alasan"])
    assert (closed[0], closed[1]["periode"]) == (201, PERIODE)
    assert (again[0], again[1]["code"]) == (409, "evaluasi.closed")
    assert sebaran(bkpsdm, unit_id)[1]["ditutup"] is True


def test_a_closed_period_takes_no_change(
    bkpsdm: Orang, kepala: Orang, unit_id: str, rate_all: Callable[..., None], engine: Engine, rantai: Rantai
) -> None:
    rate_all("butuh_perbaikan", "sangat_baik")
    set_capaian(bkpsdm, unit_id)
    assert close(bkpsdm, unit_id, "Merata")[0] == 201
    with engine.begin() as conn:
        draft = "UPDATE evaluasi SET status = 'dievaluasi', catatan = 'Atasan cuti' WHERE id = :id"
        conn.execute(text(draft), {"id": rantai.pegawai.id})

    established = kepala.ask("POST", f"/v1/evaluasi/{rantai.pegawai.id}/establish", version=2)
    measured = set_capaian(bkpsdm, unit_id, "istimewa")

    assert (established[0], established[1]["code"]) == (409, "evaluasi.closed")
    assert (measured[0], measured[1]["code"]) == (409, "evaluasi.closed")


def test_the_capaian_counts_its_versions_and_is_told(bkpsdm: Orang, unit_id: str, engine: Engine) -> None:
    first, second = set_capaian(bkpsdm, unit_id), set_capaian(bkpsdm, unit_id, "istimewa")
    mute = set_capaian(bkpsdm, unit_id, alasan=" ")

    assert (first[0], first[1]["versi"], second[1]["versi"], second[1]["capaian"]) == (201, 1, 2, "istimewa")
    assert (mute[0], list(mute[1]["errors"])) == (422, ["alasan"])
    with connect(engine) as leader:
        Sequencer(engine).drain(leader)
    with engine.connect() as conn:
        query = "SELECT data FROM log WHERE type LIKE '%CapaianOrganisasiDitetapkan' ORDER BY urut DESC LIMIT 1"
        event = pb.CapaianOrganisasiDitetapkan.FromString(bytes(conn.execute(text(query)).scalar_one()))
    assert (event.unit_id, event.periode, event.capaian, event.versi) == (unit_id, PERIODE, "istimewa", 2)


def test_the_head_sees_the_own_unit_and_the_one_above_sets_it(
    kepala: Orang, atasan: Orang, unit_id: str, client: FlaskClient, token: Token, daerah: LoadOrganisasi
) -> None:
    stranger = next(each for each in daerah.pegawai if each.opd_kode == "dlh" and each.memimpin)
    foreign = Orang(client, token("penilai", "atasan_penilai", opd="dlh", pegawai_id=stranger.id))

    assert sebaran(kepala, unit_id)[0] == 200
    assert set_capaian(kepala, unit_id)[0] == 403
    assert set_capaian(atasan, unit_id)[0] == 201
    assert [sebaran(foreign, unit_id)[0], set_capaian(foreign, unit_id)[0], close(foreign, unit_id)[0]] == [404] * 3


def test_the_progress_counts_who_has_no_appraisal_yet(
    bkpsdm: Orang, unit_id: str, rate_all: Callable[..., None], people: Sequence[Pegawai]
) -> None:
    def of_unit() -> Any:
        rows = bkpsdm.ask("GET", f"/v1/evaluasi/rekap?periode={PERIODE}")[1]["data"]
        return next(row for row in rows if row["unit_id"] == unit_id)

    before = of_unit()
    rate_all()
    after = of_unit()

    assert before["belum"] == before["pegawai"] == sum(1 for each in people if each.unit_id == unit_id)
    assert (after["belum"], after["ditetapkan"]) == (0, after["pegawai"])
