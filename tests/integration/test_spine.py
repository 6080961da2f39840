"""One write, one event, one number: the running system, by the feed and by Apache Kafka."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.support.cerita import apply, expect, issue
from tests.support.server import Server
from tests.support.simpul import Simpul
from tests.support.waiting import wait_until

JAKARTA = ZoneInfo("Asia/Jakarta")
LOG = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "permit-receipt-log.csv"
DELAY = 30.0
SPAN = "2010-10..2012-01"
UNSUR = ("persyaratan", "prosedur", "waktu", "biaya", "produk", "kompetensi", "perilaku", "pengaduan", "sarana")

pytestmark = pytest.mark.xdist_group("spine")


@pytest.fixture(scope="module", params=["feed", "kafka"])
def simpul(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Simpul]:
    """The whole system on one machine, once a transport."""
    environment = {"SIMPUL_BUS": request.param}
    if request.param == "kafka":
        broker: Server = request.getfixturevalue("private_kafka")  # topics and groups carry the services' own names
        environment["SIMPUL_KAFKA_BOOTSTRAP"] = broker.address
    running = Simpul(tmp_path_factory.mktemp(request.param), environment)
    running.start()
    yield running
    running.stop()


def read(simpul: Simpul, kode: str, periode: str, **query: str) -> dict[str, Any]:
    """Ask pelaporan for a value as the leadership would."""
    filters = "".join(f"&{name}={value}" for name, value in query.items())
    answer = simpul.api("pelaporan", "pimpinan").get(f"/v1/indikator/{kode}?periode={periode}{filters}")
    value: dict[str, Any] = expect(answer, 200).body
    return value


def number(value: dict[str, Any]) -> Decimal:
    """Return the value as a number, 0 where there is none."""
    return Decimal(value["nilai"] or 0)


def read_asal(simpul: Simpul, kode: str, periode: str, **query: str) -> list[dict[str, Any]]:
    """Ask for every event behind a value."""
    filters = "".join(f"&{name}={value}" for name, value in query.items())
    api, found, page = simpul.api("pelaporan", "pimpinan"), [], 1
    while True:
        path = f"/v1/indikator/{kode}/asal?periode={periode}&halaman={page}&per_halaman=500{filters}"
        body = expect(api.get(path), 200).body
        found += body["data"]
        if len(found) >= body["jumlah"]:
            return found
        page += 1


def test_an_issued_permit_moves_the_indicator_and_the_indicator_names_the_event(simpul: Simpul) -> None:
    month = datetime.now(JAKARTA).strftime("%Y-%m")
    before = number(read(simpul, "ppt.diputus", month))

    berkas = apply(simpul)
    issued = issue(simpul, berkas)
    wait_until(
        lambda: number(read(simpul, "ppt.diputus", month)) == before + 1,
        timeout=DELAY, what="the permit to be counted",
    )  # fmt: skip

    assert issued["nomor_izin"]
    assert number(read(simpul, "ppt.tepat_waktu", month)) == 100
    newest = max(read_asal(simpul, "ppt.tepat_waktu", month), key=lambda event: event["sequence"])
    assert newest["type"] == "simpul.perizinan.v1.IzinDiterbitkan"
    assert newest["pembilang"] is True


def test_the_survey_after_a_permit_becomes_the_satisfaction_index(simpul: Simpul) -> None:
    month = datetime.now(JAKARTA).strftime("%Y-%m")
    berkas = apply(simpul)
    issue(simpul, berkas)
    answers = dict.fromkeys(UNSUR, 4)
    told = {"nomor_registrasi": berkas.nomor_registrasi, "kunci": berkas.kunci, "jawaban": answers}
    anyone = simpul.api("perizinan")

    first = anyone.post("/v1/survei", told)
    again = anyone.post("/v1/survei", told)

    assert first.status in (200, 201, 204)
    assert again.status == 409
    wait_until(lambda: number(read(simpul, "skm.ikm", month)) == 100, timeout=DELAY, what="the survey to be counted")


def test_the_circle_closes(simpul: Simpul) -> None:
    now = datetime.now(JAKARTA)
    quarter = f"{now.year}-T{(now.month + 2) // 3}"
    bkpsdm = simpul.api("kinerja", "bkpsdm")
    goal = {
        "unit_id": find_unit(simpul, "kesbangpol"), "tahun": now.year, "nama": "Izin diputus tepat waktu",
        "satuan": "persen", "polaritas": "naik", "iku": True, "target": dict.fromkeys(("T1", "T2", "T3", "T4"), "80"),
        "sumber": {"indikator": "ppt.tepat_waktu", "opd": "dpmptsp"},
    }  # fmt: skip
    id_ = expect(bkpsdm.post("/v1/indikator", goal), 201).body["id"]

    def realisasi() -> list[dict[str, Any]]:
        return [
            satu for satu in expect(bkpsdm.get(f"/v1/indikator/{id_}"), 200).body["realisasi"]
            if satu["periode"] == quarter and Decimal(satu["nilai"]) == 100
        ]  # fmt: skip

    issue(simpul, apply(simpul))
    wait_until(realisasi, timeout=DELAY, what="the realisasi of the goal")
    wait_until(
        lambda: read(simpul, "sakip.capaian_iku", quarter, opd="kesbangpol")["nilai"] == "125.00",
        timeout=DELAY, what="the capaian of the key indicators",
    )  # fmt: skip

    [capaian] = read_asal(simpul, "sakip.capaian_iku", quarter, opd="kesbangpol")
    behind = read_asal(simpul, "ppt.tepat_waktu", quarter, opd="dpmptsp")
    assert realisasi()[0]["asal"] == "indikator"
    assert capaian["type"] == "simpul.kinerja.v1.RealisasiDicatat"
    assert {event["type"] for event in behind} == {"simpul.perizinan.v1.IzinDiterbitkan"}


def test_a_goal_may_not_rest_on_its_own_realisasi(simpul: Simpul) -> None:
    goal = {
        "unit_id": find_unit(simpul, "setda"), "tahun": datetime.now(JAKARTA).year, "nama": "Capaian IKU",
        "satuan": "persen", "polaritas": "naik", "iku": True, "target": dict.fromkeys(("T1", "T2", "T3", "T4"), "80"),
        "sumber": {"indikator": "sakip.capaian_iku"},
    }  # fmt: skip

    refused = expect(simpul.api("kinerja", "bkpsdm").post("/v1/indikator", goal), 422)

    assert "sumber" in str(refused.body["errors"])


def find_unit(simpul: Simpul, opd: str) -> str:
    """Return the id of an agency's own unit."""
    tree = expect(simpul.api("kinerja", "bkpsdm").get("/v1/organisasi"), 200).body
    return next(str(unit["unit_id"]) for unit in tree["anak"] if unit["opd_kode"] == opd)


