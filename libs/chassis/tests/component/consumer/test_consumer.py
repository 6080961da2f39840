"""Effects and the knowledge of them are one: nothing lost, nothing counted twice, nothing that stops the stream."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from functools import partial

import psycopg
import pytest
from sqlalchemy import Engine, text

from chassis.bus import Received, Unreadable
from chassis.bus.memory import MemoryBroker
from chassis.consumer import Consumer, Handler, Item, list_dead_letters, read_progress, resend
from chassis.domain import NotFound, TransitionNotAllowed
from chassis.outbox._leader import connect
from chassis.pesan import Pesan
from tests.support.uji.handler import EfekHandler, count, read_efek
from tests.support.uji.peristiwa import AT, SUMBER, make_pesan
from tests.support.uji.thread import running_task
from tests.support.waiting import wait_until

GARBAGE = b"\xff" * 900_000


class RaisesTypeError(Exception):
    """A fault of the code, not of the event."""


def test_effects_and_progress_are_in_one_transaction(engine: Engine) -> None:
    take_in(engine, [make_pesan(1), make_pesan(2, "berkas-2")])

    assert read_efek(engine) == [(1, "berkas-1", "1"), (2, "berkas-2", "2")]
    assert progress(engine) == {(SUMBER, 0): 2}


def test_a_handler_that_fails_leaves_neither(engine: Engine) -> None:
    def fail(_item: Item) -> None:
        raise RaisesTypeError

    with pytest.raises(RaisesTypeError):
        take_in(engine, [make_pesan(1)], EfekHandler(fail))

    assert read_efek(engine) == []
    assert progress(engine) == {}


def test_every_event_three_times_makes_the_same_state(engine: Engine) -> None:
    batch = [make_pesan(n, f"berkas-{n % 3}") for n in range(1, 301)]
    once = [(p.posisi, p.subjek, str(p.posisi)) for p in batch]

    take_in(engine, [p for pesan in batch for p in (pesan, pesan, pesan)])
    take_in(engine, batch)
    take_in(engine, batch[100:200])

    assert read_efek(engine) == once
    assert progress(engine) == {(SUMBER, 0): 300}


def test_partitions_and_sources_have_a_progress_each(engine: Engine) -> None:
    batch = [
        make_pesan(5)._replace(partisi=1),
        make_pesan(3)._replace(partisi=2),
        make_pesan(1, sumber="/simpul/lain"),
    ]

    take_in(engine, batch)

    assert progress(engine) == {(SUMBER, 1): 5, (SUMBER, 2): 3, ("/simpul/lain", 0): 1}
    assert len(read_efek(engine)) == 3


def test_two_consumers_with_the_same_batch_at_once_apply_it_once(engine: Engine) -> None:
    batch = [make_pesan(n, f"berkas-{n % 3}") for n in range(1, 201)]
    together = threading.Barrier(2)

    def consume(_number: int) -> None:
        together.wait()
        take_in(engine, batch)

    with ThreadPoolExecutor(2) as consumers:
        list(consumers.map(consume, range(2)))

    assert [posisi for posisi, _, _ in read_efek(engine)] == list(range(1, 201))


def test_a_consumer_that_lost_its_partition_changes_nothing_when_it_wakes(engine: Engine) -> None:
    batch = [make_pesan(n) for n in range(1, 11)]
    asleep, go_on = threading.Event(), threading.Event()

    def sleep(_item: Item) -> None:
        asleep.set()
        assert go_on.wait(20)

    with ThreadPoolExecutor(2) as consumers:
        zombie = consumers.submit(take_in, engine, batch, EfekHandler(sleep))
        assert asleep.wait(20)
        successor = consumers.submit(take_in, engine, [*batch, make_pesan(11)])
        wait_until(lambda: _waits_for_lock(engine))
        go_on.set()
        zombie.result(20)
        successor.result(20)

    assert [posisi for posisi, _, _ in read_efek(engine)] == list(range(1, 12))


def test_a_known_type_that_nobody_handles_is_skipped(engine: Engine) -> None:
    take_in(engine, [make_pesan(1, tipe="simpul.perizinan.v1.IzinDiserahkan"), make_pesan(2)])

    assert [posisi for posisi, _, _ in read_efek(engine)] == [2]
    assert progress(engine) == {(SUMBER, 0): 2}
    assert count(engine, "surat_mati") == 0


def test_one_poison_in_a_thousand_becomes_a_dead_letter_and_the_rest_is_in_effect(engine: Engine) -> None:
    poison = {
        500: make_pesan(500, data=b"\xff\xff\xff"),
        1500: make_pesan(1500, tipe="simpul.perizinan.v1.BelumAda"),
        2500: make_pesan(2500, data=GARBAGE),
        3500: make_pesan(3500, nomor="tolak"),
    }
    broker = MemoryBroker()
    broker.publisher("uji").publish([poison.get(n, make_pesan(n, f"b-{n % 50}")) for n in range(1, 4001)])
    subscriber = broker.subscriber("k", ["uji"])
    with running_task(Consumer(engine, subscriber, EfekHandler(_refuse_tolak)).run):
        wait_until(lambda: sum(subscriber.lag().values()) == 0 and count(engine, "efek") == 3996, timeout=10)

    assert reasons(engine) == {
        500: "payload cannot be decoded",
        1500: "unknown type simpul.perizinan.v1.BelumAda",
        2500: "payload cannot be decoded",
        3500: "refused: ValueError: tolak",
    }


def test_a_dead_letter_tells_where_it_came_from(engine: Engine) -> None:
    broken = make_pesan(7, data=b"\xff")._replace(partisi=3, offset=99)
    take_in(engine, [broken])

    with engine.connect() as conn:
        [letter], number = list_dead_letters(conn)
    assert (letter.sumber, letter.posisi, letter.event_id, letter.subjek) == (SUMBER, 7, broken.id, "berkas-1")
    assert letter.asal == {"sumber": SUMBER, "partisi": 3, "offset": 99}
    assert (letter.waktu, letter.percobaan, letter.selesai_pada, number) == (AT, 1, None, 1)


def test_a_dead_letter_that_comes_again_is_kept_once(engine: Engine) -> None:
    unreadable = Received()
    unreadable.unreadable.append(_unreadable())
    for _ in range(3):
        consumer(engine).take_in(unreadable)

    assert count(engine, "surat_mati") == 1


@pytest.mark.parametrize(
    "refusal, reason",
    [
        (lambda: int("satu"), "refused: ValueError"),
        (lambda: Decimal("satu"), "refused: InvalidOperation"),
        (lambda: Decimal(1) / Decimal(0), "refused: DivisionByZero"),
        (lambda: dict[str, int]()["layanan"], "refused: KeyError"),
    ],
)
def test_an_event_that_the_handler_cannot_take_is_isolated(
    engine: Engine, refusal: Callable[[], object], reason: str
) -> None:
    def refuse(item: Item) -> None:
        if item.pesan.posisi == 50:
            refusal()

    take_in(engine, [make_pesan(n) for n in range(1, 101)], EfekHandler(refuse))

    assert [posisi for posisi, _, _ in read_efek(engine)] == [n for n in range(1, 101) if n != 50]
    assert reasons(engine)[50].startswith(reason)
    assert progress(engine) == {(SUMBER, 0): 100}


def test_many_at_fault_are_each_isolated_and_the_others_stay_in_order(engine: Engine) -> None:
    def refuse(item: Item) -> None:
        if item.pesan.posisi % 10 == 0:
            raise ValueError("sepuluh")

    take_in(engine, [make_pesan(n) for n in range(1, 101)], EfekHandler(refuse))

    assert [posisi for posisi, _, _ in read_efek(engine)] == [n for n in range(1, 101) if n % 10]
    assert sorted(reasons(engine)) == list(range(10, 101, 10))


@pytest.mark.parametrize("nomor", ["nol\x00", "x" * 1_000_000])
def test_an_event_that_the_database_refuses_is_isolated(engine: Engine, nomor: str) -> None:
    with engine.begin() as conn:
        conn.execute(text("CREATE INDEX IF NOT EXISTS uji_nomor ON efek (nomor)"))
    random_text = nomor if "\x00" in nomor else _incompressible(len(nomor))

    take_in(engine, [make_pesan(1), make_pesan(2, nomor=random_text), make_pesan(3)])
    with engine.begin() as conn:
        conn.execute(text("DROP INDEX uji_nomor"))

    assert [posisi for posisi, _, _ in read_efek(engine)] == [1, 3]
    assert reasons(engine)[2].startswith("refused by the database")


def test_text_that_no_database_holds_is_kept_without_it(engine: Engine) -> None:
    take_in(engine, [make_pesan(1, "sub\x00jek", tipe="tipe\x00" + "x" * 1000)])

    assert list(reasons(engine)) == [1]


def test_resent_after_a_fix_it_takes_effect_once(engine: Engine) -> None:
    take_in(engine, [make_pesan(1, nomor="tolak"), make_pesan(2)], EfekHandler(_refuse_tolak))
    [id_] = letters(engine)
    resend(engine, EfekHandler(), id_)

    with pytest.raises(TransitionNotAllowed) as refused:
        resend(engine, EfekHandler(), id_)

    assert refused.value.code == "surat_mati.transition_not_allowed"
    assert read_efek(engine) == [(2, "berkas-1", "2"), (1, "berkas-1", "tolak")]
    with engine.connect() as conn:
        [letter], _ = list_dead_letters(conn, semua=True)
    assert (letter.percobaan, letter.selesai_pada is not None) == (2, True)


def test_two_who_resend_at_once_take_it_in_once(engine: Engine) -> None:
    take_in(engine, [make_pesan(1, nomor="tolak")], EfekHandler(_refuse_tolak))
    [id_] = letters(engine)

    def send(_number: int) -> bool:
        try:
            resend(engine, EfekHandler(), id_)
        except TransitionNotAllowed:
            return False
        return True

    with ThreadPoolExecutor(8) as admins:
        sent = list(admins.map(send, range(8)))

    assert sent.count(True) == 1
    assert len(read_efek(engine)) == 1


def test_resent_without_a_fix_it_stays_with_the_new_reason(engine: Engine) -> None:
    take_in(engine, [make_pesan(1, data=b"\xff")])
    [id_] = letters(engine)

    with pytest.raises(TransitionNotAllowed):
        resend(engine, EfekHandler(), id_)

    with engine.connect() as conn:
        [letter], _ = list_dead_letters(conn)
    assert (letter.percobaan, letter.alasan, letter.selesai_pada) == (2, "payload cannot be decoded", None)


def test_a_letter_that_is_not_there_is_not_found(engine: Engine) -> None:
    with pytest.raises(NotFound):
        resend(engine, EfekHandler(), 0)


def test_while_the_database_is_away_the_consumer_waits_and_then_goes_on(engine: Engine) -> None:
    broker = MemoryBroker()
    cut = threading.Event()

    def cut_once(item: Item) -> None:
        if item.pesan.posisi == 3 and not cut.is_set():
            cut.set()
            raise psycopg.OperationalError("the server closed the connection")

    with running_task(Consumer(engine, broker.subscriber("k", ["uji"]), EfekHandler(cut_once)).run):
        broker.publisher("uji").publish([make_pesan(n) for n in range(1, 6)])
        wait_until(lambda: count(engine, "efek") == 5)

    assert cut.is_set()
    assert [posisi for posisi, _, _ in read_efek(engine)] == [1, 2, 3, 4, 5]


def test_a_consumer_goes_on_after_all_its_connections_were_cut(engine: Engine) -> None:
    broker = MemoryBroker()
    publisher = broker.publisher("uji")
    with running_task(Consumer(engine, broker.subscriber("k", ["uji"]), EfekHandler()).run):
        for number in range(1, 6):
            publisher.publish([make_pesan(number)])
            wait_until(partial(_has_efek, engine, number))
            _cut_all(engine)
    engine.dispose()

    assert [posisi for posisi, _, _ in read_efek(engine)] == [1, 2, 3, 4, 5]


def test_a_consumer_that_is_told_to_stop_while_the_database_is_away_commits_nothing(engine: Engine) -> None:
    broker = MemoryBroker()
    broker.publisher("uji").publish([make_pesan(1)])

    def away(_item: Item) -> None:
        raise psycopg.OperationalError("away")

    with running_task(Consumer(engine, broker.subscriber("k", ["uji"]), EfekHandler(away)).run):
        pass
    with running_task(Consumer(engine, broker.subscriber("k", ["uji"]), EfekHandler()).run):
        wait_until(lambda: count(engine, "efek") == 1)


def consumer(engine: Engine, handler: Handler | None = None) -> Consumer:
    return Consumer(engine, MemoryBroker().subscriber("k", ["uji"]), handler or EfekHandler())


def take_in(engine: Engine, batch: list[Pesan], handler: Handler | None = None) -> None:
    consumer(engine, handler).take_in(Received(pesan=batch))


def progress(engine: Engine) -> dict[tuple[str, int], int]:
    with engine.connect() as conn:
        return read_progress(conn)


def reasons(engine: Engine) -> dict[int, str]:
    with engine.connect() as conn:
        found, _ = list_dead_letters(conn)
    return {letter.posisi: letter.alasan for letter in found}


def letters(engine: Engine) -> list[int]:
    with engine.connect() as conn:
        found, _ = list_dead_letters(conn)
    return [letter.id for letter in found]


def _refuse_tolak(item: Item) -> None:
    if item.isi.nomor_registrasi == "tolak":
        raise ValueError("tolak")


def _unreadable() -> Unreadable:
    found = make_pesan(12, sumber="kafka:uji.peristiwa", tipe="", data=b"\x00")._replace(id="")
    return Unreadable(found, "header ce_id is missing")


def _incompressible(length: int) -> str:
    return os.urandom(length // 2).hex()


def _waits_for_lock(engine: Engine) -> bool:
    query = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    with engine.connect() as conn:
        return int(conn.execute(text(query)).scalar_one()) > 0


def _has_efek(engine: Engine, number: int) -> bool:
    """Look by a connection that nobody cut."""
    with connect(engine) as connection:
        return connection.execute("SELECT count(*) FROM efek").fetchone() == (number,)


def _cut_all(engine: Engine) -> None:
    with connect(engine) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
