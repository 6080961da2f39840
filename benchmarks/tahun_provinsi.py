"""A year of a regency, a province and a country, by simulation: rates from this very machine, and the model held against a real burst."""

from __future__ import annotations

import statistics
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Engine, text

from benchmarks import ingest, relay, submit
from benchmarks.antrean import Rates, Year, burst, needed, simulate
from benchmarks.beban import INDONESIA, SERVICES, YEAR, Daerah, hours, read_jawa_barat
from benchmarks.harness import Figure, Stopwatch, timed
from benchmarks.stage import Stage, make_events
from chassis.database import create_engine
from chassis.outbox import Sequencer, Waker, append
from chassis.outbox._leader import connect
from chassis.settings import embedded_url
from pelaporan.adapters.tables import LIVE
from perizinan.adapters.acuan import load_layanan
from tests.support.cerita import apply, issue
from tests.support.simpul import Api, Simpul
from tests.support.waiting import wait_until

EVENTS = 60_000
PAGES = 300
PERMITS = 30
"""Permits from draft to issue, one after another, from which the audit row and what pelaporan tells again are measured."""
FACTOR = 3.0
"""How far model and running system may be apart: on two processors the stations take turns, in the model each has its own."""
IDLE = 0.036
"""Seconds from commit to indicator where nothing waits, p99 (README.md)."""


@dataclass(frozen=True, kw_only=True)
class Size:
    """Bytes that one event leaves, indexes included."""

    log: float
    trail: float
    facts: float
    outbox: float
    """MiB of the outbox after the burst; its pages are used again."""

    @property
    def each(self) -> float:
        """Log and audit row at its own service, fact and share of the aggregates in pelaporan."""
        return self.log + self.trail + self.facts


def run(stage: Stage) -> Iterator[Figure]:
    """Measure the stations, hold the model against a burst, then let a year pass three times."""
    bare = measure_stations(stage)
    told_again, trail, seconds, size = measure_burst(stage)
    rates = Rates(**bare, told_again=told_again)
    foretold = burst(EVENTS, rates)
    apart = max(seconds / foretold, foretold / seconds)
    yield Figure(
        what=f"{EVENTS:,} events at once: the running system against the model of tahun_provinsi", per="the nearer of the two",
        ratio=apart, floor=FACTOR, aim=FACTOR, more_is_better=False, detail=f"{seconds:.1f} s, foretold {foretold:.1f} s",
    )  # fmt: skip
    show_rates(rates, size, trail)
    for daerah in installations():
        show_year(daerah, rates, size)


def installations() -> Sequence[Daerah]:
    """Return the largest regency, the province and the country, each as one installation."""
    regencies = read_jawa_barat()
    province = Daerah(name="Jawa Barat, 27 daerah", inhabitants=sum(each.inhabitants for each in regencies))
    largest = max(regencies, key=lambda each: each.inhabitants)
    return largest, province, Daerah(name="Indonesia, 514 daerah", inhabitants=INDONESIA)


def measure_stations(stage: Stage) -> dict[str, float]:
    """Return what each station carries, alone."""
    with submit.office(stage) as kantor:
        commit, submits = submit.pgbench(stage, kantor), submit.submit_all(kantor)
        api = Api(f"http://127.0.0.1:{kantor.rooms.settings.http_port}", kantor.token)
        watch = Stopwatch()
        for _ in range(PAGES):
            if api.get("/v1/permohonan?per_halaman=20").status != 200:
                raise RuntimeError("the list does not answer")
        page = PAGES / watch.seconds
    engine = stage.database("perizinan")
    sequencer = measure_sequencer(engine)
    drain = relay.drain(stage, engine)
    engine.dispose()
    consumer = ingest.ingest(stage, ingest.publish_events(stage, EVENTS), EVENTS)
    return {
        "commit": commit, "submit": submits, "page": page, "sequencer": sequencer, "relay": drain, "consumer": consumer,
    }  # fmt: skip


