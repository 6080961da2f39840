"""The calendar: which days an office works."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from chassis.domain import JAKARTA
from perizinan.domain.kalender import HariLibur, JamTutup, JenisLibur, Kalender, KalenderYearMissing, StatusHari


def _count_hari_kerja(kalender: Kalender, tahun: int, bulan: int) -> int:
    days = (date(tahun, 1, 1) + timedelta(days=n) for n in range(365))
    return sum(day.month == bulan and kalender.is_hari_kerja(day) for day in days)


@pytest.mark.parametrize(
    "tahun, per_bulan, setahun",
    [
        (2026, [20, 18, 17, 21, 16, 20, 23, 19, 22, 22, 21, 21], 240),
        (2027, [19, 19, 15, 22, 16, 21, 22, 21, 22, 21, 22, 22], 242),
    ],
)
def test_each_month_has_the_working_days_of_the_decree(
    kalender: Kalender, tahun: int, per_bulan: list[int], setahun: int
) -> None:
    counted = [_count_hari_kerja(kalender, tahun, bulan) for bulan in range(1, 13)]

    assert counted == per_bulan
    assert sum(counted) == setahun


@pytest.mark.parametrize(
    "tahun, jenis, jumlah",
    [
        (2026, JenisLibur.NASIONAL, 17),
        (2026, JenisLibur.CUTI_BERSAMA, 8),
        (2027, JenisLibur.NASIONAL, 18),
        (2027, JenisLibur.CUTI_BERSAMA, 8),
    ],
)
def test_the_decree_has_so_many_days(kalender: Kalender, tahun: int, jenis: JenisLibur, jumlah: int) -> None:
    assert sum(day.tanggal.year == tahun and day.jenis is jenis for day in kalender.libur.values()) == jumlah


def test_nyepi_2027_is_8_march_and_the_9th_belongs_to_idulfitri(kalender: Kalender) -> None:
    assert kalender.explain_closure(date(2027, 3, 8)) == (StatusHari.LIBUR, "Hari Suci Nyepi")
    assert kalender.explain_closure(date(2027, 3, 9)) == (StatusHari.CUTI_BERSAMA, "Cuti bersama Idulfitri")


def test_a_holiday_on_a_sunday_is_a_weekend_that_names_it(kalender: Kalender) -> None:
    assert kalender.explain_closure(date(2026, 3, 22)) == (StatusHari.AKHIR_PEKAN, "Minggu, Hari kedua Idulfitri")


def test_a_year_without_a_decree_is_refused_even_for_a_weekend(kalender: Kalender) -> None:
    with pytest.raises(KalenderYearMissing) as refusal:
        kalender.is_hari_kerja(date(2028, 1, 1))

    assert refusal.value.code == "kalender.year_missing"
    assert refusal.value.tahun == 2028


def test_an_office_may_set_itself_open_on_cuti_bersama(kalender: Kalender) -> None:
    kalender = replace(kalender, buka_cuti_bersama=frozenset({"rsud"}))

    assert kalender.of_opd("rsud").is_hari_kerja(date(2026, 5, 15))
    assert not kalender.of_opd("rsud").is_hari_kerja(date(2026, 5, 14))
    assert not kalender.of_opd("dinkes").is_hari_kerja(date(2026, 5, 15))


@pytest.mark.parametrize("tutup", [True, False])
def test_a_local_day_closes_only_when_it_says_so(kalender: Kalender, tutup: bool) -> None:
    hari_jadi = HariLibur(date(2026, 8, 18), "Hari jadi", JenisLibur.LOKAL, "SE Bupati", layanan_tutup=tutup)

    kalender = replace(kalender, libur={**kalender.libur, hari_jadi.tanggal: hari_jadi})

    assert kalender.is_hari_kerja(hari_jadi.tanggal) is not tutup


@pytest.mark.parametrize("jam, late", [(time(16), False), (time(16, 0, 1), True), (time(7), False)])
def test_the_closing_time_itself_is_still_in_time(kalender: Kalender, jam: time, late: bool) -> None:
    assert kalender.is_after_hours(datetime.combine(date(2026, 5, 8), jam, JAKARTA)) is late


def test_closing_time_may_differ_by_office_weekday_and_period(kalender: Kalender) -> None:
    ramadan = JamTutup(
        time(14), opd_kode="dinkes", hari=frozenset({5}), dari=date(2026, 2, 18), sampai=date(2026, 3, 19)
    )
    kalender = replace(kalender, jam_tutup=(*kalender.jam_tutup, ramadan))
    at = datetime(2026, 2, 20, 15, 0, tzinfo=JAKARTA)

    assert kalender.of_opd("dinkes").is_after_hours(at)
    assert not kalender.of_opd("dlh").is_after_hours(at)
    assert not kalender.of_opd("dinkes").is_after_hours(at - timedelta(days=1))
    assert not kalender.of_opd("dinkes").is_after_hours(at + timedelta(days=70))
