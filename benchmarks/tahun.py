"""Years of a log: what is written and read at its end and in its middle, as it grows (``SIMPUL_BENCH_ROWS`` for more)."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from sqlalchemy import Engine

from benchmarks.harness import Figure, Stopwatch, interleave, timed
from benchmarks.stage import Stage, fill_log, make_events
from chassis.outbox import LogReader, _rentang
from chassis.outbox._leader import connect

SMALLEST = 100_000
LARGEST = int(os.environ.get("SIMPUL_BENCH_ROWS", "1000000"))
WRITTEN = 10_000
PAGES, PAGE = 60, 500

# A row in ten is an audit row alone; a payload of 120 bytes, eight events a subject, and hashes of nothing.
_FILL = """
INSERT INTO log SELECT n, CASE WHEN n %% 10 = 0 THEN NULL ELSE n - n / 10 END, gen_random_uuid(),
    CASE WHEN n %% 10 = 0 THEN NULL ELSE 'simpul.perizinan.v1.RekomendasiDiberikan' END,
    md5((n / 8)::text)::uuid::text, timestamptz '2026-01-05' + n * interval '3 s',
    CASE WHEN n %% 10 = 0 THEN NULL ELSE decode(repeat(md5(n::text), 8), 'hex') END, '',
    '{"aksi":"memberikan","aktor":"' || md5(n::text) || '"}', sha256(n::text::bytea)
FROM generate_series(%s::bigint, %s::bigint) AS n
"""


@dataclass(frozen=True, kw_only=True)
class Lama:
    """A log of some length."""

    rows: int
    engine: Engine

    @property
    def events(self) -> int:
        """How many of its rows are events."""
        return self.rows - self.rows // 10


def run(stage: Stage) -> Iterator[Figure]:
    """Make a log of each length, and take turns with them."""
    sizes = [SMALLEST]
    while sizes[-1] * 10 <= LARGEST:
        sizes.append(sizes[-1] * 10)
    logs = [make_log(stage, rows) for rows in sizes]
    measures: dict[str, tuple[Callable[[Lama], float], float]] = {
        "written and sequenced": (write, 0.7),
        "read at the end": (partial(read, share=0.99), 0.7),
        "read in the middle": (partial(read, share=0.5), 0.7),
        "histories of a file": (histories, 0.1),  # asks every range
    }
    for what, (measure, floor) in measures.items():
        medians = interleave({f"{one.rows:,}": partial(measure, one) for one in logs})
        first = medians[f"{SMALLEST:,}"]
        for one in logs[1:]:
            rate = medians[f"{one.rows:,}"]
            yield Figure(
                what=f"{what}, a log of {one.rows:,} rows", per=f"of {SMALLEST:,}", ratio=rate / first, floor=floor, aim=0.9,
                detail=f"{rate:,.0f}/s",
            )  # fmt: skip
    for one in logs:
        one.engine.dispose()


def make_log(stage: Stage, rows: int) -> Lama:
    """Return a log with that many rows, in its ranges, as a vacuum left it."""
    engine = stage.database("perizinan")
    with timed(f"a log of {rows:,} rows"), connect(engine) as connection:
        end = _rentang.end_of_ranges(connection)
        while end < rows + _rentang.RANGE:
            end = _rentang.make_range(connection, end)
        for start in range(1, rows + 1, 500_000):
            connection.execute(_FILL, [start, min(start + 499_999, rows)])
        connection.execute("UPDATE log_head SET urut = %s, posisi = %s", [rows, rows - rows // 10])
        connection.execute("VACUUM ANALYZE log")
    return Lama(rows=rows, engine=engine)


def write(one: Lama) -> float:
    """Return the events a second from the outbox into the log."""
    events, watch = make_events(WRITTEN), Stopwatch()
    fill_log(one.engine, events)
    return WRITTEN / watch.seconds


def read(one: Lama, *, share: float) -> float:
    """Return the events a second of pages from some place of the log on."""
    reader, after = LogReader("perizinan"), int(one.events * share) - PAGES * PAGE
    with connect(one.engine) as connection:
        reader.read(connection, after, PAGE)
        seen, watch = 0, Stopwatch()
        for _ in range(PAGES):
            page = reader.read(connection, after, PAGE)
            seen, after = seen + len(page), page[-1].posisi
        return seen / watch.seconds


def histories(one: Lama) -> float:
    """Return how many histories of a single subject are found in a second."""
    query = "SELECT urut, jejak FROM log WHERE subject = md5(%s::text)::uuid::text ORDER BY urut"
    with connect(one.engine) as connection:
        for number in range(20):
            connection.execute(query, [number])
        count, watch = 1000, Stopwatch()
        for number in range(count):
            connection.execute(query, [number * (one.rows // 8 // count)]).fetchall()
        return count / watch.seconds
