"""What the facts suggest for the sheets of instruments, and what becomes of a suggestion."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from simpul.kinerja.v1 import peristiwa_pb2 as kinerja
from simpul.perizinan.v1 import peristiwa_pb2 as izin

JANUARI = datetime(2025, 1, 14, 3, tzinfo=UTC)
MEI = datetime(2026, 5, 12, 3, tzinfo=UTC)
SURVEI = ["344343443", "443433344", "334342334", "344433433", "433443343", "324332433"]


def test_the_survey_is_suggested_whole_from_its_facts(organisasi_api: Any, arus: Any, take_in: Any) -> None:
    for satu in SURVEI:
        arus.survei(MEI, [int(nilai) for nilai in satu])
    arus.survei(MEI, [0, *[4] * 8])
    take_in(arus.items)

    sheet = organisasi_api.look("skm/2026").get_json()
    sums = {satu["kode"]: satu["saran"]["jawaban"] for satu in sheet["komponen"][0]["butir"]}
    assert list(sums.values()) == [6, 20, 20, 22, 21, 21, 16, 21, 21, 20]
    assert (sheet["nilai"], sheet["kategori"], sheet["dari"]) == ("84.26", "B", "saran")
    assert sheet["jawaban"] == []
    rest = organisasi_api.butir("skm/2026", "waktu")["saran"]["sandaran"][0]
    assert rest["asal"] == "/v1/indikator/skm.ikm/asal?opd=&periode=2026"

    taken = organisasi_api.act("skm/2026", "take-saran")
    sheet = organisasi_api.look("skm/2026").get_json()
    assert len(taken.get_json()["data"]) == 10
    assert (sheet["nilai"], sheet["dari"], sheet["kurang"]) == ("84.26", "jawaban", [])
    assert {satu["asal"] for satu in sheet["jawaban"]} == {"saran"}
    assert sheet["jawaban"][0]["sandaran"][0]["nilai"] == "84.26"


def test_a_suggestion_that_moves_on_leaves_the_answer_where_it_was(
    organisasi_api: Any, arus: Any, take_in: Any
) -> None:
    arus.survei(MEI, [4] * 9)
    take_in(arus.items)
    organisasi_api.act("skm/2026?opd=dpmptsp", "take-saran")
    arus.survei(MEI, [2] * 9)
    take_in(arus.items)

    responden = organisasi_api.butir("skm/2026?opd=dpmptsp", "responden")
    assert (responden["jawaban"]["jawaban"], responden["saran"]["jawaban"]) == (1, 2)


@pytest.mark.parametrize("skp, jawaban", [(("a", "b"), "terpenuhi"), (("a",), "sebagian"), ((), "belum")])
def test_the_share_of_people_with_an_skp_suggests_whether_everyone_plans(
    inspektorat: Any, arus_kinerja: Any, take_in: Any, skp: tuple[str, ...], jawaban: str
) -> None:
    for id_ in ("a", "b"):
        isi = kinerja.PegawaiBerubah(tahun=2025, opd_kode="dlh", pegawai_id=id_, aktif=True)
        arus_kinerja.add(isi, JANUARI, id_)
    for id_ in skp:
        done = kinerja.SkpDitetapkan(tahun=2025, opd_kode="dlh", pegawai_id=id_, skp_id=f"skp-{id_}", baris=3)
        arus_kinerja.add(done, JANUARI, done.skp_id)
    take_in(arus_kinerja.items)

    saran = inspektorat.butir("sakip/2025?opd=dlh", "1.b.11")["saran"]
    assert saran["jawaban"] == jawaban
    rest = saran["sandaran"][0]
    assert (rest["indikator"], rest["pembilang"], rest["penyebut"]) == ("asn.skp_ditetapkan", str(len(skp)), "2")
    assert inspektorat.saran("sakip/2025?opd=dinkes") == {}


def test_the_refusal_names_the_suggestion_in_words(inspektorat: Any, arus_kinerja: Any, take_in: Any) -> None:
    for id_ in ("a", "b"):
        isi = kinerja.PegawaiBerubah(tahun=2025, opd_kode="dlh", pegawai_id=id_, aktif=True)
        arus_kinerja.add(isi, JANUARI, id_)
    done = kinerja.SkpDitetapkan(tahun=2025, opd_kode="dlh", pegawai_id="a", skp_id="skp-a", baris=3)
    arus_kinerja.add(done, JANUARI, done.skp_id)
    take_in(arus_kinerja.items)

    refused = inspektorat.answer("sakip/2025?opd=dlh", "1.b.11", "terpenuhi")

    assert refused.get_json()["errors"]["alasan"] == [
        "Jawaban berbeda dari saran (Terpenuhi sebagian). Tulis alasannya"
    ]


@pytest.mark.parametrize("quarters, berkala", [((1, 2, 3, 4), "terpenuhi"), ((1, 3), "sebagian")])
def test_realisasi_in_every_quarter_suggests_that_it_is_measured_regularly(
    inspektorat: Any, arus_kinerja: Any, take_in: Any, quarters: tuple[int, ...], berkala: str
) -> None:
    for quarter in quarters:
        isi = kinerja.RealisasiDicatat(
            tahun=2025, opd_kode="dlh", indikator_id="i", periode=f"2025-T{quarter}", target="10", realisasi="9"
        )
        arus_kinerja.add(isi, JANUARI.replace(month=quarter * 3), "i")
    take_in(arus_kinerja.items)

    saran = inspektorat.saran("sakip/2025?opd=dlh")
    assert (saran["2.b.4"], saran["2.b.6"]) == (berkala, "terpenuhi")


def test_permit_facts_suggest_rows_of_ipp(organisasi_api: Any, arus: Any, take_in: Any) -> None:
    establish(arus, layanan="sip-dokter", versi=1, komponen=14)
    establish(arus, layanan="sip-dokter", versi=2, komponen=14)
    arus.survei(MEI, [4] * 9)
    take_in(arus.items)

    saran = organisasi_api.saran("ipp/2026?opd=dpmptsp")
    assert saran == {"1": 3, "4": 4, "6": 2, "22": 1}
    assert organisasi_api.saran("ipp/2026?opd=dlh") == {}


def test_a_standard_that_lacks_components_suggests_the_first_step(organisasi_api: Any, arus: Any, take_in: Any) -> None:
    establish(arus, layanan="sip-dokter", versi=1, komponen=14)
    establish(arus, layanan="pbg", versi=1, komponen=9)
    take_in(arus.items)

    assert organisasi_api.saran("ipp/2026?opd=dpmptsp") == {"1": 1, "22": 1}


def test_criteria_suggest_the_answer_of_their_sub_component(inspektorat: Any) -> None:
    criteria = {f"1.b.{n}": "terpenuhi" for n in range(1, 10)} | {"1.b.10": "sebagian", "1.b.11": "sebagian"}
    inspektorat.answer_all("sakip/2026?opd=dlh", criteria)

    saran = inspektorat.butir("sakip/2026?opd=dlh", "1.b")["saran"]
    assert saran["jawaban"] == "B"
    assert saran["sandaran"][0]["nilai"] == "90.91"


def test_an_answer_over_a_standing_suggestion_needs_a_reason(inspektorat: Any) -> None:
    inspektorat.answer_all("sakip/2026?opd=dlh", {f"2.a.{n}": "terpenuhi" for n in range(1, 4)})

    bare = inspektorat.answer("sakip/2026?opd=dlh", "2.a", "A")
    reasoned = inspektorat.answer("sakip/2026?opd=dlh", "2.a", "A", alasan="Aplikasi sendiri", bukti=["foto"])
    taken = inspektorat.answer("sakip/2026?opd=dlh", "2.a", "BB")

    assert (bare.status_code, list(bare.get_json()["errors"])) == (422, ["alasan"])
    assert (reasoned.status_code, reasoned.get_json()["asal"]) == (200, "evaluator")
    assert (taken.status_code, taken.get_json()["asal"]) == (200, "saran")


def establish(arus: Any, *, layanan: str, versi: int, komponen: int) -> None:
    """Let a standard be published."""
    isi = izin.StandarPelayananDitetapkan(
        layanan_kode=layanan,
        layanan_versi=versi,
        opd_kode="dpmptsp",
        komponen=[f"k{n}" for n in range(komponen)],
        sla_hari=5,
    )
    arus.add(isi, MEI, subjek=layanan)
