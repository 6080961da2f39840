"""From the gap to the hours: assessment, standard of the post, plan, course with its certificate, the duty of the year."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, text

from chassis.domain import JAKARTA
from kinerja.adapters.daerah_contoh import Rantai, find_rantai
from kinerja.application.organisasi.load import LoadOrganisasi
from simpul.kinerja.v1 import peristiwa_pb2
from tests.support.borang import read_borang
from tests.support.kinerja_orang import Orang, refused
from tests.support.kinerja_pengembangan import ASESMEN, HASIL, KURSUS, give_jabatan
from tests.support.kinerja_tim import Tim, done, make_tim

Token = Callable[..., str]
Sesi = Callable[..., FlaskClient]
TAHUN = datetime.now(JAKARTA).year
SELESAI = HASIL | {"tanggal": f"{TAHUN}-01-02"}
MANAJERIAL = (
    "integritas", "kerja_sama", "komunikasi", "orientasi_hasil", "pelayanan_publik", "pengembangan_diri",
    "mengelola_perubahan", "pengambilan_keputusan", "perekat_bangsa",
)  # fmt: skip


@dataclass
class Meja:
    """A team whose member is a nurse, and their courses."""

    tim: Tim
    engine: Engine
    id: str

    def propose(self, by: Orang | None = None, **body: Any) -> Any:
        """Propose a course for the member."""
        asked = {"pegawai_id": self.id, "tahun": TAHUN} | KURSUS | body
        return (by or self.tim.pegawai).send("/v1/pengembangan", asked)

    def step(self, by: Orang, course: Mapping[str, Any], langkah: str, body: object = None, version: int = 0) -> Any:
        """Take a step on a course as it was last seen."""
        path = f"/v1/pengembangan/{course['id']}/{langkah}"
        return by.send(path, body, version=version or course["version"])

    def finish(self, **hasil: Any) -> dict[str, Any]:
        """Bring a course up to its certificate; return it."""
        course = done(self.propose())
        course = done(self.step(self.tim.penilai, course, "approve"))
        course = done(self.step(self.tim.pegawai, course, "begin"))
        return done(self.step(self.tim.pegawai, course, "finish", SELESAI | hasil))

    def verify(self, jp: str) -> dict[str, Any]:
        """Bring a course of so many hours to its end."""
        return done(self.step(self.tim.bkpsdm, self.finish(jp=jp), "verify"))

    def jp(self) -> dict[str, Any]:
        """Return the member's hours of the year."""
        return done(self.tim.pegawai.get(f"/v1/pegawai/{self.id}/jp?tahun={TAHUN}"))

    def assess(self, **body: Any) -> Any:
        """Let BKPSDM record an assessment of the member."""
        return self.tim.bkpsdm.send("/v1/asesmen", {"pegawai_id": self.id} | ASESMEN | body)

    def gaps(self, query: str = "") -> dict[str, Any]:
        """Return the member's gaps."""
        return done(self.tim.pegawai.get(f"/v1/pegawai/{self.id}/kesenjangan{query}"))


@pytest.fixture
def rantai(daerah: LoadOrganisasi) -> Rantai:
    return find_rantai(daerah, "dinkes")


@pytest.fixture
def meja(client: FlaskClient, token: Token, rantai: Rantai, engine: Engine) -> Meja:
    give_jabatan(engine, rantai.pegawai.id, "perawat-muda")
    return Meja(make_tim(client, token, rantai), engine, rantai.pegawai.id)


def events(engine: Engine, kind: type[Any]) -> list[Any]:
    """Return the events of a kind that wait in the outbox."""
    query = text("SELECT data FROM outbox WHERE type = :type ORDER BY id")
    with engine.connect() as conn:
        found = conn.execute(query, {"type": kind.DESCRIPTOR.full_name}).scalars()
        return [kind.FromString(bytes(data)) for data in found]


def test_what_no_assessment_measured_is_no_gap_and_no_fit(meja: Meja) -> None:
    meja.assess(profil={"integritas": 2})
    shown = meja.gaps()
    rows = {row["kode"]: row for row in shown["data"]}

    assert (rows["integritas"]["standar"], rows["integritas"]["gap"]) == (3, 1)
    assert (rows["komunikasi"]["profil"], rows["komunikasi"]["gap"]) == (None, None)
    assert rows["asuhan_kesehatan"]["standar"] == 3
    assert (shown["kecocokan"], shown["maks"], shown["belum_dinilai"]) == (None, None, 9)


