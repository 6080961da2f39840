"""The index of professionalism from stored facts: where each dimension comes from, and what is missing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, text

from kinerja.adapters.daerah_contoh import Rantai, find_rantai
from kinerja.application.organisasi.load import LoadOrganisasi
from tests.support.kinerja_orang import Orang, refused
from tests.support.kinerja_pengembangan import give_evaluasi, give_jabatan
from tests.support.kinerja_tim import Tim, done, make_tim

Token = Callable[..., str]
Sesi = Callable[..., FlaskClient]
_KURSUS = """
INSERT INTO pengembangan (id, pegawai_id, unit_id, opd_kode, tahun, judul, bentuk, kompetensi, penyelenggara, jp_rencana,
    biaya, status, alasan, jp_realisasi, selesai_tanggal, bukti, sertifikat_hash, version, diusulkan_pada, diverifikasi_pada)
SELECT gen_random_uuid(), p.id, p.unit_id, p.opd_kode, :tahun, 'Kursus', :bentuk, '', 'BPSDM', :jp, 0, 'diverifikasi', '',
    :jp, make_date(:tahun, 6, 1), 'S 1', '', 5, now(), now()
FROM pegawai p WHERE p.id = :pegawai_id
"""


@dataclass
class Meja:
    """A team whose member collects facts."""

    tim: Tim
    engine: Engine
    id: str

    def record(self, jenis: str, isi: str, dari: str = "2015-01-01", sampai: str | None = None) -> None:
        """Let BKPSDM record a career fact."""
        body = {"pegawai_id": self.id, "jenis": jenis, "isi": isi, "dari": dari, "sampai": sampai, "bukti": "SK 1"}
        done(self.tim.bkpsdm.send("/v1/riwayat-kepegawaian", body))

    def train(self, bentuk: str, jp: int, tahun: int = 2025) -> None:
        """Give the member a verified course."""
        values = {"pegawai_id": self.id, "tahun": tahun, "bentuk": bentuk, "jp": jp}
        with self.engine.begin() as conn:
            conn.execute(text(_KURSUS), values)

    def index(self, tahun: int = 2025) -> dict[str, Any]:
        """Return the member's index, the dimensions by name."""
        shown = done(self.tim.pegawai.get(f"/v1/pegawai/{self.id}/ip-asn?tahun={tahun}"))
        return shown | {"dimensi": {row["dimensi"]: row for row in shown["dimensi"]}}


@pytest.fixture
def rantai(daerah: LoadOrganisasi) -> Rantai:
    return find_rantai(daerah, "dinkes")


@pytest.fixture
def meja(client: FlaskClient, token: Token, rantai: Rantai, engine: Engine) -> Meja:
    give_jabatan(engine, rantai.pegawai.id, "penata-perizinan-muda")
    return Meja(make_tim(client, token, rantai), engine, rantai.pegawai.id)


def test_a_functional_s1_with_all_three_good_and_unpunished_has_85(meja: Meja) -> None:
    evaluasi = give_evaluasi(meja.engine, meja.id, 2025)
    meja.record("pendidikan", "s1")
    meja.train("pelatihan_fungsional", 40, tahun=2020)
    meja.train("pelatihan", 20)
    meja.train("seminar", 4)
    shown = meja.index()
    asked = {
        "jenis_jabatan": "fungsional", "pendidikan": "s1", "diklat_jabatan": True, "jp20": True, "seminar": True,
        "predikat": "baik", "hukuman_disiplin": "tidak_ada",
    }  # fmt: skip
    by_calculator = done(meja.tim.pegawai.send("/v1/hitung/ip-asn", asked))

    assert (
        (shown["nilai"], shown["kategori"])
        == (by_calculator["nilai"], by_calculator["kategori"])
        == ("85.00", "tinggi")
    )
    assert {name: row["nilai"] for name, row in shown["dimensi"].items()} == {
        "kualifikasi": "15", "kompetensi": "40", "kinerja": "25", "disiplin": "5",
    }  # fmt: skip
    assert shown["dimensi"]["kinerja"]["asal"] == [{"asal": "evaluasi", "id": evaluasi, "isi": "baik"}]
    assert len(shown["dimensi"]["kompetensi"]["asal"]) == 3
    assert shown["kurang"] == []


def test_a_missing_fact_is_missing_and_not_zero(meja: Meja) -> None:
    shown = meja.index()

    assert (shown["nilai"], shown["kategori"], shown["sementara"]) == (None, None, "5.00")
    assert (shown["dimensi"]["kualifikasi"]["nilai"], shown["dimensi"]["kinerja"]["nilai"]) == (None, None)
    assert shown["kurang"] == ["pendidikan", "diklat_jabatan", "jp20", "seminar", "evaluasi"]
    assert shown["dimensi"]["disiplin"]["asal"] == [{"asal": "tidak_tercatat", "id": "", "isi": "tidak_ada"}]


def test_the_highest_degree_counts_and_hours_of_other_years_do_not(meja: Meja) -> None:
    meja.record("pendidikan", "s2", "2010-01-01")
    meja.record("pendidikan", "d3", "2020-01-01")
    meja.train("pelatihan", 12)
    meja.train("pelatihan", 12, tahun=2024)
    meja.train("seminar", 20, tahun=2026)
    shown = meja.index()

    assert shown["dimensi"]["kualifikasi"]["nilai"] == "20"
    assert shown["dimensi"]["kompetensi"]["kurang"] == ["diklat_jabatan", "jp20", "seminar"]


