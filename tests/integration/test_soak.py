"""People work for hours at the same pace: no process grows, none leaves files open, none gets slower, nothing is lost (R24)."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from decimal import Decimal
from itertools import cycle
from zoneinfo import ZoneInfo

import pytest

from tests.support.cerita import apply, expect, issue
from tests.support.ketahanan import Series, Steady, Watch, median
from tests.support.simpul import SERVICES, Simpul
from tests.support.waiting import wait_until

NOW = datetime.now(ZoneInfo("Asia/Jakarta"))
MONTH, QUARTER = NOW.strftime("%Y-%m"), f"{NOW.year}-T{(NOW.month + 2) // 3}"
GOALS = 8
WARM_UP = 600.0
"""Seconds at most before anything is compared; a third of a shorter run."""
GROWTH = 1.05
DRIFT = 1.10
FLOOR = 0.25
"""Seconds below which a p99 is not judged: two processors, with other tests beside it."""
CONTROL = "nothing"
"""A call that asks nothing of the service. What it has become slower by is the machine's doing, and is allowed to the others."""


@pytest.fixture
def simpul(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Simpul]:
    """The whole system, with a token for each who works."""
    running = Simpul(tmp_path_factory.mktemp("soak"))
    running.start()
    yield running
    running.stop()


class Work:
    """Those who work: files from draft to licence, realisasi of goals, lists and indicators that are read."""

    def __init__(self, simpul: Simpul, stop: threading.Event) -> None:
        """Have them ready, each with a token."""
        self._simpul = simpul
        self._bkpsdm = simpul.api("kinerja", "bkpsdm")
        self._verifikator = simpul.api("perizinan", "verifikator")
        self._goals = self._set_goals()
        self._next = cycle(self._goals)
        paces: dict[str, tuple[Callable[[], object], float]] = {
            "permit": (lambda: issue(simpul, apply(simpul)), 1),
            "realisasi": (self._record, 2),
            "list of files": (lambda: expect(self._verifikator.get("/v1/permohonan?per_halaman=20"), 200), 4),
            "list of people": (lambda: expect(self._bkpsdm.get("/v1/pegawai?per_halaman=20"), 200), 4),
            "indicator": (lambda: decided(simpul), 4),
            CONTROL: (lambda: simpul.api("perizinan").get("/livez"), 4),
        }
        self.people = {name: Steady(act, a_second=pace, stop=stop) for name, (act, pace) in paces.items()}

    def prove(self, decided_before: int) -> None:
        """Hold what was answered against what is stored and counted, and the projection against one built anew."""
        assert [each.failure for each in self.people.values() if each.failure] == []
        issued, recorded = self.people["permit"].done, self.people["realisasi"].done
        wait_until(lambda: decided(self._simpul) - decided_before == issued, timeout=60, what=f"{issued} permits")
        pages = (self._bkpsdm.get(f"/v1/indikator/{goal}/realisasi?per_halaman=1") for goal in self._goals)
        assert sum(expect(page, 200).body["jumlah"] for page in pages) == recorded
        for service in SERVICES:
            self._simpul.run(service, "verify-audit")
        self._simpul.run("pelaporan", "rebuild", "--check")

    def _record(self) -> None:
        body = {"periode": QUARTER, "nilai": "72"}
        expect(self._bkpsdm.post(f"/v1/indikator/{next(self._next)}/realisasi", body), 201)

    def _set_goals(self) -> list[str]:
        tree = expect(self._bkpsdm.get("/v1/organisasi"), 200).body
        unit_id = next(unit["unit_id"] for unit in tree["anak"] if unit["opd_kode"] == "kesbangpol")
        goal = {
            "unit_id": unit_id, "tahun": NOW.year, "satuan": "persen", "polaritas": "naik", "iku": True,
            "target": dict.fromkeys(("T1", "T2", "T3", "T4"), "80"),
        }  # fmt: skip
        answers = (self._bkpsdm.post("/v1/indikator", goal | {"nama": f"Sasaran {nomor}"}) for nomor in range(GOALS))
        return [str(expect(answer, 201).body["id"]) for answer in answers]


def decided(simpul: Simpul) -> int:
    """Return how many decisions pelaporan has counted this month."""
    answer = simpul.api("pelaporan", "pimpinan").get(f"/v1/indikator/ppt.diputus?periode={MONTH}")
    return int(Decimal(expect(answer, 200).body["nilai"] or 0))


def report(name: str, what: str, first: float, last: float) -> None:
    """Print a figure of the start and of the end."""
    sys.stdout.write(f"{name:<28}{what:<12}{first:10.1f} → {last:10.1f}   {last / first - 1:+.1%}\n")


def compare(series: Series, start: float, end: float) -> tuple[list[float], list[float]]:
    """Return the values of the first and of the last third."""
    third = (end - start) / 3
    return series.between(start, start + third), series.between(end - third, end)


def test_hours_of_steady_work_leave_every_process_as_it_was(simpul: Simpul, soak: float) -> None:
    before, warm_up, stop = decided(simpul), min(soak / 3, WARM_UP), threading.Event()
    work, watch = Work(simpul, stop), Watch(simpul, stop)
    threads = [*work.people.values(), watch]
    for thread in threads:
        thread.start()
    stop.wait(warm_up)
    start = time.monotonic()
    stop.wait(soak - warm_up)
    end = time.monotonic()
    stop.set()
    for thread in threads:
        thread.join(timeout=60)

    faults = find_growth(watch, start, end) + find_slowness(work.people, start, end)
    work.prove(before)
    assert faults == []


def find_growth(watch: Watch, start: float, end: float) -> list[str]:
    """Return which process holds more memory or more files in the last third than in the first.

    PostgreSQL keeps the files of its tables open, up to a limit a connection, and connections come and go: a little more is allowed.
    """
    faults = []
    for name, series in sorted(watch.memory.items()):
        first, last = compare(series, start, end)
        if not first or not last:
            continue
        report(name, "MiB", median(first), median(last))
        if median(last) > GROWTH * median(first):
            faults.append(f"{name}: {median(first):.1f} → {median(last):.1f} MiB")
        open_first, open_last = compare(watch.files[name], start, end)
        report(name, "files", median(open_first), median(open_last))
        most = GROWTH * median(open_first) if name == "postgres" else max(open_first)
        if median(open_last) > most:
            faults.append(f"{name}: {median(open_first):.0f} → {median(open_last):.0f} open files")
    return faults


def find_slowness(people: dict[str, Steady], start: float, end: float) -> list[str]:
    """Return whose p99 is more than a tenth longer in the last third than in the first, beyond what the machine lost."""
    p99 = {name: tuple(map(_p99, compare(each.seconds, start, end))) for name, each in people.items()}
    machine = max(1.0, p99[CONTROL][1] / p99[CONTROL][0])
    for name, (first, last) in p99.items():
        report(f"{name}, {people[name].done} times", "ms, p99", first * 1000, last * 1000)
    return [
        f"{name}: p99 {first:.3f} → {last:.3f} s"
        for name, (first, last) in p99.items()
        if name != CONTROL and last > max(DRIFT * machine * first, FLOOR)
    ]


def _p99(seconds: list[float]) -> float:
    return sorted(seconds)[int(len(seconds) * 0.99)]
