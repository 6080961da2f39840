"""Copies of one moment: under writes no consumer's copy is ahead of its producer's."""

from __future__ import annotations

import threading

from sqlalchemy import Engine, text

from chassis.cadangan._snapshot import snapshots
from tests.support.uji.fixtures import MakeEngine, databases, make_engine
from tests.support.uji.peristiwa import SUMBER, make_entri, write_log
from tests.support.uji.thread import running_task

__all__ = ["databases", "make_engine"]

_NOTE = text("""
INSERT INTO kemajuan VALUES (:sumber, -1, :posisi, now())
ON CONFLICT (sumber, partisi) DO UPDATE SET posisi = excluded.posisi
""")


def test_no_copy_of_a_consumer_is_ahead_of_its_producer_s(make_engine: MakeEngine) -> None:
    producer, consumer = make_engine(), make_engine()

    def follow(stop: threading.Event) -> None:
        posisi = 0
        while not stop.is_set():
            posisi += 1
            write_log(producer, [make_entri("berkas-1", str(posisi))])
            note(consumer, posisi)

    ahead = []
    with running_task(follow):
        for _ in range(40):
            with snapshots({"produsen": producer, "konsumen": consumer}) as made:
                ahead += [posisi - made["produsen"].log.posisi for _, _, posisi in made["konsumen"].kemajuan]

    assert max(ahead) <= 0


def note(consumer: Engine, posisi: int) -> None:
    """Have the consumer's progress at a position."""
    with consumer.begin() as conn:
        conn.execute(_NOTE, {"sumber": SUMBER, "posisi": posisi})