def test_the_newest_assessment_of_each_competence_counts(meja: Meja) -> None:
    meja.assess(
        tanggal="2024-01-10", profil={"integritas": 1} | dict.fromkeys(MANAJERIAL[1:], 3) | {"asuhan_kesehatan": 3}
    )
    newest = done(meja.assess(tanggal="2025-01-10", profil={"integritas": 2}))
    shown = meja.gaps()

    assert (shown["kecocokan"], shown["maks"]) == ("96.67", 1)
    assert shown["data"][0]["asesmen_id"] == newest["id"]
    done(meja.tim.bkpsdm.send(f"/v1/asesmen/{newest['id']}/annul", {"alasan": "Salah orang"}, version=1))
    assert (meja.gaps()["kecocokan"], meja.gaps()["maks"]) == ("93.33", 2)


def test_a_target_post_has_its_own_standard(meja: Meja) -> None:
    shown = meja.gaps("?jabatan_kode=kepala-dinas")
    unknown = meja.tim.pegawai.get(f"/v1/pegawai/{meja.id}/kesenjangan?jabatan_kode=tiada")

    assert {row["standar"] for row in shown["data"]} == {4}
    assert (unknown.status_code, list(unknown.get_json()["errors"])) == (422, ["jabatan_kode"])


@pytest.mark.parametrize(
    "body, field",
    [
        ({"profil": {"terbang": 3}}, "profil.terbang"),
        ({"profil": {}, "potensi": None}, "potensi"),
        ({"potensi": "101"}, "potensi"),
        ({"tanggal": "2999-01-01"}, "tanggal"),
        ({"bukti": " "}, "bukti"),
    ],
)
def test_an_assessment_that_cannot_be_counted_with_is_refused(meja: Meja, body: dict[str, Any], field: str) -> None:
    answer = meja.assess(**body)

    assert (answer.status_code, list(answer.get_json()["errors"])) == (422, [field])


def test_nineteen_and_a_half_hours_are_not_met_and_twenty_are(meja: Meja) -> None:
    for jp in ("12", "4", "3.5"):
        meja.verify(jp)
    short = meja.jp()
    meja.verify("0.5")
    met = meja.jp()

    assert (short["jp"], short["kurang"], short["terpenuhi"]) == ("19.5", "0.5", False)
    assert (met["jp"], met["kurang"], met["terpenuhi"]) == ("20.0", "0.0", True)


def test_hours_wait_for_the_verification_and_then_the_news_goes_out(meja: Meja) -> None:
    course = meja.finish()
    waiting = meja.jp()
    none_yet = events(meja.engine, peristiwa_pb2.PengembanganKompetensiSelesai)
    done(meja.step(meja.tim.bkpsdm, course, "verify"))
    (told,) = events(meja.engine, peristiwa_pb2.PengembanganKompetensiSelesai)

    assert (waiting["jp"], waiting["jp_menunggu"], none_yet) == ("0", "12", [])
    assert (told.tahun, told.opd_kode, told.bentuk, told.jp, told.biaya) == (
        TAHUN,
        "dinkes",
        "pelatihan",
        "12",
        "1500000",
    )
    assert (told.pengembangan_id, told.pegawai_id) == (course["id"], meja.id)


def test_a_certificate_that_does_not_hold_goes_back_with_the_reason(meja: Meja) -> None:
    course = meja.finish()
    back = done(meja.step(meja.tim.bkpsdm, course, "return", {"alasan": "Nomor salah"}))
    again = done(meja.step(meja.tim.pegawai, back, "finish", SELESAI))

    assert (back["status"], back["alasan"], back["jp_realisasi"]) == ("berjalan", "Nomor salah", None)
    assert (again["status"], again["alasan"]) == ("selesai", "")


def test_a_finished_course_does_not_begin_again(meja: Meja, sesi: Sesi) -> None:
    course = meja.finish()
    page = f"/pengembangan/{course['id']}"
    person = sesi("pegawai", opd="dinkes", pegawai_id=meja.id)
    other = f"/pegawai/{meja.id}/pengembangan/baru"
    form = dict(read_borang(person.get(other).text, other).isi) | {"version": str(course["version"])}

    assert person.post(f"{page}/begin", data=form).status_code == 409
    assert refused(meja.step(meja.tim.pegawai, course, "begin")) == (409, "pengembangan.transition_not_allowed")


def test_the_hours_of_a_year_count_whole_however_many_courses_there_are(meja: Meja) -> None:
    meja.finish(jp="7")
    fields = """id, pegawai_id, unit_id, opd_kode, tahun, judul, bentuk, kompetensi, penyelenggara, jp_rencana, biaya,
        status, alasan, jp_realisasi, selesai_tanggal, bukti, sertifikat_hash, version, diusulkan_pada, diverifikasi_pada"""
    copied = fields.replace("id, pegawai_id", "id || '-' || n, pegawai_id", 1)
    copied = (
        copied.replace("status,", "'diverifikasi',")
        .replace("jp_realisasi", "0.1")
        .replace("diverifikasi_pada", "diusulkan_pada")
    )
    query = f"INSERT INTO pengembangan ({fields}) SELECT {copied} FROM pengembangan, generate_series(1, 600) n"  # noqa: S608 - constants
    with meja.engine.begin() as conn:
        conn.execute(text(query))
    hours = meja.jp()

    assert (hours["jp"], hours["jp_menunggu"]) == ("60.0", "7")


