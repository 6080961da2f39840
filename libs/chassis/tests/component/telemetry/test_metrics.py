"""What a process tells Prometheus: each family once, and what has happened."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from prometheus_client import REGISTRY
from prometheus_client.metrics_core import Metric
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import Engine, text

from chassis.bus import PublishError
from chassis.bus.memory import MemoryBroker
from chassis.collectors import ConsumerCollector, LagCollector, OutboxCollector
from chassis.consumer import Consumer
from chassis.domain import SystemClock, uuid7
from chassis.http import Health
from chassis.outbox import Entri, Relay
from chassis.outbox._leader import connect
from tests.support.uji.handler import EfekHandler
from tests.support.uji.peristiwa import AT, TIPE, make_entri, make_pesan, payload, write, write_log

Scrape = Callable[[], dict[str, Metric]]


@pytest.fixture
def broker() -> MemoryBroker:
    return MemoryBroker()


@pytest.fixture
def scrape(engine: Engine, broker: MemoryBroker) -> Iterator[Scrape]:
    """Give a function that asks for ``/metrics`` as Prometheus does, and refuses a family that comes twice."""
    collectors = [
        OutboxCollector(engine),
        ConsumerCollector(engine),
        LagCollector(broker.subscriber("kelompok", ["uji", "lain"])),
    ]
    for collector in collectors:
        REGISTRY.register(collector)

    def scrape() -> dict[str, Metric]:
        answer = Health().answer("/metrics")
        assert answer is not None
        families = list(text_string_to_metric_families(answer[2].decode()))
        assert [name for name, number in Counter(f.name for f in families).items() if number > 1] == []
        return {family.name: family for family in families}

    yield scrape
    for collector in collectors:
        REGISTRY.unregister(collector)


def _values(family: Metric) -> dict[str, float]:
    """Return the samples by the value of their one label, the empty text where there is none."""
    return {next(iter(sample.labels.values()), ""): sample.value for sample in family.samples}


def _counted(name: str, **labels: str) -> float:
    return REGISTRY.get_sample_value(name, labels) or 0


def test_a_family_with_several_samples_comes_once(engine: Engine, scrape: Scrape) -> None:
    write_log(engine, [make_entri(nomor=str(n)) for n in range(5)])
    with engine.begin() as conn:
        conn.execute(text("INSERT INTO relay VALUES ('kafka', 2), ('arsip', 5)"))
        conn.execute(text("INSERT INTO kemajuan VALUES ('/simpul/a', 0, 1, now()), ('/simpul/b', 0, 1, now())"))

    found = scrape()

    assert _values(found["simpul_log_position"]) == {"": 5}
    assert _values(found["simpul_relay_position"]) == {"kafka": 2, "arsip": 5}
    assert _values(found["simpul_relay_lag"]) == {"kafka": 3, "arsip": 0}
    assert set(_values(found["simpul_consumer_age_seconds"])) == {"a", "b"}
    assert _values(found["simpul_dead_letters"]) == {"": 0}
    assert _values(found["simpul_consumer_lag"]) == {"uji": 0, "lain": 0}


def test_the_age_of_the_outbox_counts_from_the_record_and_not_from_the_event(engine: Engine, scrape: Scrape) -> None:
    assert _values(scrape()["simpul_outbox_age_seconds"]) == {"": 0}
    recorded = SystemClock().now() - timedelta(seconds=90)
    long_ago = AT - timedelta(days=3000)

    write(engine, Entri(subject="a", time=long_ago, type=TIPE, data=payload("a", "1"), event_id=uuid7(recorded)))
    found = scrape()

    assert _values(found["simpul_outbox_pending"]) == {"": 1}
    assert 90 <= _values(found["simpul_outbox_age_seconds"])[""] < 120


def test_without_a_database_the_rest_is_told(engine: Engine, scrape: Scrape) -> None:
    with engine.begin() as conn:
        conn.execute(text("ALTER TABLE log_head RENAME TO log_kepala"))
    try:
        found = scrape()
    finally:
        with engine.begin() as conn:
            conn.execute(text("ALTER TABLE log_kepala RENAME TO log_head"))

    assert "simpul_log_position" not in found
    assert "simpul_consumer_lag" in found


def test_what_the_relay_published_is_counted(engine: Engine, broker: MemoryBroker) -> None:
    write_log(engine, [make_entri(nomor=str(n)) for n in range(5)])
    before = _counted("simpul_relay_events_total", destination="memori")

    with connect(engine) as connection:
        Relay(engine, "uji", broker.publisher("uji"), tujuan="memori").drain(connection)

    assert _counted("simpul_relay_events_total", destination="memori") == before + 5


def test_a_destination_that_never_answered_has_its_lag(engine: Engine, scrape: Scrape) -> None:
    class Away:
        def publish(self, _: object) -> None:
            raise PublishError("away")

        def close(self) -> None: ...

    write_log(engine, [make_entri(nomor=str(n)) for n in range(5)])

    with connect(engine) as connection:
        assert not Relay(engine, "uji", Away(), tujuan="jauh").step(connection)

    assert _values(scrape()["simpul_relay_lag"]) == {"jauh": 5}


def test_readiness_is_told_at_the_scrape() -> None:
    told = []
    for faults in (None, "the database does not answer"):
        Health([lambda faults=faults: faults]).answer("/metrics")  # type: ignore[misc]
        told.append(_counted("simpul_ready"))

    assert told == [1, 0]


def test_what_the_consumer_received_is_counted_by_outcome(engine: Engine, broker: MemoryBroker) -> None:
    outcomes = ("taken_in", "repeated", "dead_letter")

    def read() -> list[float]:
        return [_counted("simpul_consumer_events_total", source="uji", outcome=outcome) for outcome in outcomes]

    good, bad, last = make_pesan(1), make_pesan(2, data=b"\xff"), make_pesan(3)
    before, batches = read(), _counted("simpul_consumer_batch_seconds_count")
    subscriber = broker.subscriber("kelompok", ["uji"])
    consumer = Consumer(engine, subscriber, EfekHandler())
    for sent in ([good], [good, bad, last]):
        broker.publisher("uji").publish(sent)
        consumer.step(threading.Event())

    assert [now - then for now, then in zip(read(), before, strict=True)] == [2, 1, 1]
    assert _counted("simpul_consumer_batch_seconds_count") == batches + 2
