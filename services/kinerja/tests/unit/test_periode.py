"""A period is a quarter or a year, in Jakarta."""

from datetime import UTC, date, datetime

import pytest

from chassis.domain import Invalid
from kinerja.domain.periode import Periode, triwulan_of


@pytest.mark.parametrize(
    "teks, mulai, akhir",
    [
        ("2026-T1", date(2026, 1, 1), date(2026, 3, 31)),
        ("2024-T2", date(2024, 4, 1), date(2024, 6, 30)),
        ("2026-T4", date(2026, 10, 1), date(2026, 12, 31)),
        ("2026", date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_a_period_knows_its_first_and_last_day(teks: str, mulai: date, akhir: date) -> None:
    periode = Periode.parse(teks)

    assert (periode.tanggal_mulai, periode.tanggal_akhir, str(periode)) == (mulai, akhir, teks)


@pytest.mark.parametrize("teks", ["", "2026-T5", "2026-t1", "26-T1", "2026-03", "2026-T1 ", "١٢٣٤", "0001", "9999-T1"])
def test_what_is_no_period_is_refused(teks: str) -> None:
    with pytest.raises(Invalid) as refusal:
        Periode.parse(teks)

    assert list(refusal.value.errors) == ["periode"]


def test_a_year_is_no_quarter() -> None:
    with pytest.raises(Invalid):
        Periode.parse_triwulan("2026")


def test_the_last_moment_is_the_end_of_the_day_in_jakarta() -> None:
    assert Periode.parse("2026-T1").akhir == datetime(2026, 3, 31, 16, 59, 59, tzinfo=UTC)
    assert Periode.parse("2026-T2").mulai == datetime(2026, 3, 31, 17, tzinfo=UTC)


def test_a_moment_belongs_to_the_quarter_of_jakarta() -> None:
    assert Periode.containing(datetime(2026, 3, 31, 17, tzinfo=UTC)) == Periode(2026, 2)
    assert Periode.containing(datetime(2026, 3, 31, 16, 59, tzinfo=UTC)) == triwulan_of(2026)[0]
