"""Indicators of units and what is recorded for them, by REST: nothing is overwritten silently."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Connection, Engine, text

from chassis.consumer import Item
from chassis.domain import HeldClock
from chassis.pesan import Pesan
from kinerja.application.organisasi.load import LoadOrganisasi
from kinerja.bootstrap.tujuan import build_handler
from kinerja.domain.pegawai import Pegawai
from kinerja.domain.unit import JenisUnit
from simpul.kinerja.v1.peristiwa_pb2 import IndikatorKinerjaDitetapkan, RealisasiDicatat
from simpul.pelaporan.v1.peristiwa_pb2 import IndikatorDihitung

Token = Callable[..., str]
SUMBER = {"indikator": "ppt.tepat_waktu", "opd": "dpmptsp"}
AT = datetime(2026, 11, 24, 3, tzinfo=UTC)


@pytest.fixture
def unit_id(daerah: LoadOrganisasi) -> str:
    """Give the id of the agency dpmptsp."""
    return next(unit.id for unit in daerah.unit if unit.opd_kode == "dpmptsp" and unit.jenis is JenisUnit.OPD)


class Kinerja:
    """BKPSDM before the service."""

    def __init__(self, client: FlaskClient, token: str, unit_id: str, engine: Engine) -> None:
        self.client, self.token, self.unit_id, self.engine = client, token, unit_id, engine
        self.posisi = 0

    def post(self, path: str, body: dict[str, Any], *, version: int | None = None, token: str | None = None) -> Any:
        headers = {"Authorization": f"Bearer {token or self.token}"}
        if version is not None:
            headers["If-Match"] = f'"{version}"'
        return self.client.post(path, json=body, headers=headers)

    def get(self, path: str, *, token: str | None = None) -> Any:
        return self.client.get(path, headers={"Authorization": f"Bearer {token or self.token}"})

    def body(self, **other: Any) -> dict[str, Any]:
        return {
            "unit_id": self.unit_id,
            "tahun": 2026,
            "nama": "Persentase izin tepat waktu",
            "satuan": "persen",
            "polaritas": "naik",
            "iku": True,
            "target": {"T1": "80", "T2": "82.5", "T3": "85", "T4": "90"},
        } | other

    def establish(self, **other: Any) -> str:
        answer = self.post("/v1/indikator", self.body(**other))
        assert answer.status_code == 201, answer.get_json()
        return str(answer.get_json()["id"])

    def show(self, id_: str) -> dict[str, Any]:
        shown: dict[str, Any] = self.get(f"/v1/indikator/{id_}").get_json()
        return shown

    def standing(self, id_: str) -> list[tuple[str, str, str]]:
        return [(row["periode"], row["nilai"], row["asal"]) for row in self.show(id_)["realisasi"]]

    def history(self, id_: str) -> list[tuple[int, str, str, str]]:
        rows = self.get(f"/v1/indikator/{id_}/realisasi").get_json()["data"]
        return [(row["versi"], row["nilai"], row["asal"], row["kedudukan"]) for row in rows]

    def tell(self, nilai: str, *, periode: str = "2026-T1", bersandar: bool = False, posisi: int | None = None) -> str:
        """Take in what pelaporan tells of the source, as its consumer does; return the id of the event."""
        self.posisi = posisi or self.posisi + 1
        isi = IndikatorDihitung(
            kode=SUMBER["indikator"],
            opd_kode=SUMBER["opd"],
            periode=periode,
            nilai=nilai,
            definisi_versi=3,
            bersandar_realisasi=bersandar,
        )
        id_ = str(UUID(int=self.posisi))
        pesan = Pesan("/simpul/pelaporan", self.posisi, id_, isi.DESCRIPTOR.full_name, "s", AT, isi.SerializeToString())
        with self.engine.begin() as conn:
            handle(conn, [Item(pesan, isi)])
        return id_

    def events(self, kind: type[Any]) -> list[Any]:
        query = text("SELECT data FROM outbox WHERE type = :type ORDER BY id")
        with self.engine.connect() as conn:
            rows = conn.execute(query, {"type": kind.DESCRIPTOR.full_name}).scalars().all()
        return [kind.FromString(bytes(data)) for data in rows]


def handle(conn: Connection, items: list[Item]) -> None:
    build_handler(HeldClock(AT), lambda: "").handle(conn, items)


@pytest.fixture
def kinerja(client: FlaskClient, token: Token, unit_id: str, engine: Engine) -> Kinerja:
    return Kinerja(client, token("bkpsdm", opd="bkpsdm"), unit_id, engine)


def test_an_indicator_is_established_and_told(kinerja: Kinerja) -> None:
    answer = kinerja.post("/v1/indikator", kinerja.body())

    shown = answer.get_json()
    assert (answer.status_code, answer.headers["ETag"], shown["version"]) == (201, '"1"', 1)
    assert shown["target"] == {"T1": "80", "T2": "82.5", "T3": "85", "T4": "90"}
    assert (shown["opd_kode"], shown["realisasi"], shown["sumber"]) == ("dpmptsp", [], None)
    assert kinerja.show(shown["id"]) == shown
    (told,) = kinerja.events(IndikatorKinerjaDitetapkan)
    assert (told.indikator_id, told.opd_kode, dict(told.target)["T2"], told.iku) == (
        shown["id"],
        "dpmptsp",
        "82.5",
        True,
    )


@pytest.mark.parametrize(
    "other, field",
    [
        ({"polaritas": "datar"}, "polaritas"),
        ({"tahun": 10}, "tahun"),
        ({"nama": " "}, "nama"),
        ({"unit_id": "tiada"}, "unit_id"),
        ({"target": {"T1": "1", "T2": "1", "T3": "1"}}, "target.T4"),
        ({"target": {"T1": "1e400", "T2": "1", "T3": "1", "T4": "1"}}, "target.T1"),
        ({"target": {"T1": "NaN", "T2": "1", "T3": "1", "T4": "1"}}, "target.T1"),
        ({"simpul_id": "tiada"}, "simpul_id"),
        ({"asing": 1}, "asing"),
    ],
)
def test_a_wrong_field_is_named(kinerja: Kinerja, other: dict[str, Any], field: str) -> None:
    answer = kinerja.post("/v1/indikator", kinerja.body(**other))

    assert (answer.status_code, list(answer.get_json()["errors"])) == (422, [field])


def test_the_list_is_filtered(kinerja: Kinerja) -> None:
    iku, other = kinerja.establish(), kinerja.establish(iku=False, nama="Lain", tahun=2025)

    def ids(query: str) -> list[str]:
        return [row["id"] for row in kinerja.get(f"/v1/indikator?{query}").get_json()["data"]]

    assert ids(f"unit_id={kinerja.unit_id}") == [iku, other]
    assert ids("tahun=2025") == ids("iku=false") == [other]
    assert ids("tahun=2026&iku=true") == [iku]
    assert ids("unit_id=tiada") == []
    assert kinerja.get("/v1/indikator?tahun=x").status_code == 422


def test_a_typed_realisasi_has_its_capaian_and_its_time_is_within_the_quarter(kinerja: Kinerja) -> None:
    id_ = kinerja.establish()
    answer = kinerja.post(f"/v1/indikator/{id_}/realisasi", {"periode": "2026-T1", "nilai": "62.744"})

    done = answer.get_json()
    assert (answer.status_code, done["capaian"], done["asal"], done["versi"]) == (201, "78.43", "manual", 1)
    assert kinerja.standing(id_) == [("2026-T1", "62.744", "manual")]
    (told,) = kinerja.events(RealisasiDicatat)
    assert (told.realisasi, told.target, told.capaian, told.asal, told.versi) == ("62.744", "80", "78.43", "manual", 1)
    with kinerja.engine.connect() as conn:
        query = text("SELECT time, jejak FROM outbox WHERE type LIKE '%RealisasiDicatat'")
        time, jejak = conn.execute(query).one()
    assert time == datetime(2026, 3, 31, 16, 59, 59, tzinfo=UTC)
    assert '"aksi":"record_realisasi"' in jejak


@pytest.mark.parametrize("version, status", [(None, 422), (2, 422), (1, 412), (9, 412)])
def test_a_stale_version_is_refused_before_a_wrong_field(kinerja: Kinerja, version: int | None, status: int) -> None:
    id_ = kinerja.establish()
    kinerja.post(f"/v1/indikator/{id_}/realisasi", {"periode": "2026-T1", "nilai": "80"})
    answer = kinerja.post(f"/v1/indikator/{id_}/realisasi", {"periode": "2026-T1", "nilai": "abc"}, version=version)

    assert (answer.status_code, kinerja.show(id_)["version"]) == (status, 2)


def test_what_was_recorded_and_disputed_is_read_page_by_page(kinerja: Kinerja) -> None:
    id_ = kinerja.establish()
    for nilai in ("60", "61", "62"):
        kinerja.post(f"/v1/indikator/{id_}/realisasi", {"periode": "2026-T1", "nilai": nilai})

    page = kinerja.get(f"/v1/indikator/{id_}/realisasi?halaman=2&per_halaman=2").get_json()
    assert [row["nilai"] for row in page.pop("data")] == ["60"]
    assert page == {"halaman": 2, "per_halaman": 2, "jumlah": 3}
    assert kinerja.get(f"/v1/indikator/{id_}/sanggahan").get_json() == {
        "data": [], "halaman": 1, "per_halaman": 50, "jumlah": 0,
    }  # fmt: skip


def test_a_correction_is_a_row_of_its_own(kinerja: Kinerja) -> None:
    id_ = kinerja.establish()
    for nilai in ("70", "75"):
        kinerja.post(f"/v1/indikator/{id_}/realisasi", {"periode": "2026-T1", "nilai": nilai, "bukti": "BA 1"})

    assert kinerja.history(id_) == [(2, "75", "manual", "berlaku"), (1, "70", "manual", "diganti")]
    assert [told.versi for told in kinerja.events(RealisasiDicatat)] == [1, 2]


@pytest.mark.parametrize("periode", ["2025-T1", "2026", "2026-03", ""])
def test_a_period_that_is_no_quarter_of_the_year_is_refused(kinerja: Kinerja, periode: str) -> None:
    answer = kinerja.post(f"/v1/indikator/{kinerja.establish()}/realisasi", {"periode": periode, "nilai": "1"})

    assert (answer.status_code, list(answer.get_json()["errors"])) == (422, ["periode"])


def test_a_target_of_nothing_gives_no_capaian(kinerja: Kinerja) -> None:
    id_ = kinerja.establish(target={"T1": "0", "T2": "1", "T3": "1", "T4": "1"}, polaritas="turun")
    answer = kinerja.post(f"/v1/indikator/{id_}/realisasi", {"periode": "2026-T1", "nilai": "3"})

    assert answer.get_json()["capaian"] is None
    assert kinerja.events(RealisasiDicatat)[0].capaian == ""


def test_the_value_of_the_source_is_taken_with_its_event(kinerja: Kinerja) -> None:
    id_ = kinerja.establish(sumber=SUMBER)
    peristiwa = kinerja.tell("71.63")
    kinerja.tell("72", periode="2026-03")
    kinerja.tell("", periode="2026-T2")

    assert kinerja.standing(id_) == [("2026-T1", "71.63", "indikator")]
    (told,) = kinerja.events(RealisasiDicatat)
    assert (told.sumber_peristiwa_id, told.sumber_indikator, told.definisi_versi) == (peristiwa, "ppt.tepat_waktu", 3)
    assert (told.capaian, told.asal) == ("89.54", "indikator")


def test_a_repeated_and_an_older_event_change_nothing(kinerja: Kinerja) -> None:
    id_ = kinerja.establish(sumber=SUMBER)
    kinerja.tell("71", posisi=5)
    kinerja.tell("71", posisi=5)
    kinerja.tell("60", posisi=4)
    kinerja.tell("71", posisi=6)

    assert kinerja.history(id_) == [(1, "71", "indikator", "berlaku")]


def test_what_pelaporan_told_before_is_taken_at_once(kinerja: Kinerja) -> None:
    peristiwa = kinerja.tell("71.63")

    row = kinerja.show(kinerja.establish(sumber=SUMBER))["realisasi"][0]
    assert (row["nilai"], row["sumber_peristiwa_id"]) == ("71.63", peristiwa)
    assert len(kinerja.events(RealisasiDicatat)) == 1


def test_an_automatic_value_stands_beside_a_typed_one_until_a_person_chooses(kinerja: Kinerja) -> None:
    id_ = kinerja.establish(sumber=SUMBER)
    kinerja.post(f"/v1/indikator/{id_}/realisasi", {"periode": "2026-T1", "nilai": "80"})
    kinerja.tell("71")

    assert kinerja.standing(id_) == [("2026-T1", "80", "manual")]
    assert [row["nilai"] for row in kinerja.show(id_)["selisih"]] == ["71"]
    assert len(kinerja.events(RealisasiDicatat)) == 1

    choose = f"/v1/indikator/{id_}/realisasi/2026-T1/choose"
    assert kinerja.post(choose, {"asal": "indikator"}).status_code == 428
    version = kinerja.show(id_)["version"]
    assert kinerja.post(choose, {"asal": "indikator"}, version=version).status_code == 200
    assert kinerja.standing(id_) == [("2026-T1", "71", "indikator")]
    assert [told.asal for told in kinerja.events(RealisasiDicatat)] == ["manual", "indikator"]
    again = kinerja.post(choose, {"asal": "indikator"}, version=version + 1)
    assert (again.status_code, again.get_json()["code"]) == (409, "realisasi.transition_not_allowed")


def test_who_keeps_the_typed_value_is_asked_again_only_for_another_one(kinerja: Kinerja) -> None:
    id_ = kinerja.establish(sumber=SUMBER)
    kinerja.post(f"/v1/indikator/{id_}/realisasi", {"periode": "2026-T1", "nilai": "80"})
    kinerja.tell("71")
    version = kinerja.show(id_)["version"]
    kinerja.post(f"/v1/indikator/{id_}/realisasi/2026-T1/choose", {"asal": "manual"}, version=version)

    kinerja.tell("71")
    assert kinerja.show(id_)["selisih"] == []
    kinerja.tell("73")
    assert [row["nilai"] for row in kinerja.show(id_)["selisih"]] == ["73"]


def test_a_value_typed_over_an_automatic_one_leaves_it_visible(kinerja: Kinerja) -> None:
    id_ = kinerja.establish(sumber=SUMBER)
    kinerja.tell("71")
    kinerja.post(f"/v1/indikator/{id_}/realisasi", {"periode": "2026-T1", "nilai": "80"})

    assert kinerja.history(id_) == [(2, "80", "manual", "berlaku"), (1, "71", "indikator", "selisih")]


def test_a_source_that_proves_to_rest_on_realisasi_is_refused_from_then_on(kinerja: Kinerja) -> None:
    id_ = kinerja.establish(sumber=SUMBER)
    kinerja.tell("71", bersandar=True)

    shown = kinerja.show(id_)
    assert (shown["sumber_ditolak"], shown["realisasi"]) == (True, [])
    refused = kinerja.post("/v1/indikator", kinerja.body(sumber=SUMBER))
    assert (refused.status_code, list(refused.get_json()["errors"])) == (422, ["sumber.indikator"])


def test_a_person_disputes_a_fact_and_is_answered(
    kinerja: Kinerja, token: Token, someone: Pegawai, daerah: LoadOrganisasi
) -> None:
    theirs = token("pegawai", opd="dpmptsp", pegawai_id=next(p.id for p in daerah.pegawai if p.opd_kode == "dpmptsp"))
    id_ = kinerja.establish(sumber=SUMBER)
    path = f"/v1/indikator/{id_}/realisasi/2026-T1/sanggah"
    body = {"alasan": "Izin ini terbit tepat waktu", "peristiwa_id": "018f"}
    early = kinerja.post(path, body, token=theirs)
    assert (early.status_code, early.get_json()["code"]) == (404, "realisasi.not_found")
    kinerja.tell("71")

    made = kinerja.post(path, body, token=theirs)
    sanggahan = made.get_json()
    assert (made.status_code, sanggahan["status"], made.headers["ETag"]) == (201, "diajukan", '"1"')
    assert [row["id"] for row in kinerja.get(f"/v1/indikator/{id_}/sanggahan").get_json()["data"]] == [sanggahan["id"]]
    stranger = token("pegawai", opd="dlh")
    assert kinerja.post(path, body, token=stranger).status_code == 404
    assert kinerja.get(f"/v1/sanggahan/{sanggahan['id']}", token=stranger).status_code == 404

    reject = f"/v1/sanggahan/{sanggahan['id']}/reject"
    assert kinerja.post(reject, {"alasan": "x"}, token=theirs, version=1).status_code == 403
    assert kinerja.post(reject, {"alasan": "x"}).status_code == 428
    done = kinerja.post(reject, {"alasan": "Terlambat dua hari"}, version=1)
    assert (done.status_code, done.get_json()["status"]) == (200, "ditolak")
    again = kinerja.post(reject.replace("reject", "accept"), {"alasan": "x"}, version=2)
    assert (again.status_code, again.get_json()["code"]) == (409, "sanggahan.transition_not_allowed")


def test_a_change_of_targets_keeps_the_target_of_what_was_recorded(kinerja: Kinerja) -> None:
    id_ = kinerja.establish()
    kinerja.post(f"/v1/indikator/{id_}/realisasi", {"periode": "2026-T1", "nilai": "80"})
    body = {name: value for name, value in kinerja.body().items() if name in ("nama", "satuan", "iku")}
    changed = body | {"target": {"T1": "70", "T2": "70", "T3": "70", "T4": "70"}, "alasan": "APBD perubahan"}
    answer = kinerja.post(f"/v1/indikator/{id_}/change", changed, version=2)

    shown = answer.get_json()
    assert (answer.status_code, shown["versi"], shown["target"]["T1"]) == (200, 2, "70")
    assert (shown["realisasi"][0]["target"], shown["realisasi"][0]["capaian"]) == ("80", "100.00")
    assert [told.versi for told in kinerja.events(IndikatorKinerjaDitetapkan)] == [1, 2]
    assert Decimal(kinerja.events(IndikatorKinerjaDitetapkan)[1].target["T1"]) == 70
