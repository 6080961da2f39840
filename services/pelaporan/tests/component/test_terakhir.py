"""Indicators over the latest event of each subject: who has an SKP, and how the key indicators stand."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import Engine

from pelaporan.adapters.pembacaan import PembacaanFactory
from pelaporan.application.indikator.get import compute_many
from pelaporan.application.ports import Halaman, Lingkup
from pelaporan.domain.nilai import Nilai
from pelaporan.domain.periode import parse_periode
from simpul.kinerja.v1 import peristiwa_pb2 as pb

JAN = datetime(2026, 1, 12, 3, tzinfo=UTC)


def _nilai(engine: Engine, kode: str, periode: str, opd: str | None = None) -> Nilai:
    with PembacaanFactory(engine)() as baca:
        return compute_many(baca, [kode], [parse_periode(periode)], Lingkup(opd=opd))[kode][0]


def _asal(engine: Engine, kode: str, periode: str, opd: str | None = None) -> list[tuple[str, bool]]:
    with PembacaanFactory(engine)() as baca:
        definisi = baca.buku.versions(kode)[-1]
        rows, _ = baca.asal(definisi, parse_periode(periode), Lingkup(opd=opd), Halaman(nomor=1, ukuran=100))
        return [(row.tipe.rpartition(".")[2], row.pembilang) for row in rows]


def _pegawai(arus: Any, at: datetime, id_: str, *, opd: str = "dinkes", aktif: bool = True) -> None:
    arus.add(pb.PegawaiBerubah(tahun=at.year, opd_kode=opd, pegawai_id=id_, aktif=aktif), at, id_)


def _skp(arus: Any, at: datetime, id_: str, *, opd: str = "dinkes", tahun: int = 2026) -> None:
    skp = pb.SkpDitetapkan(tahun=tahun, opd_kode=opd, pegawai_id=id_, skp_id=f"skp-{id_}-{tahun}", baris=3)
    arus.add(skp, at, skp.skp_id)


def _realisasi(arus: Any, at: datetime, id_: str, capaian: str, **isi: Any) -> None:
    kept: dict[str, Any] = {"tahun": at.year, "opd_kode": "dinkes", "iku": True, "realisasi": "1", **isi}
    arus.add(pb.RealisasiDicatat(indikator_id=id_, capaian=capaian, periode="2026-T1", **kept), at, id_)


def test_who_left_counts_no_more_and_who_came_back_does(engine: Engine, take_in: Any, arus_kinerja: Any) -> None:
    arus = arus_kinerja
    for id_ in ("a", "b", "c"):
        _pegawai(arus, JAN, id_)
    _pegawai(arus, JAN + timedelta(days=40), "c", aktif=False)
    _pegawai(arus, JAN + timedelta(days=80), "c")
    _skp(arus, JAN + timedelta(days=1), "a")
    take_in(arus.items)

    by_month: list[Any] = [_nilai(engine, "asn.skp_ditetapkan", f"2026-{bulan:02}") for bulan in (1, 2, 4)]

    assert [[satu.pembilang, satu.penyebut] for satu in by_month] == [[1, 3], [1, 2], [1, 3]]
    assert by_month[1].nilai == Decimal("50.00")


def test_a_person_who_moved_belongs_to_the_new_agency(engine: Engine, take_in: Any, arus_kinerja: Any) -> None:
    arus = arus_kinerja
    _pegawai(arus, JAN, "a")
    _pegawai(arus, JAN + timedelta(days=40), "a", opd="dlh")
    take_in(arus.items)

    assert _nilai(engine, "asn.skp_ditetapkan", "2026-01", "dinkes").penyebut == 1
    assert _nilai(engine, "asn.skp_ditetapkan", "2026-03", "dinkes").penyebut == 0
    assert _nilai(engine, "asn.skp_ditetapkan", "2026-03", "dlh").penyebut == 1


def test_a_closed_skp_counts_no_more_and_another_years_never_does(
    engine: Engine, take_in: Any, arus_kinerja: Any
) -> None:
    arus = arus_kinerja
    _pegawai(arus, JAN, "a")
    _skp(arus, JAN, "a")
    take_in(arus.items)
    closed = pb.SkpDitutup(tahun=2026, opd_kode="dinkes", pegawai_id="a", skp_id="skp-a-2026", alasan_kode="pindah")
    arus.add(closed, JAN + timedelta(days=40), closed.skp_id)

    before = _nilai(engine, "asn.skp_ditetapkan", "2026").pembilang
    take_in(arus.items)

    assert before == 1
    assert _nilai(engine, "asn.skp_ditetapkan", "2026-01").pembilang == 1
    assert _nilai(engine, "asn.skp_ditetapkan", "2026-02").pembilang == 0
    assert _nilai(engine, "asn.skp_ditetapkan", "2027-01").pembilang == 0


def test_a_plan_that_ended_with_its_year_counts_for_that_year(engine: Engine, take_in: Any, arus_kinerja: Any) -> None:
    arus = arus_kinerja
    _pegawai(arus, JAN, "a")
    _skp(arus, JAN, "a")
    ended = pb.SkpDitutup(tahun=2026, opd_kode="dinkes", pegawai_id="a", skp_id="skp-a-2026", alasan_kode="akhir_tahun")
    arus.add(ended, datetime(2026, 12, 31, 17, 0, 1, tzinfo=UTC), ended.skp_id)
    take_in(arus.items)

    assert [_nilai(engine, "asn.skp_ditetapkan", teks).pembilang for teks in ("2026-12", "2026", "2027-01")] == [
        1,
        1,
        0,
    ]


def test_each_person_is_explained_by_the_event_that_decides(engine: Engine, take_in: Any, arus_kinerja: Any) -> None:
    arus = arus_kinerja
    for id_ in ("a", "b", "c"):
        _pegawai(arus, JAN, id_)
    _skp(arus, JAN + timedelta(days=1), "b")
    take_in(arus.items)

    found = _asal(engine, "asn.skp_ditetapkan", "2026", "dinkes")

    assert sorted(found) == [("PegawaiBerubah", False), ("PegawaiBerubah", False), ("SkpDitetapkan", True)]


def test_the_capaian_of_the_key_indicators_is_the_mean_of_the_latest(
    engine: Engine, take_in: Any, arus_kinerja: Any
) -> None:
    arus = arus_kinerja
    _realisasi(arus, JAN, "i1", "80.00")
    _realisasi(arus, JAN + timedelta(days=90), "i1", "103.57")
    _realisasi(arus, JAN + timedelta(days=1), "i2", "95.00")
    _realisasi(arus, JAN, "i3", "10.00", iku=False)
    _realisasi(arus, JAN, "i4", "")
    take_in(arus.items)

    assert _nilai(engine, "sakip.capaian_iku", "2026-01").nilai == Decimal("87.50")
    tahun: Any = _nilai(engine, "sakip.capaian_iku", "2026")
    assert [tahun.nilai, tahun.penyebut] == [Decimal("99.29"), 2]
    assert _asal(engine, "sakip.capaian_iku", "2026") == [("RealisasiDicatat", True)] * 2


def test_a_correction_of_an_earlier_quarter_leaves_the_later_one(
    engine: Engine, take_in: Any, arus_kinerja: Any
) -> None:
    arus = arus_kinerja
    _realisasi(arus, JAN, "i1", "80.00")
    _realisasi(arus, JAN + timedelta(days=90), "i1", "90.00")
    _realisasi(arus, JAN, "i1", "85.00")
    take_in(arus.items)

    assert _nilai(engine, "sakip.capaian_iku", "2026-01").nilai == Decimal("85.00")
    assert _nilai(engine, "sakip.capaian_iku", "2026").nilai == Decimal("90.00")


def test_predikat_counts_evaluations_in_the_period(engine: Engine, take_in: Any, arus_kinerja: Any) -> None:
    arus = arus_kinerja
    for number, predikat in enumerate(("sangat_baik", "baik", "butuh_perbaikan")):
        evaluasi = pb.EvaluasiDitetapkan(
            tahun=2026, opd_kode="dinkes", evaluasi_id=f"e{number}", periode="2026-T1", predikat=predikat
        )
        arus.add(evaluasi, JAN, evaluasi.evaluasi_id)
    take_in(arus.items)

    assert _nilai(engine, "asn.predikat_baik", "2026-01").nilai == Decimal("66.67")


def _evaluasi(arus: Any, at: datetime, id_: str, predikat: str) -> None:
    evaluasi = pb.EvaluasiDitetapkan(
        tahun=2026, opd_kode="dinkes", evaluasi_id=id_, periode="2026-T1", predikat=predikat
    )
    arus.add(evaluasi, at, id_)


def _putusan(arus: Any, at: datetime, id_: str, semula: str, predikat: str) -> None:
    putusan = pb.KeberatanDiputus(
        tahun=2026, opd_kode="dinkes", evaluasi_id=id_, predikat_semula=semula, predikat=predikat, putusan="dikabulkan"
    )
    arus.add(putusan, at, id_)


def test_the_decision_of_an_objection_replaces_the_predikat(engine: Engine, take_in: Any, arus_kinerja: Any) -> None:
    arus = arus_kinerja
    _evaluasi(arus, JAN, "naik", "butuh_perbaikan")
    _evaluasi(arus, JAN, "tetap", "baik")
    _evaluasi(arus, JAN, "lain", "kurang")
    _putusan(arus, JAN + timedelta(days=60), "naik", "butuh_perbaikan", "baik")
    take_in(arus.items)

    january, quarter = (_nilai(engine, "asn.predikat_baik", teks) for teks in ("2026-01", "2026-T1"))

    assert [january.nilai, quarter.nilai] == [Decimal("33.33"), Decimal("66.67")]
    assert _nilai(engine, "asn.predikat_baik", "2026-03").nilai is None
    assert sorted(_asal(engine, "asn.predikat_baik", "2026-T1", "dinkes")) == [
        ("EvaluasiDitetapkan", False),
        ("EvaluasiDitetapkan", True),
        ("KeberatanDiputus", True),
    ]


def test_a_year_before_the_new_version_is_read_by_the_old_one(engine: Engine, take_in: Any, arus_kinerja: Any) -> None:
    arus = arus_kinerja
    _evaluasi(arus, JAN - timedelta(days=365), "a", "butuh_perbaikan")
    _putusan(arus, JAN - timedelta(days=360), "a", "butuh_perbaikan", "baik")
    take_in(arus.items)

    with PembacaanFactory(engine)() as baca:
        versions = [(satu.versi, satu.berlaku_dari.year) for satu in baca.buku.versions("asn.predikat_baik")]

    assert versions == [(1, 2022), (2, 2026)]
    assert _nilai(engine, "asn.predikat_baik", "2025-01").nilai == Decimal(0)
