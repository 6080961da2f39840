"""The projection: each event once, and the same figures whichever way they are computed."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, text

from chassis.contracts import event_types
from chassis.pesan import Pesan
from pelaporan.adapters.buku import backfill
from pelaporan.adapters.generasi import Pembangunan, hash_of
from pelaporan.adapters.isian import read_skema
from pelaporan.adapters.pembacaan import PembacaanFactory
from pelaporan.application.indikator.get import compute_many
from pelaporan.application.ports import Lingkup
from pelaporan.domain.naskah import read_ukuran
from pelaporan.domain.periode import parse_periode
from simpul.perizinan.v1 import peristiwa_pb2 as izin

PERIODE = [parse_periode(teks) for teks in ("2026-01", "2026-02", "2026-03", "2026-T1", "2026", "2025-11..2026-02")]
LINGKUP = [
    Lingkup(),
    Lingkup(opd="dlh"),
    Lingkup(opd="dinkes"),
    Lingkup(layanan="pbg"),
    Lingkup("dpmptsp", "sip-dokter"),
]


def _hash(engine: Engine) -> str:
    with engine.begin() as conn:
        return hash_of(conn)


def _values(engine: Engine, *, per: Any = None, facts: bool = False) -> list[Any]:
    with PembacaanFactory(engine)(per, facts=facts) as baca:
        found = [compute_many(baca, list(baca.buku), PERIODE, lingkup) for lingkup in LINGKUP]
        return [
            (kode, satu.nilai, satu.pembilang, satu.penyebut) for one in found for kode in one for satu in one[kode]
        ]


def test_each_event_three_times_gives_the_same_projection(engine: Engine, take_in: Any, arus_ramai: Any) -> None:
    take_in(arus_ramai.items)
    once = _hash(engine)
    thrice = [item for item in arus_ramai.items for _ in range(3)]

    take_in(thrice)
    take_in(random.Random(1).sample(thrice, len(thrice)))  # noqa: S311 - a repeatable test

    assert _hash(engine) == once


def test_repeats_within_one_first_batch_count_once(engine: Engine, take_in: Any, arus_ramai: Any) -> None:
    take_in([item for item in arus_ramai.items for _ in range(3)], batch=10_000)
    thrice = _hash(engine)
    with engine.begin() as conn:
        conn.execute(text("TRUNCATE proyeksi.fakta, proyeksi.agregat, proyeksi.keadaan"))

    take_in(arus_ramai.items, batch=7)

    assert _hash(engine) == thrice


def test_the_order_of_subjects_does_not_matter(engine: Engine, take_in: Any, arus_ramai: Any) -> None:
    take_in(arus_ramai.items)
    in_order = _hash(engine)
    with engine.begin() as conn:
        conn.execute(text("TRUNCATE proyeksi.fakta, proyeksi.agregat, proyeksi.keadaan"))

    take_in(random.Random(2).sample(arus_ramai.items, len(arus_ramai.items)))  # noqa: S311 - a repeatable test

    assert _hash(engine) == in_order


def test_aggregates_and_facts_say_the_same(engine: Engine, take_in: Any, arus_ramai: Any) -> None:
    take_in(arus_ramai.items)

    live = _values(engine)

    assert live == _values(engine, facts=True)
    assert any(nilai is not None for _, nilai, _, _ in live)


def test_as_of_now_is_what_is_known_now(engine: Engine, take_in: Any, arus_ramai: Any) -> None:
    take_in(arus_ramai.items)

    assert _values(engine, per=arus_ramai.direkam + timedelta(days=1)) == _values(engine)


def test_as_of_a_moment_leaves_out_what_was_recorded_later(engine: Engine, take_in: Any, arus_ramai: Any) -> None:
    per = arus_ramai.direkam - timedelta(hours=20 * 60)
    before = [item for item in arus_ramai.items if _recorded_ms(item) <= per.timestamp() * 1000]
    take_in(before)
    then = _values(engine)
    take_in(arus_ramai.items[len(before) :])

    assert 0 < len(before) < len(arus_ramai.items)
    assert _values(engine, per=per) == then
    assert _values(engine) != then


def test_a_new_definition_counts_the_past_as_the_consumer_would(engine: Engine, take_in: Any, arus_ramai: Any) -> None:
    take_in(arus_ramai.items)
    folded = _hash(engine)
    with engine.begin() as conn:
        conn.execute(text("TRUNCATE proyeksi.agregat, proyeksi.keadaan"))
        conn.execute(text("CREATE TEMP TABLE lama ON COMMIT DROP AS SELECT id, naskah FROM ukuran"))
        _backfill_all(conn)

    assert _hash(engine) == folded


def test_a_rebuild_gives_the_same_and_swaps_without_a_gap(engine: Engine, take_in: Any, arus_ramai: Any) -> None:
    take_in(arus_ramai.items)
    before, values = _hash(engine), _values(engine)
    pembangunan = Pembangunan(engine, read_skema(event_types()), _log_of(arus_ramai))

    checked = pembangunan.rebuild(check=True)
    swapped = pembangunan.rebuild(check=False)

    assert checked == swapped
    assert swapped.live == swapped.baru == before == _hash(engine)
    assert swapped.peristiwa == len(arus_ramai.items)
    assert _values(engine) == values


def test_a_rebuild_finds_and_repairs_a_wrong_figure(engine: Engine, take_in: Any, arus_ramai: Any) -> None:
    take_in(arus_ramai.items)
    before = _hash(engine)
    with engine.begin() as conn:
        conn.execute(text("UPDATE proyeksi.agregat SET n = n + 1 WHERE kunci = '' AND opd = 'dlh'"))
    pembangunan = Pembangunan(engine, read_skema(event_types()), _log_of(arus_ramai))

    found = pembangunan.rebuild(check=False)

    assert not found.sama
    assert _hash(engine) == before


def test_events_that_arrive_during_a_rebuild_are_in_it(engine: Engine, take_in: Any, arus_ramai: Any) -> None:
    items = arus_ramai.items
    take_in(items[:200])
    arrived = False

    def read_log(source: str, after: int, until: int) -> Iterator[Sequence[Pesan]]:
        nonlocal arrived
        if not arrived:
            arrived = True
            take_in(items[200:])
        yield from _log_of(arus_ramai)(source, after, until)

    hasil = Pembangunan(engine, read_skema(event_types()), read_log).rebuild(check=False)

    assert hasil.sama
    assert hasil.peristiwa == len(items)


def test_after_a_rebuild_the_consumer_goes_on(engine: Engine, take_in: Any, arus_ramai: Any) -> None:
    take_in(arus_ramai.items[:200])
    Pembangunan(engine, read_skema(event_types()), _log_of(arus_ramai)).rebuild(check=False)
    take_in(arus_ramai.items[150:])
    whole = _hash(engine)

    hasil = Pembangunan(engine, read_skema(event_types()), _log_of(arus_ramai)).rebuild(check=True)

    assert hasil.sama
    assert hasil.baru == whole


def test_an_event_whose_id_is_no_uuid_is_refused(engine: Engine, take_in: Any, arus: Any) -> None:
    item = arus.add(izin.IzinDiserahkan(permohonan_id="p", opd_kode="dpmptsp"), PERIODE[0].mulai)
    wrong = item._replace(pesan=item.pesan._replace(id="0198"))

    with pytest.raises(ValueError, match="UUID"):
        take_in([wrong])


def _recorded_ms(item: Any) -> int:
    return int(item.pesan.id.replace("-", "")[:12], 16)


def _log_of(arus: Any) -> Any:
    def read(source: str, after: int, until: int) -> Iterator[Sequence[Pesan]]:
        pesan = [
            item.pesan for item in arus.items if item.pesan.sumber == source and after < item.pesan.posisi <= until
        ]
        for start in range(0, len(pesan), 90):
            yield pesan[start : start + 90]

    return read


def _backfill_all(conn: Any) -> None:
    for row in conn.execute(text("SELECT id, naskah FROM lama")).all():
        backfill(conn, row.id, read_ukuran(row.naskah))
