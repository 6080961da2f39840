"""Credits from the established evaluation of a year: converted once by who answers for the person, summed exactly."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, text

from kinerja.adapters.daerah_contoh import Rantai, find_rantai
from kinerja.application.organisasi.load import LoadOrganisasi
from tests.support.borang import read_borang
from tests.support.kinerja_orang import NILAI, Orang, give_skp, refused
from tests.support.kinerja_pengembangan import give_jabatan
from tests.support.kinerja_tim import Tim, done, make_tim

Token = Callable[..., str]
Sesi = Callable[..., FlaskClient]


@dataclass
class Meja:
    """A team whose member holds a functional post, with evaluations as they are wanted."""

    tim: Tim
    engine: Engine
    id: str

    def rate(self, tahun: int, *, establish: bool = True, **rating: str) -> str:
        """Let the assessor rate a year; return the evaluation's id."""
        give_skp(self.engine, self.id, tahun=tahun)
        body = NILAI | {"pegawai_id": self.id, "periode": str(tahun)} | rating
        made = done(self.tim.penilai.send("/v1/evaluasi", body))
        if establish:
            done(self.tim.penilai.send(f"/v1/evaluasi/{made['id']}/establish", version=1))
        return str(made["id"])

    def convert(self, evaluasi_id: str, **body: Any) -> Any:
        """Let the assessor convert it."""
        return self.tim.penilai.send("/v1/angka-kredit", {"evaluasi_id": evaluasi_id} | body)

    def shown(self, reader: Orang | None = None) -> Mapping[str, Any]:
        """Return all credits of the person."""
        return done((reader or self.tim.pegawai).get(f"/v1/pegawai/{self.id}/angka-kredit"))

    def record(self, jenis: str, isi: str, dari: str = "2023-01-01") -> Any:
        """Let BKPSDM record a career fact."""
        body = {"pegawai_id": self.id, "jenis": jenis, "isi": isi, "dari": dari, "bukti": "SK 1/2023"}
        return self.tim.bkpsdm.send("/v1/riwayat-kepegawaian", body)


@pytest.fixture
def rantai(daerah: LoadOrganisasi) -> Rantai:
    return find_rantai(daerah, "dinkes")


@pytest.fixture
def meja(client: FlaskClient, token: Token, rantai: Rantai, engine: Engine) -> Meja:
    give_jabatan(engine, rantai.pegawai.id, "penata-perizinan-pertama")
    return Meja(make_tim(client, token, rantai), engine, rantai.pegawai.id)


def test_two_months_good_and_a_full_year_very_good_are_20_833(meja: Meja) -> None:
    good, best = meja.rate(2023), meja.rate(2024, hasil_kerja="di_atas")
    first = done(meja.convert(good, bulan=2))
    second = done(meja.convert(best))
    all_of_it = meja.shown()

    assert (first["angka_kredit"], second["angka_kredit"], second["bulan"]) == ("2.083", "18.750", 12)
    assert all_of_it["jumlah"] == "20.833"
    assert all_of_it["pangkat"] == {"target": "50.000", "kurang": "29.167"}
    assert all_of_it["jenjang"] == {"target": "100.000", "kurang": "79.167"}
    assert (all_of_it["golongan"], all_of_it["golongan_tercatat"]) == ("III/a", False)
    assert [row["tahun"] for row in all_of_it["data"]] == [2024, 2023]


def test_the_golongan_and_what_was_there_before_count(meja: Meja) -> None:
    meja.convert(meja.rate(2023))
    meja.convert(meja.rate(2024))
    meja.record("pangkat", "III/b")
    meja.record("angka_kredit", "50", "2024-01-01")
    shown = meja.shown()

    assert (shown["awal"], shown["jumlah"]) == ("50.000", "62.500")
    assert shown["pangkat"] == shown["jenjang"] == {"target": "100.000", "kurang": "37.500"}
    assert [row["dihitung"] for row in shown["data"]] == [True, False]
    assert (shown["golongan"], shown["golongan_tercatat"]) == ("III/b", True)
    single = [done(meja.tim.pegawai.get(f"/v1/angka-kredit/{row['id']}"))["dihitung"] for row in shown["data"]]
    assert single == [True, False]


