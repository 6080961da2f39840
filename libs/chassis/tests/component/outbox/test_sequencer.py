"""Committed rows get their final place: gapless, none skipped, in the order of each aggregate."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from sqlalchemy import Engine, text

from chassis.outbox import MAX_PAYLOAD, PayloadTooLarge, Sequencer, append, verify
from chassis.outbox._leader import connect
from tests.support.uji.handler import count
from tests.support.uji.peristiwa import change, log_numbers, make_entri, nomor_of, read_log, sequence, write, write_log
from tests.support.uji.thread import running_task
from tests.support.waiting import wait_until


def test_a_row_that_took_an_earlier_id_and_commits_late_is_not_skipped(engine: Engine) -> None:
    with engine.begin() as late:
        append(late, [make_entri("lambat", "pertama")])
        write_log(engine, [make_entri("cepat", "kedua")])

        assert [(p.posisi, p.subjek) for p in read_log(engine)] == [(1, "cepat")]
    sequence(engine)

    assert [(p.posisi, p.subjek) for p in read_log(engine)] == [(1, "cepat"), (2, "lambat")]


def test_two_writers_of_one_aggregate_keep_the_order_of_their_commits(engine: Engine) -> None:
    with running_task(Sequencer(engine).run), ThreadPoolExecutor(2) as writers:
        list(writers.map(lambda _: change(engine, "berkas-1"), range(200)))
        wait_until(lambda: len(read_log(engine)) == 200)

    assert log_numbers(engine) == {"berkas-1": [str(versi) for versi in range(1, 201)]}


def test_positions_have_no_gap_under_eight_writers_that_roll_back_at_random(engine: Engine) -> None:
    with running_task(Sequencer(engine).run), ThreadPoolExecutor(8) as writers:
        committed = [
            nomor for numbers in writers.map(lambda n: _write_at_random(engine, n), range(8)) for nomor in numbers
        ]
        wait_until(lambda: len(read_log(engine)) == len(committed))

    log = read_log(engine)
    assert [p.posisi for p in log] == list(range(1, len(committed) + 1))
    assert sorted(nomor_of(p.data) for p in log) == sorted(committed)
    assert count(engine, "outbox") == 0
    with connect(engine) as connection:
        assert verify(connection).events == len(committed)


def test_what_one_transaction_appends_stays_in_its_order(engine: Engine) -> None:
    write_log(engine, [make_entri("berkas-1", str(n)) for n in range(3000)])

    assert [nomor_of(p.data) for p in read_log(engine)] == [str(n) for n in range(3000)]


def test_an_audit_row_without_event_is_numbered_in_the_chain_and_has_no_position(engine: Engine) -> None:
    write_log(engine, [make_entri(nomor="1"), make_entri(event=False), make_entri(nomor="2", jejak={"aktor": "p-2"})])

    with engine.connect() as conn:
        rows = conn.execute(text("SELECT urut, posisi, jejak FROM log ORDER BY urut")).all()
    assert [tuple(row) for row in rows] == [
        (1, 1, None),
        (2, None, '{"aktor":"p-1","ke":"diajukan"}'),
        (3, 2, '{"aktor":"p-2"}'),
    ]


def test_text_with_every_separator_of_copy_survives(engine: Engine) -> None:
    odd = 'tab\t baris\n balik\r garis\\ \\N kutip" 例 '
    with engine.begin() as conn:
        append(conn, [make_entri(odd, odd, jejak={"alasan": odd})], traceparent=odd)
    sequence(engine)

    [pesan] = read_log(engine)
    assert (pesan.subjek, nomor_of(pesan.data), pesan.traceparent) == (odd, odd, odd)
    with connect(engine) as connection:
        assert verify(connection).rows == 1


def test_a_transaction_that_rolls_back_leaves_nothing(engine: Engine) -> None:
    with engine.connect() as conn:
        append(conn, [make_entri()])
        conn.rollback()
    write_log(engine, [make_entri(nomor="2")])

    assert [nomor_of(p.data) for p in read_log(engine)] == ["2"]


def test_a_transaction_that_the_caller_began_by_appending_is_committed_by_the_caller(engine: Engine) -> None:
    with engine.connect() as conn:
        append(conn, [make_entri()])
        conn.commit()

    assert count(engine, "outbox") == 1


def test_appending_nothing_writes_nothing(engine: Engine) -> None:
    write(engine)

    assert count(engine, "outbox") == 0


def _write_at_random(engine: Engine, writer: int) -> list[str]:
    """Write from 1 to 5 events in each of 60 transactions, a third of which roll back; return what was committed."""
    chance = random.Random(writer)  # noqa: S311 - repeatable on purpose
    committed: list[str] = []
    for number in range(60):
        names = [f"{writer}-{number}-{part}" for part in range(chance.randint(1, 5))]
        entri = [make_entri(f"berkas-{writer}", name) for name in names]
        with engine.connect() as conn:
            append(conn, [*entri, make_entri(f"berkas-{writer}", event=False)])
            if chance.random() < 1 / 3:
                conn.rollback()
            else:
                conn.commit()
                committed += names
    return committed


def test_a_payload_that_no_broker_would_take_is_refused_with_all_that_came_with_it(engine: Engine) -> None:
    large = replace(make_entri("berkas-2"), data=b"x" * (MAX_PAYLOAD + 1))

    with engine.begin() as conn, pytest.raises(PayloadTooLarge, match="berkas-2: 900,001 bytes, more than 900,000"):
        append(conn, [make_entri("berkas-1"), large])

    assert count(engine, "outbox") == 0


def test_a_payload_of_the_largest_size_is_taken(engine: Engine) -> None:
    write(engine, replace(make_entri(), data=b"x" * MAX_PAYLOAD))

    assert count(engine, "outbox") == 1
