"""The working-day clock: the oracles of the rules, and what holds for every file."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.domain import JAKARTA, Invalid
from perizinan.adapters.acuan import load_kalender
from perizinan.domain.jangka_waktu import HARI_MAKS, JangkaWaktu, Jeda, last_moment, local_date
from perizinan.domain.kalender import Kalender, KalenderYearMissing, StatusHari

_KALENDER = load_kalender()


def _jeda(*pairs: str) -> list[Jeda]:
    """Read pauses of 2026 written as ``06-24/06-30``; an open one ends in a slash."""
    halves = [pair.split("/") for pair in pairs]
    return [Jeda(_day(p), _day(r) if r else None, "perbaikan") for p, r in halves]


def _day(text: str) -> date:
    return date.fromisoformat(f"2026-{text}")


def _june(*pairs: str, hari: int = 5) -> JangkaWaktu:
    return JangkaWaktu.start(date(2026, 6, 22), hari, _KALENDER, _jeda(*pairs))


@pytest.mark.parametrize(
    "lengkap, hari, jatuh_tempo",
    [
        ("2026-03-13", 5, "2026-03-27"),
        ("2026-05-11", 5, "2026-05-20"),
        ("2026-05-08T16:10:00+07:00", 5, "2026-05-20"),
        ("2026-05-08T16:00:00+07:00", 5, "2026-05-19"),
        ("2026-05-08", 5, "2026-05-19"),
        ("2026-06-12", 5, "2026-06-22"),
        ("2026-06-01", 3, "2026-06-05"),
        ("2026-08-15", 5, "2026-08-26"),
        ("2026-12-23", 2, "2026-12-29"),
        ("2026-12-28", 5, "2027-01-06"),
        ("2027-02-02", 5, "2027-02-10"),
        ("2027-03-04", 5, "2027-03-19"),
        ("2026-06-22", 5, "2026-06-29"),
        ("2026-06-22", 0, "2026-06-22"),
        ("2026-06-20", 0, "2026-06-22"),
        pytest.param("2026-05-11", 21, "2026-06-17", id="keberatan in time, UU 30/2014 ps 75"),
        pytest.param("2026-05-18", 10, "2026-06-04", id="keberatan decided, UU 30/2014 ps 77"),
        pytest.param("2026-05-11", 2, "2026-05-13", id="pengaduan ringan"),
        pytest.param("2026-05-11", 14, "2026-06-05", id="pengaduan tidak berkadar pengawasan"),
        pytest.param("2026-05-11", 60, "2026-08-11", id="pengaduan berkadar pengawasan"),
    ],
)
def test_a_file_is_due_on_the_nth_working_day(kalender: Kalender, lengkap: str, hari: int, jatuh_tempo: str) -> None:
    at = datetime.fromisoformat(lengkap) if "T" in lengkap else date.fromisoformat(lengkap)

    assert JangkaWaktu.start(at, hari, kalender).jatuh_tempo == date.fromisoformat(jatuh_tempo)


def test_an_office_open_on_cuti_bersama_counts_it(kalender: Kalender) -> None:
    kalender = replace(kalender, buka_cuti_bersama=frozenset({"rsud"})).of_opd("rsud")

    assert JangkaWaktu.start(date(2026, 5, 11), 5, kalender).jatuh_tempo == date(2026, 5, 19)


@pytest.mark.parametrize(
    "jeda, jatuh_tempo",
    [
        (["06-24/06-30"], "07-03"),
        (["06-24/06-24"], "06-29"),
        (["06-22/06-24"], "07-01"),
        (["06-27/06-30"], "07-01"),
        (["06-23/06-25", "06-25/06-29"], "07-03"),
        (["06-29/07-02"], "07-02"),
        (["06-29/07-04"], "07-06"),
        (["06-30/07-02"], "06-29"),
        pytest.param(["06-25/06-29", "06-23/06-25"], "07-03", id="whatever their order"),
        pytest.param(["06-23/06-26", "06-24/06-29"], "07-03", id="overlapping pauses are one"),
        pytest.param(["06-23/06-29", "06-24/06-25"], "07-03", id="a pause within a pause"),
        pytest.param(["06-29/07-01", "07-01/07-03"], "07-03", id="touching pauses on the due day are one"),
        pytest.param(["06-29/07-04", "07-05/07-08"], "07-08", id="before a due day that a pause has moved"),
        pytest.param(["06-29/07-04", "07-06/07-09"], "07-09", id="on a due day that a pause has moved"),
        pytest.param(["06-29/07-04", "07-07/07-09"], "07-06", id="after a due day that a pause has moved"),
    ],
)
def test_a_pause_moves_the_due_day(jeda: list[str], jatuh_tempo: str) -> None:
    assert _june(*jeda).jatuh_tempo == _day(jatuh_tempo)


def test_a_pause_moves_a_file_that_is_due_at_once() -> None:
    assert _june("06-22/06-24", hari=0).jatuh_tempo == date(2026, 6, 24)


def test_the_due_day_is_unknown_while_a_pause_is_open() -> None:
    clock = _june("06-24/")

    assert clock.jatuh_tempo is None
    assert clock.terpakai(_day("06-30")) == 2
    assert clock.sisa(_day("06-30")) == 3
    assert clock.resume(_day("06-30")).jatuh_tempo == _day("07-03")


def test_the_due_day_is_unknown_while_a_pause_from_the_due_day_is_open() -> None:
    assert _june("06-29/").jatuh_tempo is None
    assert _june("06-23/06-25", "06-25/").jatuh_tempo is None


def test_an_open_pause_after_the_due_day_changes_nothing() -> None:
    assert _june("06-30/").jatuh_tempo == _day("06-29")


def test_a_file_knows_whether_it_stands_in_a_pause_and_since_when() -> None:
    clock = _june("06-24/06-30")

    assert [clock.jeda_on(_day(day)) for day in ("06-23", "06-30")] == [None, None]
    assert [clock.jeda_on(_day(day)) for day in ("06-24", "06-29")] == [clock.jeda[0]] * 2


def test_a_late_file_has_used_more_days_than_it_was_given() -> None:
    clock = _june()

    assert clock.terpakai(_day("07-01")) == 7
    assert clock.sisa(_day("07-01")) == 0


def test_every_day_is_explained() -> None:
    explained = JangkaWaktu.start(date(2026, 5, 11), 5, _KALENDER, _jeda("05-13/05-20")).explain()

    assert [(day.tanggal.day, day.status, day.keterangan) for day in explained] == [
        (11, StatusHari.MULAI, "Berkas lengkap. Hari ini hari ke-0"),
        (12, StatusHari.TERHITUNG, "Hari kerja ke-1"),
        (13, StatusHari.TERHITUNG, "Hari kerja ke-2"),
        (14, StatusHari.LIBUR, "Kenaikan Yesus Kristus"),
        (15, StatusHari.CUTI_BERSAMA, "Cuti bersama Kenaikan Yesus Kristus"),
        (16, StatusHari.AKHIR_PEKAN, "Sabtu"),
        (17, StatusHari.AKHIR_PEKAN, "Minggu"),
        (18, StatusHari.JEDA, "Dijeda, waktu pemohon"),
        (19, StatusHari.JEDA, "Dijeda, waktu pemohon"),
        (20, StatusHari.JEDA, "Berjalan lagi. Hari ini belum dihitung"),
        (21, StatusHari.TERHITUNG, "Hari kerja ke-3"),
        (22, StatusHari.TERHITUNG, "Hari kerja ke-4"),
        (23, StatusHari.AKHIR_PEKAN, "Sabtu"),
        (24, StatusHari.AKHIR_PEKAN, "Minggu"),
        (25, StatusHari.TERHITUNG, "Hari kerja ke-5, jatuh tempo"),
    ]


def test_a_start_on_a_closed_day_is_explained_up_to_the_day_it_moves_to() -> None:
    explained = JangkaWaktu.start(date(2026, 8, 15), 1, _KALENDER).explain()

    assert [day.status.value for day in explained] == ["akhir_pekan", "akhir_pekan", "libur", "mulai", "terhitung"]


def test_a_start_after_closing_time_is_explained_from_the_next_day() -> None:
    explained = JangkaWaktu.start(datetime(2026, 5, 8, 16, 10, tzinfo=JAKARTA), 1, _KALENDER).explain()

    assert [(day.tanggal.day, day.status.value) for day in explained] == [
        (9, "akhir_pekan"),
        (10, "akhir_pekan"),
        (11, "mulai"),
        (12, "terhitung"),
    ]


def test_while_the_due_day_is_unknown_the_explanation_ends_today() -> None:
    assert _june("06-24/").explain(_day("06-26"))[-1].tanggal == _day("06-26")


@pytest.mark.parametrize("hari", [-1, HARI_MAKS + 1])
def test_an_unreasonable_number_of_days_is_refused(hari: int) -> None:
    with pytest.raises(Invalid) as refusal:
        _june(hari=hari)

    assert list(refusal.value.errors) == ["hari"]


@pytest.mark.parametrize("jeda", [["06-24/06-23"], ["06-21/06-23"], ["06-24/06-24"] * 101])
def test_an_impossible_pause_is_refused(jeda: list[str]) -> None:
    with pytest.raises(Invalid) as refusal:
        _june(*jeda)

    assert list(refusal.value.errors) == ["jeda"]


@pytest.mark.parametrize(
    "mulai, hari, henti",
    [("2025-12-31", 1, "2026-01-02"), ("2027-12-30", 5, "2027-12-30"), ("2027-12-01", 1, "2028-01-03")],
)
def test_a_count_that_leaves_the_calendar_is_refused(mulai: str, hari: int, henti: str) -> None:
    jeda = [Jeda(date.fromisoformat(mulai), date.fromisoformat(henti))]

    with pytest.raises(KalenderYearMissing):
        assert JangkaWaktu.start(date.fromisoformat(mulai), hari, _KALENDER, jeda).jatuh_tempo


def test_the_last_moment_is_local() -> None:
    assert last_moment(date(2026, 3, 27)) == datetime(2026, 3, 27, 23, 59, 59, tzinfo=JAKARTA)
    assert local_date(datetime(2026, 12, 31, 17, 30, tzinfo=UTC)) == date(2027, 1, 1)


_STARTS = st.dates(date(2026, 1, 1), date(2026, 12, 31))
_PAUSES = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 30)), max_size=4)


@st.composite
def _clocks(draw: st.DrawFn) -> JangkaWaktu:
    mulai = draw(_STARTS)
    pauses = [(mulai + timedelta(days=a), mulai + timedelta(days=a + b)) for a, b in draw(_PAUSES)]
    return JangkaWaktu.start(mulai, draw(st.integers(0, 20)), _KALENDER, [Jeda(p, r) for p, r in pauses])


@given(_clocks(), st.integers(0, 120))
def test_days_used_are_the_days_that_rule_5_names(clock: JangkaWaktu, later: int) -> None:
    per = clock.mulai + timedelta(days=later)
    days = [clock.mulai + timedelta(days=n) for n in range(later + 1)]

    named = [
        day
        for day in days
        if day > clock.mulai
        and day.isoweekday() < 6
        and day not in clock.kalender.libur
        and not any(jeda.henti and jeda.mulai < day <= jeda.henti for jeda in clock.jeda)
    ]

    assert clock.terpakai(per) == len(named)


def _due_by_the_words_of_the_rules(clock: JangkaWaktu) -> date:
    """Rules 4 to 7 as they are written: the n-th day that counts, then one pause after the other."""
    due = clock.mulai
    while clock.terpakai(due) < clock.hari:
        due += timedelta(days=1)
    habis = due
    merged: list[tuple[date, date]] = []
    for p, r in sorted((jeda.mulai, jeda.henti) for jeda in clock.jeda if jeda.henti and jeda.henti > jeda.mulai):
        if merged and p <= merged[-1][1]:
            p, r = merged[-1][0], max(merged.pop()[1], r)
        merged.append((p, r))
    for p, r in merged:
        if habis <= p <= due or (clock.hari == 0 and p <= due):
            due = max(due, clock.kalender.next_hari_kerja(r))
    return due


@given(_clocks())
def test_the_due_day_is_the_one_that_the_words_of_the_rules_give(clock: JangkaWaktu) -> None:
    assert clock.jatuh_tempo == _due_by_the_words_of_the_rules(clock)


@given(_clocks())
def test_the_last_counted_day_of_the_explanation_is_the_due_day(clock: JangkaWaktu) -> None:
    explained = clock.explain()

    counted = [day.tanggal for day in explained if day.status in (StatusHari.MULAI, StatusHari.TERHITUNG)]
    assert counted[-1] == clock.jatuh_tempo == explained[-1].tanggal
    assert len(counted) > clock.hari
    assert [day.tanggal for day in explained] == sorted({day.tanggal for day in explained})


@given(_clocks())
def test_a_pause_never_brings_the_due_day_nearer(clock: JangkaWaktu) -> None:
    unpaused, paused = replace(clock, jeda=()).jatuh_tempo, clock.jatuh_tempo

    assert unpaused is not None
    assert paused is not None
    assert paused >= unpaused


@given(_clocks())
def test_the_order_of_pauses_does_not_matter(clock: JangkaWaktu) -> None:
    again = JangkaWaktu.start(clock.diterima, clock.hari, clock.kalender, reversed(clock.jeda))

    assert again.jatuh_tempo == clock.jatuh_tempo