def test_a_figure_with_one_point_is_asked_for_again_and_not_guessed(meja: Meja, sesi: Sesi) -> None:
    path = f"/pegawai/{meja.id}/pengembangan/baru"
    person = sesi("pegawai", opd="dinkes", pegawai_id=meja.id)
    form = dict(read_borang(person.get(path).text, path).isi) | KURSUS
    answer = person.post(path, data=form | {"biaya": "62.500"})

    assert (answer.status_code, "Tulis 62500 atau 62,500" in answer.text) == (422, True)


def test_a_rejected_proposal_ends(meja: Meja) -> None:
    course = done(meja.propose())
    rejected = done(meja.step(meja.tim.atasan, course, "reject", {"alasan": "Anggaran habis"}))

    assert rejected["status"] == "ditolak"
    assert refused(meja.step(meja.tim.penilai, rejected, "approve")) == (409, "pengembangan.transition_not_allowed")


def test_nobody_decides_on_their_own_and_each_step_has_its_one(meja: Meja, client: FlaskClient, token: Token) -> None:
    course = done(meja.propose(meja.tim.bkpsdm))
    own = Orang(client, token("pegawai", "penilai", "bkpsdm", opd="dinkes", pegawai_id=meja.id))
    stranger = Orang(client, token("penilai", opd="dlh"))

    assert refused(meja.step(own, course, "approve")) == (403, "pengembangan.own")
    assert refused(meja.step(meja.tim.penilai, course, "begin")) == (403, "auth.forbidden")
    assert refused(meja.step(stranger, course, "approve")) == (404, "pengembangan.not_found")
    assert refused(meja.step(meja.tim.penilai, course, "approve", version=9)) == (412, "version.stale")
    finished = meja.finish()
    assert refused(meja.step(own, finished, "verify")) == (403, "pengembangan.own")
    assert refused(meja.step(meja.tim.penilai, finished, "verify")) == (403, "auth.forbidden")


@pytest.mark.parametrize(
    "hasil, field",
    [
        ({"jp": "0"}, "jp"),
        ({"tanggal": f"{TAHUN - 1}-12-31"}, "tanggal"),
        ({"bukti": ""}, "bukti"),
        ({"sertifikat_hash": "ABC"}, "sertifikat_hash"),
    ],
)
def test_a_certificate_that_says_nothing_is_refused(meja: Meja, hasil: dict[str, str], field: str) -> None:
    course = done(meja.propose())
    course = done(meja.step(meja.tim.penilai, course, "approve"))
    course = done(meja.step(meja.tim.pegawai, course, "begin"))
    answer = meja.step(meja.tim.pegawai, course, "finish", SELESAI | hasil)

    assert (answer.status_code, list(answer.get_json()["errors"])) == (422, [field])


@pytest.mark.parametrize(
    "body, field",
    [({"bentuk": "tamasya"}, "bentuk"), ({"kompetensi": "terbang"}, "kompetensi"), ({"tahun": 2019}, "tahun"), ({"judul": ""}, "judul")],
)  # fmt: skip
def test_a_proposal_that_cannot_be_planned_is_refused(meja: Meja, body: dict[str, Any], field: str) -> None:
    answer = meja.propose(**body)

    assert (answer.status_code, list(answer.get_json()["errors"])) == (422, [field])


def test_each_reader_finds_what_is_within_reach(meja: Meja, client: FlaskClient, token: Token) -> None:
    course = done(meja.propose())
    stranger = Orang(client, token("penilai", opd="dinkes"))

    def ids(reader: Orang, query: str = "") -> list[str]:
        return [row["id"] for row in done(reader.get(f"/v1/pengembangan{query}"))["data"]]

    seen = [course["id"]]
    assert ids(meja.tim.pegawai) == ids(meja.tim.penilai) == ids(meja.tim.atasan) == ids(meja.tim.bkpsdm) == seen
    assert ids(stranger) == []
    assert ids(meja.tim.bkpsdm, "?opd=dlh") == ids(meja.tim.bkpsdm, "?status=selesai") == []
    assert ids(meja.tim.bkpsdm, f"?opd=dinkes&tahun={TAHUN}&status=diusulkan") == seen


