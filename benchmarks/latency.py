"""From the commit to the indicator: how long until a permit that was answered for is in the number, idle and under load."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from decimal import Decimal
from itertools import islice
from pathlib import Path

from benchmarks.harness import Figure, percentile, say
from benchmarks.stage import Stage, stream_events
from chassis.database import create_engine
from chassis.outbox import Entri, Waker, append
from chassis.settings import embedded_url
from tests.support.cerita import apply
from tests.support.simpul import Simpul

PROBES = 150
LOAD = 1000
"""Events a second beside the probes."""
BATCH = 20


def run(stage: Stage) -> Iterator[Figure]:
    """Run all of Simpul, hand permohonan in, and watch the number move."""
    folder = stage.folder / "latency"
    folder.mkdir()
    simpul = Simpul(folder)
    simpul.start()
    try:
        yield _figure("commit to indicator visible, idle", probe(simpul), 50)
        with load(folder / "var"):
            yield _figure(f"the same at {LOAD:,} events/s", probe(simpul), 250)
    finally:
        simpul.stop()


def _figure(what: str, seconds: list[float], limit: float) -> Figure:
    p99 = percentile(seconds, 0.99) * 1000
    say(f"  {what}: median {percentile(seconds, 0.5) * 1000:.1f} ms, p99 {p99:.1f} ms")
    return Figure(
        what=f"{what}, p99", per=f"{limit:g} ms", ratio=p99 / limit, floor=1, aim=1, more_is_better=False,
        detail=f"{p99:.1f} ms",
    )  # fmt: skip


def probe(simpul: Simpul) -> list[float]:
    """Return, for each permohonan handed in, the seconds from the answer to the moved number."""
    month = datetime.now(UTC).strftime("%Y-%m")
    api = simpul.api("pelaporan", "pimpinan")
    path = f"/v1/indikator/ppt.daring?periode={month}&layanan=izin-klinik"

    def count() -> Decimal:
        return Decimal(api.get(path).body["penyebut"] or 0)

    seconds = []
    for _ in range(PROBES):
        before = count()
        apply(simpul)
        began = time.perf_counter()
        while count() == before:
            pass
        seconds.append(time.perf_counter() - began)
    return seconds


@contextmanager
def load(var: Path) -> Iterator[None]:
    """Write events of another layanan to the outbox, steadily."""
    stop = threading.Event()
    thread = threading.Thread(target=_write, args=(var, stop), daemon=True)
    thread.start()
    yield
    stop.set()
    thread.join()


def _write(var: Path, stop: threading.Event) -> None:
    engine = create_engine(embedded_url(var, "perizinan"))
    waker, events, due = Waker(engine), stream_events(), time.perf_counter()
    while not stop.is_set():
        now = datetime.now(UTC)
        batch = [Entri(subject=e.subject, time=now, type=e.type, data=e.data) for e in islice(events, BATCH)]
        with engine.begin() as conn:
            append(conn, batch)
        waker.wake()
        due += BATCH / LOAD
        stop.wait(max(0.0, due - time.perf_counter()))
