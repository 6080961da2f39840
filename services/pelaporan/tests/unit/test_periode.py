"""Periods: whole months in Jakarta."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from chassis.domain import Invalid
from pelaporan.domain.periode import add_months, month_of, month_periode, parse_periode, periods_of


@pytest.mark.parametrize(
    "teks, dari, sampai",
    [
        ("2026-03", 202603, 202603),
        ("2026-T1", 202601, 202603),
        ("2026-T4", 202610, 202612),
        ("2026", 202601, 202612),
        ("2010-10..2012-01", 201010, 201201),
        ("2025-T4..2026", 202510, 202612),
    ],
)
def test_a_period_is_a_run_of_months(teks: str, dari: int, sampai: int) -> None:
    periode = parse_periode(teks)

    assert (periode.dari, periode.sampai, periode.teks) == (dari, sampai, teks)


@pytest.mark.parametrize(
    "teks",
    ["", "2026-00", "2026-13", "2026-3", "26-03", "2026-T0", "2026-T5", "2026-03-01", "2026..", "..2026", "2027..2026", "0000",
     "9999", "2026-03...2026-04", "2026-03..2026-04..2026-05", " 2026", "2026 ", "٢٠٢٦", "2026-t1", "kemarin"],
)  # fmt: skip
def test_anything_else_is_refused_in_indonesian(teks: str) -> None:
    with pytest.raises(Invalid) as refused:
        parse_periode(teks)

    assert list(refused.value.errors) == ["periode"]


def test_a_month_begins_at_midnight_in_jakarta() -> None:
    periode = parse_periode("2026-03")

    assert periode.mulai == datetime(2026, 2, 28, 17, tzinfo=UTC)
    assert periode.akhir == datetime(2026, 3, 31, 17, tzinfo=UTC)
    assert month_of(datetime(2026, 2, 28, 17, tzinfo=UTC)) == 202603
    assert month_of(datetime(2026, 2, 28, 16, 59, 59, 999999, tzinfo=UTC)) == 202602


def test_months_add_across_years() -> None:
    assert add_months(202601, -1) == 202512
    assert add_months(202512, 14) == 202702


def test_a_month_lies_in_a_quarter_and_a_year() -> None:
    assert [periode.teks for periode in periods_of(202605)] == ["2026-05", "2026-T2", "2026"]
    assert month_periode(202605) == parse_periode("2026-05")
