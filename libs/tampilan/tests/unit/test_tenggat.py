"""Deadlines and the calendar say how the days stand."""

from __future__ import annotations

from datetime import date

import pytest

from tampilan.galeri import contoh
from tampilan.kalender import build_pekan, describe_bulan
from tampilan.tenggat import Tenggat, describe_takar


@pytest.mark.parametrize(
    "tenggat,jenis,kata,isi",
    [
        (Tenggat(pakai=2, total=5), "jalan", "Sisa 3 hari kerja", False),
        (Tenggat(pakai=4, total=5), "perhatian", "Sisa 1 hari kerja", False),
        (Tenggat(pakai=5, total=5), "perhatian", "Jatuh tempo hari ini", True),
        (Tenggat(pakai=6, total=5), "bahaya", "Lewat 1 hari kerja", True),
        (Tenggat(pakai=2, total=5, dijeda=True), "jeda", "Dijeda, sisa 3", False),
        (Tenggat(pakai=4, total=5, selesai=True), "baik", "Selesai tepat waktu", False),
        (Tenggat(pakai=7, total=5, selesai=True), "perhatian", "Selesai, lewat 2 hari kerja", False),
    ],
)
def test_only_the_due_day_and_lateness_are_tinted(tenggat: Tenggat, jenis: str, kata: str, isi: bool) -> None:
    assert (tenggat.jenis, tenggat.kata, tenggat.isi) == (jenis, kata, isi)


def test_the_bar_of_days_says_itself_in_a_sentence() -> None:
    assert describe_takar(2, 5) == "2 dari 5 hari kerja terpakai"
    assert describe_takar(5, 5) == "5 dari 5 hari kerja terpakai, hari terakhir"
    assert describe_takar(5, 5, lewat=2) == "5 dari 5 hari kerja terpakai, lewat 2"
    assert describe_takar(4, 5, selesai=True) == "Selesai dalam 4 dari 5 hari kerja"


def test_the_calendar_counts_its_days_and_fills_the_due_one() -> None:
    pekan = build_pekan(contoh.KALENDER["hari"], contoh.KALENDER["jatuh_tempo"])

    assert [len(p) for p in pekan] == [7, 7, 7]
    assert [h.keterangan for h in pekan[0][:3]] == ["lengkap", "hari 1", "hari 2, jeda"]
    assert [h.tanggal for p in pekan for h in p if h.tempo] == [date(2026, 5, 25)]
    assert describe_bulan(pekan) == "Mei 2026"


def test_no_days_make_no_calendar() -> None:
    assert build_pekan([], None) == []
    assert describe_bulan([]) == ""
