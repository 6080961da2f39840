"""How near the due day is, also on the days on which nobody works."""

from datetime import date

import pytest

from perizinan.adapters.acuan import load_kalender
from perizinan.entrypoints.http.halaman.tenggat import count_sampai


@pytest.mark.parametrize(
    "per,kata,isi",
    [
        (date(2026, 11, 18), "Sisa 2 hari kerja", False),
        (date(2026, 11, 19), "Sisa 1 hari kerja", False),
        (date(2026, 11, 20), "Jatuh tempo hari ini", True),
        (date(2026, 11, 21), "Lewat tenggat", True),
        (date(2026, 11, 23), "Lewat 1 hari kerja", True),
    ],
)
def test_a_task_due_on_a_friday_is_late_on_saturday_by_no_working_day(per: date, kata: str, isi: bool) -> None:
    tenggat = count_sampai(date(2026, 11, 20), 3, load_kalender(), per)

    assert tenggat is not None
    assert (tenggat.kata, tenggat.isi) == (kata, isi)


def test_a_year_without_a_calendar_gives_no_deadline() -> None:
    assert count_sampai(date(2031, 1, 2), 3, load_kalender(), date(2030, 12, 30)) is None