def test_an_evaluation_is_converted_once(meja: Meja) -> None:
    evaluasi = meja.rate(2024)
    meja.convert(evaluasi)

    assert refused(meja.convert(evaluasi)) == (409, "angka_kredit.already_exists")


def test_what_is_not_established_is_not_converted(meja: Meja) -> None:
    assert refused(meja.convert(meja.rate(2024, establish=False))) == (409, "angka_kredit.not_established")


def test_nobody_converts_their_own_and_no_other_does(meja: Meja, client: FlaskClient, token: Token) -> None:
    evaluasi = meja.rate(2024)
    own = Orang(client, token("pegawai", "penilai", opd="dinkes", pegawai_id=meja.id))
    stranger = Orang(client, token("penilai", opd="dlh"))
    body = {"evaluasi_id": evaluasi}

    assert refused(own.send("/v1/angka-kredit", body)) == (403, "angka_kredit.own")
    assert refused(stranger.send("/v1/angka-kredit", body)) == (404, "evaluasi.not_found")
    assert refused(meja.tim.bkpsdm.send("/v1/angka-kredit", body)) == (403, "auth.forbidden")
    assert meja.tim.atasan.send("/v1/angka-kredit", body).status_code == 201


def test_a_post_without_credits_has_none(meja: Meja) -> None:
    give_jabatan(meja.engine, meja.id, "pengolah-data")
    answer = meja.convert(meja.rate(2024))
    shown = meja.shown()

    assert (answer.status_code, list(answer.get_json()["errors"])) == (422, ["jenjang"])
    assert (shown["pangkat"], shown["belum_dikonversi"]) == (None, [])


def test_after_an_objection_the_year_is_converted_anew(meja: Meja) -> None:
    evaluasi = meja.rate(2025)
    first = done(meja.convert(evaluasi))
    path, tim = f"/v1/evaluasi/{evaluasi}", meja.tim
    done(tim.penilai.send(f"{path}/send", version=2))
    done(tim.pegawai.send(f"{path}/receive", version=3))
    done(tim.pegawai.send(f"{path}/object", {"alasan": "Keliru"}, version=4))
    renew = f"/v1/angka-kredit/{first['id']}/establish"
    held_up = refused(tim.penilai.send(renew, {}, version=1))
    granted = {"putusan": "dikabulkan", "alasan": "Benar", "hasil_kerja": "di_atas", "perilaku": "di_atas"}
    done(tim.atasan.send(f"{path}/decide", granted, version=5))
    before = meja.shown()["data"][0]
    after = done(tim.penilai.send(renew, {}, version=1))

    assert held_up == (409, "angka_kredit.objection_open")
    assert (before["predikat"], before["predikat_kini"]) == ("baik", "sangat_baik")
    assert (after["angka_kredit"], after["version"]) == ("18.750", 2)
    assert refused(tim.penilai.send(renew, {}, version=1)) == (412, "version.stale")
    assert refused(tim.penilai.send(renew, {})) == (428, "version.required")


def test_an_objection_that_is_heard_holds_the_conversion_up(meja: Meja) -> None:
    evaluasi = meja.rate(2025)
    path, tim = f"/v1/evaluasi/{evaluasi}", meja.tim
    done(tim.penilai.send(f"{path}/send", version=2))
    done(tim.pegawai.send(f"{path}/receive", version=3))
    done(tim.pegawai.send(f"{path}/object", {"alasan": "Keliru"}, version=4))
    done(tim.atasan.send(f"{path}/examine", version=5))

    assert refused(meja.convert(evaluasi)) == (409, "angka_kredit.objection_open")
    assert [each["keberatan"] for each in meja.shown()["belum_dikonversi"]] == [True]


def test_the_year_before_the_rule_is_not_offered(meja: Meja) -> None:
    meja.rate(2021)
    meja.rate(2024)

    assert [each["tahun"] for each in meja.shown()["belum_dikonversi"]] == [2024]