def test_what_was_known_before_is_told_as_it_was(simpul: Simpul) -> None:
    month = datetime.now(JAKARTA).strftime("%Y-%m")
    wait_until(lambda: read(simpul, "ppt.permohonan_masuk", month)["nilai"] is not None, timeout=DELAY, what="a value")
    before = read(simpul, "ppt.permohonan_masuk", month)["nilai"]
    then = datetime.now(UTC).isoformat().replace("+00:00", "Z")

    apply(simpul)
    wait_until(
        lambda: read(simpul, "ppt.permohonan_masuk", month)["nilai"] != before, timeout=DELAY, what="a new value"
    )

    assert read(simpul, "ppt.permohonan_masuk", month, per=then)["nilai"] == before


def test_perizinan_keeps_its_own_copy_of_the_officers(simpul: Simpul) -> None:
    berkas = apply(simpul, layanan="sip-dokter")
    verifikator = simpul.api("perizinan", "verifikator")

    officers = expect(verifikator.get("/v1/pejabat"), 200).body

    assert officers["data"], "kinerja has people in service at dpmptsp"
    chosen = officers["data"][0]["pegawai_id"]
    assigned = verifikator.post(f"/v1/permohonan/{berkas.id}/assign", {"pegawai_id": chosen}, etag=berkas.etag)
    assert assigned.status == 200


@pytest.fixture(scope="module")
def imported(simpul: Simpul) -> Simpul:
    """The same system, once the real permit log is in it, twice, and counted."""
    if not LOG.exists():
        pytest.skip("the real permit log is kept beside the project, not in it")
    report = simpul.run("perizinan", "import-riwayat", str(LOG), "--peta", "coselog")
    again = simpul.run("perizinan", "import-riwayat", str(LOG), "--peta", "coselog")
    assert "1434 baru" in report
    assert "0 baru" in again
    wait_until(lambda: number(read(simpul, "ppt.diputus", SPAN, opd="dlh")) == 1329, timeout=DELAY, what="the log")
    return simpul


def test_the_real_log_becomes_indicators_that_add_up(imported: Simpul) -> None:
    simpul, span = imported, SPAN

    assert number(read(simpul, "ppt.permohonan_masuk", span, opd="dlh")) == 1434
    on_time = read(simpul, "ppt.tepat_waktu", span, opd="dlh")
    assert on_time["nilai"] == "71.63"
    assert Decimal(on_time["pembilang"]) == 952
    assert Decimal(on_time["penyebut"]) == 1329
    assert number(read(simpul, "ppt.berjalan", span, opd="dlh")) == 105
    assert read(simpul, "ppt.daring", span, opd="dlh")["nilai"] == "87.17"
    assert read(simpul, "ppt.median_hari_kerja", span, opd="dlh")["nilai"] is None


def test_each_month_of_the_real_log_counts_its_own_events(imported: Simpul) -> None:
    simpul = imported
    decided, on_time = _decided_by_month()

    for month in sorted(decided):
        value = read(simpul, "ppt.tepat_waktu", month, opd="dlh")
        events = read_asal(simpul, "ppt.tepat_waktu", month, opd="dlh")

        assert Decimal(value["penyebut"]) == decided[month] == len(events)
        assert Decimal(value["pembilang"]) == on_time[month] == sum(event["pembilang"] for event in events)
        assert len({event["id"] for event in events}) == len(events)


def test_the_projection_equals_one_built_anew_and_the_audit_chain_holds(simpul: Simpul) -> None:
    hashes = simpul.run("pelaporan", "rebuild", "--check").split()
    chains = [simpul.run(service, "verify-audit") for service in ("perizinan", "kinerja", "pelaporan")]

    found = [word for word in hashes if len(word) == 64]
    assert len(found) == 2
    assert found[0] == found[1]
    assert all(chains)


def _decided_by_month() -> tuple[Counter[str], Counter[str]]:
    """Count the log by hand: decided, and on time, by month in Jakarta."""
    decided: Counter[str] = Counter()
    on_time: Counter[str] = Counter()
    with LOG.open(newline="", encoding="utf-8") as file:
        cases = {row["case:concept:name"]: row for row in csv.DictReader(file)}
    for case in cases.values():
        if case["case:enddate"]:
            end = datetime.fromisoformat(case["case:enddate"])
            month = end.astimezone(JAKARTA).strftime("%Y-%m")
            decided[month] += 1
            on_time[month] += end <= datetime.fromisoformat(case["case:deadline"])
    return decided, on_time