def measure_sequencer(engine: Engine) -> float:
    """Return the events a second that get their place in the log."""
    write(engine)
    with connect(engine) as connection:
        watch = Stopwatch()
        Sequencer(engine).drain(connection)
        return EVENTS / watch.seconds


def write(engine: Engine) -> None:
    """Write the events of a burst in one transaction."""
    events = make_events(EVENTS)
    with engine.begin() as conn:
        for start in range(0, EVENTS, 5000):
            append(conn, events[start : start + 5000])


def measure_burst(stage: Stage) -> tuple[float, float, float, Size]:
    """Return what pelaporan tells again for each event, bytes of an audit row, seconds of the burst, and sizes."""
    folder = stage.folder / "tahun"
    folder.mkdir()
    simpul = Simpul(folder, {"SIMPUL_BUS": "kafka", "SIMPUL_KAFKA_BOOTSTRAP": stage.kafka})
    simpul.start()
    engines = {service: create_engine(embedded_url(folder / "var", service)) for service in SERVICES}
    try:
        told_again, trail = _tell_slowly(simpul, engines)
        seconds = _tell_at_once(engines)
        return told_again, trail, seconds, _measure_size(engines, trail)
    finally:
        for engine in engines.values():
            engine.dispose()
        simpul.stop()


def _tell_slowly(simpul: Simpul, engines: dict[str, Engine]) -> tuple[float, float]:
    _settle(engines)
    before = {service: _ask(engine, "SELECT posisi FROM log_head") for service, engine in engines.items()}
    for _ in range(PERMITS):
        issue(simpul, apply(simpul))
    _settle(engines)
    told = {
        service: _ask(engine, "SELECT posisi FROM log_head") - before[service] for service, engine in engines.items()
    }
    bytes_ = _ask(
        engines["perizinan"], "SELECT sum(pg_column_size(jejak)) / count(type) FROM log WHERE jejak IS NOT NULL"
    )
    return told["pelaporan"] / told["perizinan"], bytes_


def _settle(engines: dict[str, Engine]) -> None:
    """Wait until pelaporan has every event of perizinan, and tells nothing new."""
    seen: list[float] = []

    def still() -> bool:
        seen.append(_ask(engines["pelaporan"], "SELECT posisi FROM log_head"))
        return (
            _counted(engines) >= _ask(engines["perizinan"], "SELECT posisi FROM log_head")
            and seen[-4:] == 4 * seen[-1:]
        )

    wait_until(still, timeout=120, every=0.5, what="quiet")


def _tell_at_once(engines: dict[str, Engine]) -> float:
    wanted = _counted(engines) + EVENTS
    with timed(f"{EVENTS:,} events written to the running system"):
        write(engines["perizinan"])
    watch = Stopwatch()
    Waker(engines["perizinan"]).wake()
    wait_until(lambda: _counted(engines) >= wanted, timeout=300, every=0.2, what="the burst")
    return watch.seconds


def _counted(engines: dict[str, Engine]) -> float:
    query = (
        f"SELECT count(*) FROM {LIVE}.fakta f JOIN sumber s ON s.id = f.sumber"  # noqa: S608 - a constant
        " WHERE s.nama = '/simpul/perizinan'"
    )
    return _ask(engines["pelaporan"], query)


def _measure_size(engines: dict[str, Engine], trail: float) -> Size:
    facts = "', '".join(f"{LIVE}.{table}" for table in ("fakta", "agregat", "keadaan"))
    total = "SELECT sum(pg_total_relation_size(t::regclass)) FROM unnest(ARRAY['{}']) t"
    ranges = "SELECT sum(pg_total_relation_size(relid)) FROM pg_partition_tree('log')"
    events = {service: _ask(engine, "SELECT urut FROM log_head") for service, engine in engines.items()}
    return Size(
        log=_ask(engines["perizinan"], ranges) / events["perizinan"],
        trail=trail,
        facts=_ask(engines["pelaporan"], total.format(facts))
        / _ask(engines["pelaporan"], f"SELECT count(*) FROM {LIVE}.fakta"),  # noqa: S608
        outbox=_ask(engines["perizinan"], total.format("outbox")) / 2**20,
    )