@pytest.mark.parametrize(
    "jenis, isi, field",
    [
        ("pendidikan", "s4", "isi"),
        ("pangkat", "V/a", "isi"),
        ("angka_kredit", "NaN", "isi"),
        ("gelar", "S.Kom", "jenis"),
    ],
)
def test_a_career_fact_that_says_nothing_is_refused(meja: Meja, jenis: str, isi: str, field: str) -> None:
    answer = meja.record(jenis, isi)

    assert (answer.status_code, list(answer.get_json()["errors"])) == (422, [field])


def test_an_annulled_fact_stays_and_counts_no_more(meja: Meja) -> None:
    fact = done(meja.record("angka_kredit", "50"))
    path = f"/v1/riwayat-kepegawaian/{fact['id']}/annul"
    annulled = done(meja.tim.bkpsdm.send(path, {"alasan": "Salah orang"}, version=1))
    again = refused(meja.tim.bkpsdm.send(path, {"alasan": "Salah orang"}, version=2))
    listed = done(meja.tim.pegawai.get(f"/v1/riwayat-kepegawaian?pegawai_id={meja.id}"))["data"]

    assert (annulled["dibatalkan"], annulled["version"]) == (True, 2)
    assert again == (409, "riwayat_kepegawaian.transition_not_allowed")
    assert [row["alasan_batal"] for row in listed] == ["Salah orang"]
    assert meja.shown()["awal"] == "0.000"


def test_the_audit_trail_holds_no_word_of_the_fact(meja: Meja) -> None:
    meja.record("hukuman_disiplin", "ringan")
    with meja.engine.connect() as conn:
        rows = conn.execute(text("SELECT CAST(jejak AS text) FROM outbox WHERE jejak IS NOT NULL")).scalars()
        trail = " ".join(rows)

    assert "record_riwayat_kepegawaian" in trail
    assert "ringan" not in trail


def test_the_page_shows_the_arithmetic_and_converts(meja: Meja, sesi: Sesi, rantai: Rantai) -> None:
    evaluasi = meja.rate(2024, hasil_kerja="di_atas")
    path = f"/pegawai/{meja.id}/angka-kredit"
    assessor = sesi("pegawai", "penilai", opd="dinkes", pegawai_id=rantai.penilai.id)
    form = read_borang(assessor.get(path).text, path)
    wrong = assessor.post(path, data=dict(form.isi) | {"bulan": "13"})
    done_ = assessor.post(path, data=dict(form.isi) | {"bulan": "12"})
    own = sesi("pegawai", opd="dinkes", pegawai_id=meja.id).get(path).text

    assert form.value("evaluasi_id") == evaluasi
    assert (wrong.status_code, "Isi dengan bulan penuh, 1 sampai 12" in wrong.text) == (422, True)
    assert done_.status_code == 303
    assert "12/12 × 150% × 12,5" in own
    assert "Kurang 31,25 dari 50,00" in own
    assert "Tetapkan angka kredit" not in own


def test_the_page_of_career_facts_records_and_annuls(meja: Meja, sesi: Sesi) -> None:
    keeper, path = sesi("bkpsdm", opd="bkpsdm"), f"/pegawai/{meja.id}/riwayat"
    form = read_borang(keeper.get(f"{path}?jenis=pendidikan").text, path)
    fields = {"isi": "s2", "dari": "2019-08-01", "bukti": "Ijazah 7/2019"}
    empty = keeper.post(path, data=dict(form.isi) | {"jenis": ""})
    stored = keeper.post(path, data=dict(form.isi) | fields)
    listed = keeper.get(path).text
    annul = listed.partition('href="/riwayat-kepegawaian/')[2].partition('"')[0]
    page = f"/riwayat-kepegawaian/{annul}"
    gone = keeper.post(page, data=dict(read_borang(keeper.get(page).text, page).isi) | {"alasan": "Salah orang"})
    own = sesi("pegawai", opd="dinkes", pegawai_id=meja.id).get(path).text

    assert (empty.status_code, "Pilih jenis catatannya" in empty.text) == (422, True)
    assert (stored.status_code, gone.status_code) == (303, 303)
    assert form.value("jenis") == "pendidikan"
    assert "Ijazah 7/2019" in listed
    assert "Salah orang" in own
    assert "Simpan catatan" not in own
