"""Definitions: read strictly, checked against the events there are, in force by date."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from chassis.contracts import event_types
from chassis.domain import Invalid
from pelaporan.adapters.buku import read_files
from pelaporan.adapters.isian import read_skema
from pelaporan.domain.definisi import BukuDefinisi, Definisi, check_definisi
from pelaporan.domain.naskah import read_naskah, read_ukuran, write_ukuran
from pelaporan.domain.ukuran import Sel, Ukuran, value_of

SKEMA = read_skema(event_types())
TERBIT = "simpul.perizinan.v1.IzinDiterbitkan"


def _naskah(**perubahan: Any) -> dict[str, Any]:
    naskah: dict[str, Any] = {
        "kode": "ppt.uji", "nama": "Uji", "satuan": "persen", "dasar_hukum": "UU 25/2009", "berlaku_dari": "2026-01-01",
        "ukuran": {"terbit": {"peristiwa": [TERBIT]}}, "pembilang": "terbit", "rumus": "terbit",
    }  # fmt: skip
    return naskah | perubahan


def _definisi(**perubahan: Any) -> Definisi:
    return read_naskah(_naskah(**perubahan), versi=1)


def _ukuran(**isi: Any) -> dict[str, Any]:
    return {"ukuran": {"terbit": {"peristiwa": [TERBIT], **isi}}}


def test_every_definition_of_this_build_passes_its_checks() -> None:
    buku = BukuDefinisi([read_naskah(naskah, versi=1) for naskah in read_files()])

    for kode in buku:
        check_definisi(buku.in_force(kode, date(2026, 1, 1)), buku, SKEMA)
    first_set = {
        "ppt.permohonan_masuk", "ppt.diputus", "ppt.tepat_waktu", "ppt.median_hari_kerja", "ppt.daring",
        "ppt.rekomendasi_tepat_waktu", "ppt.berjalan", "skm.ikm", "asn.skp_ditetapkan", "asn.predikat_baik",
        "sakip.capaian_iku",
    }  # fmt: skip
    assert first_set <= set(buku)


def test_a_measure_is_stored_and_read_back_the_same() -> None:
    for naskah in read_files():
        for ukuran in read_naskah(naskah, versi=1).ukuran.values():
            assert read_ukuran(write_ukuran(ukuran)) == ukuran
            assert read_ukuran(write_ukuran(ukuran)).sidik == ukuran.sidik


def test_two_definitions_with_the_same_measure_share_it() -> None:
    by_code = {str(naskah["kode"]): read_naskah(naskah, versi=1) for naskah in read_files()}

    assert by_code["ppt.diputus"].ukuran["diputus"].sidik == by_code["ppt.tepat_waktu"].ukuran["diputus"].sidik


@pytest.mark.parametrize(
    "perubahan, isian",
    [
        ({"kode": "Besar"}, "kode"),
        ({"kode": "satu"}, "kode"),
        ({"nama": ""}, "nama"),
        ({"nama": 3}, "nama"),
        ({"polaritas": "samping"}, "polaritas"),
        ({"berlaku_dari": "besok"}, "berlaku_dari"),
        ({"ukuran": []}, "ukuran"),
        ({"ukuran": {"min": {"peristiwa": [TERBIT]}}}, "ukuran.min"),
        ({"target": [{"nilai": 1}]}, "target.0"),
        ({"target": [{"berlaku_dari": "2026-01-01", "nilai": "NaN"}]}, "target.0.nilai"),
        ({"ambang": "banyak"}, "ambang"),
        ({"ambang": True}, "ambang"),
        ({"desimal": 9}, "desimal"),
        ({"pembagian_nol": "nol"}, "pembagian_nol"),
        ({"rahasia": 1}, "rahasia"),
        (_ukuran(hitung="modus"), "ukuran.terbit.hitung"),
        (_ukuran(rahasia=1), "ukuran.terbit.rahasia"),
        (_ukuran(kuantil=2), "ukuran.terbit.kuantil"),
        (_ukuran(saring=[{"isian": "x"}]), "ukuran.terbit.saring.0"),
        (_ukuran(saring=[{"isian": "x", "paling_kecil": "a"}]), "ukuran.terbit.saring.0"),
        (_ukuran(peristiwa=[{"tipe": TERBIT, "lain": 1}]), "ukuran.terbit.peristiwa.0"),
    ],
)
def test_what_is_written_wrong_is_named(perubahan: dict[str, Any], isian: str) -> None:
    with pytest.raises(Invalid) as refused:
        _definisi(**perubahan)

    assert isian in refused.value.errors


@pytest.mark.parametrize("isian,sebab", [("nama", "Paling banyak 2000 huruf"), ("rumus", "terlalu panjang")])
def test_what_is_too_long_is_not_said_to_be_empty(isian: str, sebab: str) -> None:
    with pytest.raises(Invalid) as refused:
        _definisi(**{isian: "a" * 2_001})

    assert [sebab in sentence for sentence in refused.value.errors[isian]] == [True]


@pytest.mark.parametrize(
    "ukuran",
    [
        {"peristiwa": []},
        {"peristiwa": ["tidak.Ada"]},
        {"peristiwa": [TERBIT, TERBIT]},
        {"saring": [{"isian": "tidak_ada", "terisi": True}]},
        {"saring": [{"isian": "tepat_waktu", "sama_dengan": "ya"}]},
        {"saring": [{"isian": "tepat_waktu", "sama_dengan": 1}]},
        {"saring": [{"isian": "nomor_izin", "paling_kecil": 1}]},
        {"saring": [{"isian": "berlaku_sampai", "sama_dengan": "x"}]},
        {"hitung": "sum"},
        {"hitung": "count", "isian": "hari_kerja"},
        {"hitung": "quantile", "isian": "hari_kerja"},
        {"hitung": "mean", "isian": "hari_kerja", "kuantil": 0.5},
        {"hitung": "mean", "isian": "nomor_izin"},
        {"hitung": "sum", "isian": "tidak_ada"},
        {"opd": "opd_mitra"},
        {"atas": "keadaan"},
        {"penutup": [TERBIT]},
    ],
)
def test_what_cannot_be_computed_is_refused(ukuran: dict[str, Any]) -> None:
    definisi = _definisi(**_ukuran(**ukuran))

    with pytest.raises(Invalid) as refused:
        check_definisi(definisi, BukuDefinisi([]), SKEMA)

    assert "ukuran.terbit" in refused.value.errors


def test_a_circle_of_indicators_is_refused() -> None:
    satu = _definisi(kode="a.satu", rumus="a.dua", ukuran={}, pembilang=None)
    dua = _definisi(kode="a.dua", rumus="a.satu + 1", ukuran={}, pembilang=None)

    with pytest.raises(Invalid, match=r"request\.invalid") as refused:
        check_definisi(dua, BukuDefinisi([satu]), SKEMA)

    assert "berputar" in refused.value.errors["rumus"][0]


def test_the_version_in_force_is_the_newest_that_has_begun() -> None:
    buku = BukuDefinisi([_definisi(), read_naskah(_naskah(berlaku_dari="2026-04-01"), versi=2)])

    versi = [buku.in_force("ppt.uji", hari).versi for hari in (date(2020, 1, 1), date(2026, 3, 31), date(2026, 4, 1))]

    assert versi == [1, 1, 2]


def test_a_target_holds_from_its_day_on() -> None:
    target = [{"berlaku_dari": "2026-01-01", "nilai": 95}, {"berlaku_dari": "2020-01-01", "nilai": 90}]
    definisi = _definisi(target=target)

    found = [definisi.target_on(hari) for hari in (date(2019, 1, 1), date(2025, 12, 31), date(2026, 1, 1))]

    assert found == [None, Decimal(90), Decimal(95)]


@pytest.mark.parametrize(
    "hitung, kuantil, sel, nilai",
    [
        ("count", None, [], 0),
        ("sum", None, [Sel("", 2, 7), Sel("", 1, 3)], 10),
        ("mean", None, [Sel("", 2, 7), Sel("", 1, 2)], 3),
        ("mean", None, [], None),
        ("distinct", None, [Sel("a", 2), Sel("b", 1), Sel("a", 1)], 2),
        ("quantile", "0.5", [Sel("10", 1), Sel("2", 2), Sel("9", 1)], Decimal("5.5")),
        ("quantile", "0.5", [Sel("3", 1), Sel("1", 1), Sel("3", 1)], 3),
        ("quantile", "1", [Sel("10", 1), Sel("9", 5)], 10),
        ("quantile", "0.5", [], None),
    ],
)
def test_measures_count_exactly(hitung: str, kuantil: str | None, sel: list[Sel], nilai: Any) -> None:
    isi = {"hitung": hitung, "kuantil": kuantil, "isian": None if hitung == "count" else "hari_kerja"}
    ukuran: Ukuran = _definisi(**_ukuran(**isi)).ukuran["terbit"]

    assert value_of(ukuran, sel) == nilai


def test_what_rests_on_realisasi_is_known_through_the_formula_too() -> None:
    realisasi = {"ukuran": {"catat": {"peristiwa": ["simpul.kinerja.v1.RealisasiDicatat"]}}, "pembilang": "catat"}
    buku = BukuDefinisi(
        [
            _definisi(),
            _definisi(kode="uji.dasar", rumus="catat", **realisasi),
            _definisi(kode="uji.atas", rumus="uji.dasar + terbit"),
        ]
    )

    assert [kode for kode in buku if buku.rests_on_realisasi(kode)] == ["uji.atas", "uji.dasar"]


def test_a_later_version_of_what_it_rests_on_counts_too() -> None:
    realisasi = {"ukuran": {"catat": {"peristiwa": ["simpul.kinerja.v1.RealisasiDicatat"]}}, "pembilang": "catat"}
    later = _naskah(kode="uji.dasar", rumus="catat", berlaku_dari="2027-01-01", **realisasi)
    buku = BukuDefinisi(
        [
            _definisi(kode="uji.dasar"),
            read_naskah(later, versi=2),
            _definisi(kode="uji.atas", rumus="uji.dasar + terbit"),
        ]
    )

    assert buku.rests_on_realisasi("uji.atas")
    assert [(satu.kode, satu.versi) for satu in buku.reach("uji.atas")] == [
        ("uji.atas", 1),
        ("uji.dasar", 1),
        ("uji.dasar", 2),
    ]