def _ask(engine: Engine, query: str) -> float:
    with engine.connect() as conn:
        return float(conn.execute(text(query)).scalar_one() or 0)


def show_rates(rates: Rates, size: Size, trail: float) -> None:
    """Print what the year rests on."""
    table(
        "what one carries", "measured",
        ("HTTP process, submits/s", f"{rates.submit:,.0f}"), ("HTTP process, lists of 20 a second", f"{rates.page:,.0f}"),
        ("PostgreSQL, transactions/s", f"{rates.commit:,.0f}"), ("sequencer, events/s", f"{rates.sequencer:,.0f}"),
        ("relay, events/s", f"{rates.relay:,.0f}"), ("consumer, events/s", f"{rates.consumer:,.0f}"),
        ("events of pelaporan for each it takes in", f"{rates.told_again:.2f}"),
        ("bytes of an event: log + audit row + facts", f"{size.log:.0f} + {trail:.0f} + {size.facts:.0f}"),
        ("outbox after the burst", f"{size.outbox:.1f} MiB"),
    )  # fmt: skip


def show_year(daerah: Daerah, rates: Rates, size: Size) -> None:
    """Print a year of an installation."""
    partners = statistics.mean(len(each.mitra) for each in load_layanan().list_all())
    demand = list(hours(daerah, partners))
    processes = needed(demand, rates)
    with timed(f"a year of {daerah.name}"):
        year = simulate(demand, rates, processes, outage=True)
        usual = simulate(demand, rates, processes)
    name = f"{daerah.name}, {daerah.inhabitants:,} inhabitants, {YEAR}"
    table(name, "value", *_rows_of_http(usual), *_rows_of_events(usual, year, rates, size))


def _rows_of_http(year: Year) -> Iterator[tuple[str, str]]:
    for service in SERVICES:
        http = year.http[service]
        waits = ", ".join(f"{http.waits.quantile(share) * 1000:,.0f}" for share in (0.5, 0.99, 1))
        yield (
            f"{service}: calls a year; a second in the busiest hour",
            f"{year.calls[service]:,.0f}; {year.peak[service]:,.1f}",
        )
        yield (
            f"{service}: HTTP processes; used in the busiest hour; p50, p99, max ms; longest queue",
            f"{http.processes}; {year.used[service]:.0%}; {waits}; {http.longest:,.1f} s of work",
        )


def _rows_of_events(usual: Year, outage: Year, rates: Rates, size: Size) -> Iterator[tuple[str, str]]:
    lags = usual.line.lags
    waits = ", ".join(f"{lags.quantile(share) + IDLE:,.2f}" for share in (0.5, 0.99, 1))
    yield "events a year; a second in the busiest hour", f"{usual.events:,.0f}; {usual.peak_events:,.1f}"
    yield (
        "sequencer, relay, consumer, commits used in the busiest hour",
        ", ".join(f"{usual.peak_events / speed:.1%}" for speed in (rates.sequencer, rates.relay, rates.consumer))
        + f", {usual.peak_commits / rates.commit:.1%}",
    )
    yield "lag of an event: p50, p99, max; longest queue", f"{waits} s; {usual.line.longest:,.0f} events"
    yield (
        "broker away for the busiest hour: longest lag; waiting at its end; caught up after",
        f"{outage.line.lags.quantile(1):,.0f} s; {outage.line.longest:,.0f} events; {outage.caught_up:,.1f} s",
    )
    yield "log, audit trail and facts a year", f"{usual.events * size.each / 2**30:,.1f} GiB"


def table(first: str, second: str, *rows: tuple[str, str]) -> None:
    """Print a table in Markdown."""
    sys.stdout.write(f"\n| {first} | {second} |\n|---|---|\n")
    sys.stdout.writelines(f"| {left} | {right} |\n" for left, right in rows)
    sys.stdout.flush()
