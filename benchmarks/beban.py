"""The work of a year, hour by hour: what people do, how often, and when. Every number here is an assumption unless it says whose it is.

The inhabitants of the 27 regencies and cities of Jawa Barat are those of the census of 2020 (BPS, Sensus Penduduk 2020, result of
21 January 2021, 48,274,162 together), as are the 270,203,917 of Indonesia.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from simpul.kinerja.v1 import peristiwa_pb2 as kinerja
from simpul.perizinan.v1 import peristiwa_pb2 as perizinan

YEAR = 2026
INDONESIA = 270_203_917
SERVICES = ("perizinan", "kinerja", "pelaporan")

PERMITS = 8
"""Files a year for each thousand inhabitants: what is decided outside OSS, a few tens of thousands in a city of two million."""
OFFICERS = 7
"""Civil servants of a regency for each thousand inhabitants: about four million in all of Indonesia, three quarters of them regional."""

HOURS = {8: 10, 9: 16, 10: 17, 11: 13, 12: 6, 13: 12, 14: 13, 15: 9, 19: 1, 20: 2, 21: 1}
"""How the work of a day falls on its hours: office hours, a lunch, and a little in the evening."""
WEEK = (1.3, 1.1, 1.0, 0.95, 0.8, 0.1, 0.05)
"""Monday is the busiest, Friday short; the counters are closed at the weekend, the forms are not."""
LAST_DAYS = 5
"""The days that people wait for: of a month for a permit, of a quarter for feedback, of January and December for plans and ratings."""
RUSH = 0.5
"""The share of a period's plans, feedback and ratings that comes in its last days."""
MONTH_END = 1.5
PROGRAMME = range(date(YEAR, 6, 22).toordinal(), date(YEAR, 7, 1).toordinal())
"""A programme that forgives fees ends on 30 June: its last nine days bring four times the permits."""
PROGRAMME_RUSH = 4.0


@dataclass(frozen=True, kw_only=True)
class Act:
    """What one file, plan or rating costs: the calls that write, the pages that are read, and its events."""

    service: str
    writes: float
    reads: float
    events: float


def _told(*events: tuple[type, float]) -> float:
    """Return how many events an act tells; the classes come from the protos, so that what is counted exists."""
    return sum(share for _, share in events)


def permit(partners: float) -> Act:
    """Return a file from draft to survey with this many partners on average; one in four is sent back once."""
    events = _told(
        (perizinan.PermohonanDiajukan, 1), (perizinan.PermohonanLengkap, 1),
        (perizinan.PermohonanDikembalikan, 0.25), (perizinan.PermohonanDilengkapi, 0.25),
        (perizinan.RekomendasiDiminta, partners), (perizinan.RekomendasiDiberikan, partners),
        (perizinan.IzinDiterbitkan, 0.93), (perizinan.PermohonanDitolak, 0.07), (perizinan.IzinDiserahkan, 0.93),
        (perizinan.SurveiDiisi, 0.3),
    )  # fmt: skip
    return Act(service="perizinan", writes=events - partners + 4, reads=40, events=events)


PLAN = Act(service="kinerja", writes=12, reads=60, events=_told((kinerja.SkpDitetapkan, 1)))
FEEDBACK = Act(
    service="kinerja", writes=3, reads=20,
    events=_told((kinerja.UmpanBalikDiberikan, 1), (kinerja.RealisasiDicatat, 0.05)),
)  # fmt: skip
RATING = Act(service="kinerja", writes=4, reads=30, events=_told((kinerja.EvaluasiDitetapkan, 1)))
DASHBOARD = Act(service="pelaporan", writes=0, reads=1, events=0)
VIEWS = 2000
"""Pages of pelaporan on a working day, for each million inhabitants."""


@dataclass(frozen=True, kw_only=True)
class Daerah:
    """Whom an installation serves."""

    name: str
    inhabitants: int


def read_jawa_barat() -> list[Daerah]:
    """Return the 27 regencies and cities."""
    with (Path(__file__).parent / "data" / "jawa_barat.csv").open(newline="") as file:
        return [Daerah(name=row["daerah"], inhabitants=int(row["penduduk"])) for row in csv.DictReader(file)]


@dataclass(frozen=True, kw_only=True)
class Hour:
    """The work of one hour: calls that write and pages that are read by service, and events."""

    start: int
    writes: dict[str, float]
    reads: dict[str, float]
    events: float


Due = Callable[[date], float]
"""The share of a year's acts that falls on a day."""


def hours(daerah: Daerah, partners: float) -> Iterator[Hour]:
    """Yield every hour of the year in which somebody works."""
    officers = daerah.inhabitants / 1000 * OFFICERS
    kinds = [
        (permit(partners), daerah.inhabitants / 1000 * PERMITS, _share(_permits)),
        (PLAN, officers, _share(_wave({1}))),
        (FEEDBACK, officers * 4, _share(_wave({3, 6, 9, 12}))),
        (RATING, officers, _share(_wave({12}))),
        (DASHBOARD, daerah.inhabitants / 1e6 * VIEWS * 250, _share(lambda day: WEEK[day.weekday()])),
    ]
    for number, day in enumerate(_days()):
        acts = [(act, count * share(day)) for act, count, share in kinds]
        for hour, weight in HOURS.items():
            yield _hour(number * 86400 + hour * 3600, acts, weight / sum(HOURS.values()))


def _hour(start: int, acts: list[tuple[Act, float]], share: float) -> Hour:
    writes, reads, events = dict.fromkeys(SERVICES, 0.0), dict.fromkeys(SERVICES, 0.0), 0.0
    for act, count in acts:
        writes[act.service] += act.writes * count * share
        reads[act.service] += act.reads * count * share
        events += act.events * count * share
    return Hour(start=start, writes=writes, reads=reads, events=events)


def _days() -> Iterator[date]:
    day = date(YEAR, 1, 1)
    while day.year == YEAR:
        yield day
        day += timedelta(days=1)


def _share(weight: Due) -> Due:
    total = sum(map(weight, _days()))
    return lambda day: weight(day) / total


def _permits(day: date) -> float:
    busy = PROGRAMME_RUSH if day.toordinal() in PROGRAMME else 1.0
    return WEEK[day.weekday()] * busy * (MONTH_END if _is_last(day) else 1.0)


def _wave(months: set[int]) -> Due:
    """Return the weight of acts that are due at the end of these months: half of them in the last days."""
    total: dict[tuple[int, bool], float] = defaultdict(float)
    for day in _days():
        total[day.month, _is_last(day)] += WEEK[day.weekday()]

    def weight(day: date) -> float:
        last = _is_last(day)
        share = (RUSH if last else 1 - RUSH) / total[day.month, last]
        return WEEK[day.weekday()] * share if day.month in months else 0.0

    return weight


def _is_last(day: date) -> bool:
    return (day + timedelta(days=LAST_DAYS)).month != day.month