def test_the_hours_of_everybody_are_listed_and_filtered(meja: Meja) -> None:
    meja.verify("20")
    keeper = meja.tim.bkpsdm
    met = done(keeper.get(f"/v1/jp?tahun={TAHUN}&keadaan=terpenuhi"))
    short = done(keeper.get(f"/v1/jp?tahun={TAHUN}&keadaan=kurang&opd=dinkes&per_halaman=2"))

    assert [(row["pegawai_id"], row["jp"], row["kurang"]) for row in met["data"]] == [(meja.id, "20", "0")]
    assert len(short["data"]) == 2
    assert short["jumlah"] > 2
    assert {row["kurang"] for row in short["data"]} == {"20"}
    assert refused(meja.tim.penilai.get(f"/v1/jp?tahun={TAHUN}")) == (403, "auth.forbidden")


def test_the_csv_holds_what_the_filter_lists(meja: Meja, sesi: Sesi) -> None:
    meja.verify("20")
    keeper = sesi("bkpsdm", opd="bkpsdm")
    page = keeper.get(f"/pengembangan/jp?tahun={TAHUN}&opd=dinkes").text
    body = keeper.get(f"/pengembangan/jp.csv?tahun={TAHUN}&opd=dinkes").text
    rows = list(csv.DictReader(io.StringIO(body)))

    assert f"/pengembangan/jp.csv?tahun={TAHUN}&amp;opd=dinkes" in page
    assert {row["perangkat_daerah"] for row in rows} == {"dinkes"}
    assert [row["kurang"] for row in rows if row["pegawai_id"] == meja.id] == ["0"]
    assert len(rows) > 20


def test_the_way_through_the_pages_without_script(meja: Meja, sesi: Sesi, rantai: Rantai) -> None:
    meja.assess(profil={"asuhan_kesehatan": 2})
    person = sesi("pegawai", opd="dinkes", pegawai_id=meja.id)
    assessor = sesi("pegawai", "penilai", opd="dinkes", pegawai_id=rantai.penilai.id)
    keeper = sesi("bkpsdm", opd="bkpsdm")
    form_page = f"/pegawai/{meja.id}/pengembangan/baru"

    def press(browser: FlaskClient, page: str, to: str, **fields: str) -> tuple[int, str]:
        answer = browser.post(to, data=dict(read_borang(browser.get(page).text, to).isi) | fields)
        return answer.status_code, answer.headers.get("Location", "").partition("?")[0]

    home = person.get(f"/pegawai/{meja.id}/pengembangan").text
    empty = person.post(form_page, data=dict(read_borang(person.get(form_page).text, form_page).isi))
    plan = {name: str(value) for name, value in KURSUS.items()} | {"tahun": str(TAHUN)}
    made, course = press(person, form_page, form_page, **plan)
    waiting = assessor.get("/pengembangan/tim").text
    steps = [
        press(assessor, course, f"{course}/approve"),
        press(person, course, f"{course}/begin"),
        press(person, course, f"{course}/finish", jp="12,5", tanggal=f"{TAHUN}-01-02", bukti="Sertifikat 5"),
        press(keeper, course, f"{course}/verify"),
    ]
    after = person.get(f"/pegawai/{meja.id}/pengembangan").text

    assert "Kurang 1 tingkat" in home
    assert (empty.status_code, "Isi bilangan" in empty.text) == (422, True)
    assert made == 303
    assert "Asuhan keperawatan" in waiting
    assert {status for status, _ in steps} == {303}
    assert "Kurang 7,5 JP" in after
    assert "Rencana pengembangan" in keeper.get(f"/pengembangan/rencana?opd=dinkes&tahun={TAHUN}").text


def test_the_page_of_assessments_records_and_annuls(meja: Meja, sesi: Sesi) -> None:
    keeper, path = sesi("bkpsdm", opd="bkpsdm"), f"/pegawai/{meja.id}/asesmen"
    form = dict(read_borang(keeper.get(path).text, path).isi)
    wrong = keeper.post(path, data=form | {"tanggal": "2025-01-01", "profil_integritas": "7", "bukti": "L 1"})
    fields = {"tanggal": "2025-01-01", "potensi": "72,5", "profil_integritas": "3", "bukti": "Laporan 1/2025"}
    stored = keeper.post(path, data=form | fields)
    listed = keeper.get(path).text
    page = "/asesmen/" + listed.partition('href="/asesmen/')[2].partition('"')[0]
    gone = keeper.post(page, data=dict(read_borang(keeper.get(page).text, page).isi) | {"alasan": "Salah orang"})

    assert (wrong.status_code, "Isi tingkat 1 sampai 5" in wrong.text) == (422, True)
    assert (stored.status_code, gone.status_code) == (303, 303)
    assert "72,5" in listed
    assert "Integritas 3" in listed
    assert "Salah orang" in sesi("pegawai", opd="dinkes", pegawai_id=meja.id).get(path).text