@pytest.mark.parametrize("sampai, nilai", [(None, "2"), ("2025-01-01", "2"), ("2024-12-31", "5")])
def test_a_sanction_counts_in_each_year_that_it_touches(meja: Meja, sampai: str | None, nilai: str) -> None:
    meja.record("hukuman_disiplin", "sedang", "2024-03-01", sampai)

    assert meja.index()["dimensi"]["disiplin"]["nilai"] == nilai


def test_a_nurse_needs_no_functional_training(meja: Meja) -> None:
    give_jabatan(meja.engine, meja.id, "perawat-muda")
    kompetensi = meja.index()["dimensi"]["kompetensi"]

    assert (kompetensi["nilai"], kompetensi["kurang"]) == ("15", ["jp20", "seminar"])
    assert kompetensi["asal"] == [{"asal": "jabatan", "id": "perawat-muda", "isi": "Perawat Ahli Muda"}]


def test_a_pelaksana_is_not_asked_for_the_training_of_a_post(meja: Meja) -> None:
    give_jabatan(meja.engine, meja.id, "pengolah-data")
    meja.train("pelatihan", 20)
    kompetensi = meja.index()["dimensi"]["kompetensi"]

    assert (kompetensi["nilai"], kompetensi["maks"], kompetensi["kurang"]) == ("22.5", "40", ["seminar"])


def test_an_agency_has_the_mean_of_those_who_have_a_value(meja: Meja) -> None:
    give_evaluasi(meja.engine, meja.id, 2025)
    meja.record("pendidikan", "s1")
    agency = done(meja.tim.bkpsdm.get("/v1/ip-asn?opd=dinkes&tahun=2025&per_halaman=500"))

    assert (agency["nilai"], agency["pegawai"]) == ("45.00", 1)
    assert agency["jumlah"] == len(agency["data"]) > 20
    assert agency["dimensi"]["disiplin"] == {"nilai": "5.00", "pegawai": agency["jumlah"]}
    assert agency["data"][-1]["pegawai_id"] == meja.id
    assert agency["data"][0]["nilai"] is None


def test_what_an_agency_adds_up_is_what_its_people_have(meja: Meja) -> None:
    for nomor, orang in enumerate(_agency(meja)["data"][:6]):
        each = Meja(meja.tim, meja.engine, orang["pegawai_id"])
        each.record("pendidikan", ["s2", "s1", "d3"][nomor % 3])
        give_evaluasi(meja.engine, each.id, 2025)
        if nomor % 2:
            each.train("pelatihan", 10 * nomor)
            each.train("seminar", 4)
        if nomor % 3 == 0:
            each.record("hukuman_disiplin", "ringan", "2025-02-01", "2025-05-01")
    agency = _agency(meja)
    people = [done(meja.tim.bkpsdm.get(f"/v1/pegawai/{row['pegawai_id']}/ip-asn?tahun=2025")) for row in agency["data"]]

    assert agency["data"] == people
    whole = [Decimal(one["nilai"]) for one in people if one["nilai"] is not None]
    assert len(set(whole)) > 3
    assert (agency["nilai"], agency["pegawai"]) == (_mean(whole), len(whole))
    for dimensi, told in agency["dimensi"].items():
        rows = [row["nilai"] for one in people for row in one["dimensi"] if row["dimensi"] == dimensi]
        values = [Decimal(nilai) for nilai in rows if nilai is not None]
        assert told == {"nilai": _mean(values), "pegawai": len(values)}, dimensi


def _agency(meja: Meja) -> dict[str, Any]:
    shown: dict[str, Any] = done(meja.tim.bkpsdm.get("/v1/ip-asn?opd=dinkes&tahun=2025&per_halaman=500"))
    return shown


def _mean(values: list[Decimal]) -> str:
    return str((sum(values, Decimal()) / len(values)).quantize(Decimal("0.01"), ROUND_HALF_UP))


def test_others_do_not_find_it(meja: Meja, client: FlaskClient, token: Token) -> None:
    stranger = Orang(client, token("penilai", opd="dinkes"))

    assert refused(stranger.get(f"/v1/pegawai/{meja.id}/ip-asn")) == (404, "pegawai.not_found")
    assert meja.tim.atasan.get(f"/v1/pegawai/{meja.id}/ip-asn").status_code == 200
    assert refused(meja.tim.penilai.get("/v1/ip-asn?opd=dinkes")) == (403, "auth.forbidden")


def test_the_pages_say_where_it_comes_from_and_what_is_missing(meja: Meja, sesi: Sesi) -> None:
    evaluasi = give_evaluasi(meja.engine, meja.id, 2025)
    own = sesi("pegawai", opd="dinkes", pegawai_id=meja.id).get(f"/pegawai/{meja.id}/ip-asn?tahun=2025").text
    keeper = sesi("bkpsdm", opd="bkpsdm").get("/ip-asn?opd=dinkes&tahun=2025").text

    assert "Pendidikan belum tercatat" in own
    assert f'href="/evaluasi/{evaluasi}"' in own
    assert "Belum dapat dihitung" in own
    assert "0 dari" in keeper
    assert "Belum ada evaluasi tahunan yang ditetapkan" in keeper
