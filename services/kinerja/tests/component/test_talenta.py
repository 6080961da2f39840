"""The talent map: nine boxes from evaluation and assessment, each with its reasons, seen by reach."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, text

from kinerja.adapters.daerah_contoh import Rantai, find_rantai
from kinerja.application.organisasi.load import LoadOrganisasi
from simpul.kinerja.v1 import peristiwa_pb2
from tests.support.borang import read_borang
from tests.support.kinerja_orang import Orang, refused
from tests.support.kinerja_pengembangan import ASESMEN, give_evaluasi
from tests.support.kinerja_tim import Tim, done, make_tim

Token = Callable[..., str]
Sesi = Callable[..., FlaskClient]
TAHUN = 2025


@dataclass
class Meja:
    """A team, of whom anyone may have an evaluation and an assessment."""

    tim: Tim
    engine: Engine
    rantai: Rantai

    def give(
        self, pegawai_id: str, predikat: str = "baik", potensi: str | None = "70", tanggal: str = "2025-06-01"
    ) -> None:
        """Give a person both."""
        give_evaluasi(self.engine, pegawai_id, TAHUN, predikat)
        if potensi is not None:
            body = ASESMEN | {"pegawai_id": pegawai_id, "potensi": potensi, "tanggal": tanggal}
            done(self.tim.bkpsdm.send("/v1/asesmen", body))

    def map(self) -> dict[str, Any]:
        """Run the mapping."""
        return done(self.tim.bkpsdm.send("/v1/pemetaan-talenta", {"tahun": TAHUN}))

    def box(self, reader: Orang | None = None, whose: str = "") -> Any:
        """Return the box of a person."""
        path = f"/v1/pegawai/{whose or self.rantai.pegawai.id}/talenta?tahun={TAHUN}"
        return (reader or self.tim.pegawai).get(path)


@pytest.fixture
def rantai(daerah: LoadOrganisasi) -> Rantai:
    return find_rantai(daerah, "dinkes")


@pytest.fixture
def meja(client: FlaskClient, token: Token, rantai: Rantai, engine: Engine) -> Meja:
    return Meja(make_tim(client, token, rantai), engine, rantai)


def told(engine: Engine) -> list[Any]:
    """Return the boxes that wait in the outbox."""
    kind = peristiwa_pb2.TalentaDipetakan
    query = text("SELECT data FROM outbox WHERE type = :type ORDER BY id")
    with engine.connect() as conn:
        found = conn.execute(query, {"type": kind.DESCRIPTOR.full_name}).scalars()
        return [kind.FromString(bytes(data)) for data in found]


@pytest.mark.parametrize(
    "predikat, potensi, kotak",
    [
        ("sangat_baik", "80", 9), ("baik", "80", 8), ("sangat_baik", "60", 7), ("butuh_perbaikan", "88", 6),
        ("baik", "79.99", 5), ("sangat_baik", "12", 4), ("kurang", "60", 3), ("baik", "59.99", 2), ("sangat_kurang", "0", 1),
    ],
)  # fmt: skip
def test_predikat_and_potential_make_the_box(meja: Meja, predikat: str, potensi: str, kotak: int) -> None:
    meja.give(meja.rantai.pegawai.id, predikat, potensi)
    meja.map()
    shown = done(meja.box())

    assert (shown["talenta"]["kotak"], shown["talenta"]["predikat"]) == (kotak, predikat)
    assert shown["talenta"]["nilai_potensi"] == potensi
    assert shown["tindakan"]


def test_news_goes_out_on_who_is_new_or_elsewhere_and_on_nobody_else(meja: Meja) -> None:
    one, other = meja.rantai.pegawai.id, meja.rantai.penilai.id
    meja.give(one)
    meja.give(other, potensi="90")
    first = meja.map()
    again = meja.map()
    done(meja.tim.bkpsdm.send("/v1/asesmen", ASESMEN | {"pegawai_id": one, "potensi": "85", "tanggal": "2025-09-01"}))
    moved = meja.map()
    events = told(meja.engine)

    assert [run["berubah"] for run in (first, again, moved)] == [2, 0, 1]
    assert [run["dipetakan"] for run in (first, again, moved)] == [2, 2, 2]
    assert sorted((each.pegawai_id, each.kotak) for each in events) == sorted([(one, 5), (other, 8), (one, 8)])
    assert {(each.tahun, each.opd_kode) for each in events} == {(TAHUN, "dinkes")}


@pytest.mark.parametrize(
    "potensi, tanggal, sebab", [(None, "2025-06-01", "tanpa_asesmen"), ("70", "2020-01-01", "tanpa_asesmen")]
)
def test_who_has_no_assessment_that_holds_is_not_placed(
    meja: Meja, potensi: str | None, tanggal: str, sebab: str
) -> None:
    meja.give(meja.rantai.pegawai.id, potensi=potensi, tanggal=tanggal)
    run = meja.map()
    shown = done(meja.box())
    waiting = done(meja.tim.bkpsdm.get(f"/v1/talenta/belum?tahun={TAHUN}&opd=dinkes&per_halaman=500"))

    assert (run["dipetakan"], run["tanpa_asesmen"]) == (0, 1)
    assert (shown["talenta"], shown["sebab"]) == (None, sebab)
    assert [row["sebab"] for row in waiting["data"] if row["pegawai_id"] == meja.rantai.pegawai.id] == [sebab]
    assert run["tanpa_evaluasi"] > 1


def test_an_annulled_assessment_takes_the_box_away_at_the_next_run(meja: Meja) -> None:
    whose = meja.rantai.pegawai.id
    meja.give(whose)
    meja.map()
    asesmen = done(meja.tim.bkpsdm.get(f"/v1/asesmen?pegawai_id={whose}"))["data"][0]
    done(meja.tim.bkpsdm.send(f"/v1/asesmen/{asesmen['id']}/annul", {"alasan": "Salah orang"}, version=1))
    meja.map()

    assert done(meja.box())["talenta"] is None


def test_each_sees_by_reach_and_all_others_nothing(meja: Meja, client: FlaskClient, token: Token) -> None:
    rantai = meja.rantai
    for person in (rantai.pegawai, rantai.penilai, rantai.atasan_penilai):
        meja.give(person.id)
    meja.map()
    stranger = Orang(client, token("penilai", opd="dinkes"))
    colleague = Orang(client, token("pegawai", opd="dinkes", pegawai_id=rantai.penilai.id))

    def seen(reader: Orang) -> set[str]:
        shown = done(reader.get(f"/v1/talenta?tahun={TAHUN}"))
        assert sum(shown["kotak"].values()) == shown["jumlah"] == len(shown["data"])
        return {row["pegawai_id"] for row in shown["data"]}

    everyone = {rantai.pegawai.id, rantai.penilai.id, rantai.atasan_penilai.id}
    assert seen(meja.tim.pegawai) == {rantai.pegawai.id}
    assert seen(meja.tim.penilai) == {rantai.pegawai.id, rantai.penilai.id}
    assert seen(meja.tim.atasan) == seen(meja.tim.bkpsdm) == everyone
    assert seen(colleague) == {rantai.penilai.id}
    assert seen(stranger) == set()
    assert refused(meja.box(colleague)) == refused(meja.box(stranger)) == (404, "pegawai.not_found")
    assert refused(meja.box(meja.tim.pegawai, rantai.penilai.id)) == (404, "pegawai.not_found")
    assert refused(stranger.send("/v1/pemetaan-talenta", {"tahun": TAHUN})) == (403, "auth.forbidden")


def test_a_year_that_has_not_begun_is_not_mapped(meja: Meja) -> None:
    answer = meja.tim.bkpsdm.send("/v1/pemetaan-talenta", {"tahun": 2999})

    assert (answer.status_code, list(answer.get_json()["errors"])) == (422, ["tahun"])


def test_the_map_and_the_reasons_on_pages(meja: Meja, sesi: Sesi) -> None:
    whose = meja.rantai.pegawai.id
    meja.give(whose, "sangat_baik", "64.5")
    keeper = sesi("bkpsdm", opd="bkpsdm")
    person = sesi("pegawai", opd="dinkes", pegawai_id=whose)
    before = person.get(f"/pegawai/{whose}/talenta?tahun={TAHUN}").text
    form = read_borang(keeper.get(f"/talenta?tahun={TAHUN}").text, "/talenta/petakan")
    too_early = keeper.post("/talenta/petakan", data=dict(form.isi) | {"tahun_petakan": "2998"})
    mapped = keeper.post("/talenta/petakan", data=dict(form.isi) | {"tahun_petakan": str(TAHUN)})
    after = keeper.get(mapped.headers["Location"]).text
    chosen = keeper.get(f"/talenta?tahun={TAHUN}&kotak=7&opd=dinkes").text
    empty = keeper.get(f"/talenta?tahun={TAHUN}&kotak=1").text
    own = person.get(f"/pegawai/{whose}/talenta?tahun={TAHUN}").text

    assert "Kotak muncul sesudah BKPSDM memetakan" in before
    assert (too_early.status_code, "Tahun ini belum mulai" in too_early.text) == (422, True)
    assert mapped.status_code == 303
    assert "1 pegawai dipetakan, 1 di antaranya baru atau pindah kotak." in after
    assert meja.rantai.pegawai.nama in chosen
    assert "Tidak ada pegawai di halaman ini" in empty
    assert "Predikat sangat baik berarti di atas ekspektasi" in own
    assert "Tinggi mulai 80, menengah mulai 60" in own
    assert "64,5" in own
    assert "Petakan talenta" not in person.get("/talenta").text
